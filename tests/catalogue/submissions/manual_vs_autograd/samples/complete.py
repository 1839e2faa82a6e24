"""Everything right, in a student's own style: one delta for each layer, setattr over the names, .data for the update."""

# %% linear
def linear(A, W, b):
    # one row of W per unit, so W has to be turned
    return torch.mm(A, W.t()) + b

# %% sigmoid
def sigmoid(Z):
    return (1 + (-Z).exp()).reciprocal()

# %% after check_sigmoid
# must be one half at 0
print(sigmoid(torch.zeros(3)))

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.learning_rate = learning_rate
        # layer 1
        self.W1 = torch.randn(size=(n1, nx))
        self.b1 = torch.randn(size=(n1,))
        # layer 2
        self.W2 = torch.randn(size=(ny, n1))
        self.b2 = torch.randn(size=(ny,))

# %% manual_forward
def manual_forward(self, X):
    self.X = X
    self.N = len(X)
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    self.A2 = sigmoid(linear(self.A1, self.W2, self.b2))
    return self.A2


Manual2Layer.__call__ = manual_forward

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat = Yhat
    self.Y = Y
    each = torch.where(Y > 0.5, torch.log(Yhat), torch.log(1 - Yhat))
    return -each.mean()


Manual2Layer.bce_loss = manual_loss

# %% manual_backward
def manual_backward(self):
    # the sigmoid of the output has cancelled, only the difference is left
    delta2 = (self.Yhat - self.Y) / self.Yhat.numel()
    delta1 = torch.mm(delta2, self.W2) * (self.A1 - self.A1**2)
    self.dW2 = torch.mm(delta2.t(), self.A1)
    self.dW1 = torch.mm(delta1.t(), self.X)
    self.db2 = delta2.sum(0)
    self.db1 = delta1.sum(0)


Manual2Layer.backward = manual_backward

# %% manual_update
def manual_update(self):
    for name in ["W1", "b1", "W2", "b2"]:
        step = self.learning_rate * getattr(self, "d" + name)
        setattr(self, name, getattr(self, name) - step)


Manual2Layer.update = manual_update

# %% auto_class
class Automatic2Layer:
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        for name in ["W1", "b1", "W2", "b2"]:
            copied = getattr(manual_model, name).detach().clone()
            setattr(self, name, copied.requires_grad_(True))

# %% auto_forward
def auto_forward(self, X):
    hidden = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(hidden, self.W2, self.b2))


Automatic2Layer.__call__ = auto_forward

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.BCELoss()(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss

# %% auto_backward
def auto_backward(self):
    self.loss.backward()


Automatic2Layer.backward = auto_backward

# %% auto_update
def auto_update(self):
    for name in ["W1", "b1", "W2", "b2"]:
        p = getattr(self, name)
        p.data -= self.learning_rate * p.grad
        p.grad.zero_()


Automatic2Layer.update = auto_update

# %% compare
def largest_differences(ours, theirs):
    table = {}
    for name, mine, its in zip(["dW1", "db1", "dW2", "db2"], ours, theirs):
        table[name] = float((mine - its).abs().max())
    return table

# %% answer_autograd
My model has to remember X, A1, Yhat and Y by itself, because the gradients are made of them. In the other model PyTorch does
that: as long as requires_grad is on, each operation goes into a graph and leaves behind what its derivative will want. When I
call loss.backward(), the graph is gone through from the end to the beginning, the gradients are added into .grad, and the graph
is thrown away. The update is not something I want a derivative of, so it has to be hidden from the graph. Without no_grad, -= on
a leaf is even an error.

== asks for the same bits. Both ways calculate the same thing in theory, but they add, divide and take logarithms in another
order, and float32 rounds after each step, so the seventh digit is different now and then. I would look at the difference
compared to the size of the gradient, or use torch.allclose, which has a tolerance for that.

# %% further_activation
def hidden_tanh(X, Y, W1, b1, W2, b2):
    A1 = torch.tanh(linear(X, W1, b1))
    Yhat = sigmoid(linear(A1, W2, b2))
    loss = torch.nn.functional.binary_cross_entropy(Yhat, Y)
    delta2 = (Yhat - Y) / Yhat.numel()
    delta1 = delta2 @ W2 * (1 - A1 * A1)
    gradients = [delta1.T @ X, delta1.sum(0), delta2.T @ A1, delta2.sum(0)]
    return loss, gradients
