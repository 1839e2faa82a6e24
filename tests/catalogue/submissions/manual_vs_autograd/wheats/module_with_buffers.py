"""The manual model is a torch Module whose parameters are buffers; gradients are cleared in the forward pass."""

# %% manual_class
class Manual2Layer(torch.nn.Module):
    def __init__(self, nx, n1, ny, learning_rate):
        super().__init__()
        self.learning_rate = learning_rate
        for name, shape in [("W1", (n1, nx)), ("b1", (n1,)), ("W2", (ny, n1)), ("b2", (ny,))]:
            self.register_buffer(name, torch.randn(shape))

# %% auto_forward
def auto_forward(self, X):
    for p in (self.W1, self.b1, self.W2, self.b2):
        p.grad = None
    Z1 = X @ self.W1.T + self.b1
    Z2 = torch.addmm(self.b2, sigmoid(Z1), self.W2.T)
    return sigmoid(Z2)


Automatic2Layer.__call__ = auto_forward

# %% auto_backward
def auto_backward(self):
    self.loss.backward(retain_graph=True)


Automatic2Layer.backward = auto_backward

# %% auto_update
def auto_update(self):
    with torch.set_grad_enabled(False):
        for p in (self.W1, self.b1, self.W2, self.b2):
            p -= p.grad * self.learning_rate


Automatic2Layer.update = auto_update
