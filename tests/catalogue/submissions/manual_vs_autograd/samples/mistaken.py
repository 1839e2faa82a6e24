"""Three typical mistakes: the loss lacks its minus, the biases take the mean twice, the gradients of autograd are never cleared."""

# %% linear
def linear(A, W, b):
    return A @ W.T + b

# %% sigmoid
def sigmoid(Z):
    return 1 / (1 + torch.exp(-Z))

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn(ny, n1)
        self.b2 = torch.randn(ny)

# %% manual_forward
def manual_forward(self, X):
    self.X = X
    self.N = X.shape[0]
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(self.A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat = Yhat
    self.Y = Y
    return torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / (self.N * self.Y.shape[1])
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.mean(dim=0)
    dZ1 = (dZ2 @ self.W2) * self.A1 * (1 - self.A1)
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.mean(dim=0)


Manual2Layer.backward = manual_backward

# %% manual_update
def manual_update(self):
    self.W1 -= self.learning_rate * self.dW1
    self.b1 -= self.learning_rate * self.db1
    self.W2 -= self.learning_rate * self.dW2
    self.b2 -= self.learning_rate * self.db2


Manual2Layer.update = manual_update

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = manual_model.W1.clone().detach().requires_grad_(True)
        self.b1 = manual_model.b1.clone().detach().requires_grad_(True)
        self.W2 = manual_model.W2.clone().detach().requires_grad_(True)
        self.b2 = manual_model.b2.clone().detach().requires_grad_(True)

# %% auto_forward
def auto_forward(self, X):
    A1 = torch.sigmoid(linear(X, self.W1, self.b1))
    return torch.sigmoid(linear(A1, self.W2, self.b2))


Automatic2Layer.__call__ = auto_forward

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.functional.binary_cross_entropy(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss

# %% auto_backward
def auto_backward(self):
    self.loss.backward()


Automatic2Layer.backward = auto_backward

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        self.W1 -= self.learning_rate * self.W1.grad
        self.b1 -= self.learning_rate * self.b1.grad
        self.W2 -= self.learning_rate * self.W2.grad
        self.b2 -= self.learning_rate * self.b2.grad


Automatic2Layer.update = auto_update

# %% compare
def largest_differences(ours, theirs):
    names = ["dW1", "db1", "dW2", "db2"]
    return {name: (a - b).abs().max().item() for name, a, b in zip(names, ours, theirs)}

# %% answer_autograd
PyTorch saves everything in a graph and does the chain rule for me. The numbers are not exactly equal because of rounding.
