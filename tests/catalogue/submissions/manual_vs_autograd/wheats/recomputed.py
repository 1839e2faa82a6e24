"""The backward pass computes the forward pass once more instead of keeping activations."""

# %% manual_forward
def manual_forward(self, X):
    self.X = X
    return sigmoid(linear(sigmoid(linear(X, self.W1, self.b1)), self.W2, self.b2))


Manual2Layer.__call__ = manual_forward

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Y = Y
    return -(Y * torch.log(Yhat) + (1 - Y) * torch.log1p(-Yhat)).mean()


Manual2Layer.bce_loss = manual_loss

# %% manual_backward
def manual_backward(self):
    A1 = sigmoid(linear(self.X, self.W1, self.b1))
    Yhat = sigmoid(linear(A1, self.W2, self.b2))
    dZ2 = (Yhat - self.Y) / Yhat.numel()
    dZ1 = (dZ2 @ self.W2) * (A1 * (1 - A1))
    self.dW1, self.db1, self.dW2, self.db2 = dZ1.T @ self.X, dZ1.sum(0), dZ2.T @ A1, dZ2.sum(0)


Manual2Layer.backward = manual_backward
