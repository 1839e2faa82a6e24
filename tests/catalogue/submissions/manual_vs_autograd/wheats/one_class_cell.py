"""The whole class in its first cell; the later cells only say so."""

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1, self.b1 = torch.randn(n1, nx), torch.randn(n1)
        self.W2, self.b2 = torch.randn(ny, n1), torch.randn(ny)

    def __call__(self, X):
        self.X = X
        self.A1 = sigmoid(linear(X, self.W1, self.b1))
        self.A2 = sigmoid(linear(self.A1, self.W2, self.b2))
        return self.A2

    def bce_loss(self, Yhat, Y):
        self.Y = Y
        right = torch.where(Y == 1, Yhat, 1 - Yhat)
        return -right.log().mean()

    def backward(self):
        dZ2 = (self.A2 - self.Y) / self.Y.numel()
        self.dW2 = dZ2.T @ self.A1
        self.db2 = dZ2.sum(0)
        dZ1 = dZ2 @ self.W2 * (self.A1 - self.A1**2)
        self.dW1 = dZ1.T @ self.X
        self.db1 = dZ1.sum(0)

    def update(self):
        lr = self.learning_rate
        self.W1, self.b1 = self.W1 - lr * self.dW1, self.b1 - lr * self.db1
        self.W2, self.b2 = self.W2 - lr * self.dW2, self.b2 - lr * self.db2

# %% manual_forward
# in the class
# Manual2Layer.__call__ = manual_forward

# %% manual_loss
# in the class
# Manual2Layer.bce_loss = manual_loss

# %% manual_backward
# in the class
# Manual2Layer.backward = manual_backward

# %% manual_update
# in the class
# Manual2Layer.update = manual_update
