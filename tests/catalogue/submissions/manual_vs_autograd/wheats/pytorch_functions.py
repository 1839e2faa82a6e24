"""PyTorch's own functions wherever there is one; the gradients in one line each."""

# %% linear
def linear(A, W, b):
    return torch.nn.functional.linear(A, W, b)

# %% sigmoid
def sigmoid(Z):
    return torch.sigmoid(Z)

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return torch.nn.functional.binary_cross_entropy(Yhat, Y)


Manual2Layer.bce_loss = manual_loss

# %% manual_backward
def manual_backward(self):
    d2 = torch.sub(self.Yhat, self.Y).div(self.Y.numel())
    d1 = torch.mm(d2, self.W2).mul(self.A1).mul(1 - self.A1)
    self.dW2, self.db2 = torch.mm(d2.t(), self.A1), torch.sum(d2, 0)
    self.dW1, self.db1 = torch.mm(d1.t(), self.X), torch.sum(d1, 0)


Manual2Layer.backward = manual_backward

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1 = torch.tensor(manual_model.W1.tolist(), dtype=manual_model.W1.dtype, requires_grad=True)
        self.b1 = torch.tensor(manual_model.b1.tolist(), dtype=manual_model.b1.dtype, requires_grad=True)
        self.W2 = manual_model.W2.detach().clone().requires_grad_(True)
        self.b2 = manual_model.b2.detach().clone().requires_grad_(True)
