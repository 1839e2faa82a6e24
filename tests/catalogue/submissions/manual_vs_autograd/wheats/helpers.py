"""Helper methods and setattr over the names."""

# %% manual_class
class Manual2Layer:
    def __init__(self, nx, n1, ny, learning_rate):
        self.n0, self.n1, self.n2 = nx, n1, ny
        self.learning_rate = learning_rate
        shapes = dict(W1=(n1, nx), b1=(n1,), W2=(ny, n1), b2=(ny,))
        for name, shape in shapes.items():
            setattr(self, name, torch.randn(*shape))

    @staticmethod
    def slope(a):
        return a * (1 - a)

    def layer(self, number, delta, incoming):
        setattr(self, f"dW{number}", delta.T @ incoming)
        setattr(self, f"db{number}", delta.sum(axis=0))

# %% manual_backward
def manual_backward(self):
    delta = (self.Yhat - self.Y) / (len(self.Y) * self.Y.size(1))
    self.layer(2, delta, self.A1)
    self.layer(1, (delta @ self.W2) * self.slope(self.A1), self.X)


Manual2Layer.backward = manual_backward

# %% manual_update
def manual_update(self):
    for name in ("W1", "b1", "W2", "b2"):
        setattr(self, name, getattr(self, name) - self.learning_rate * getattr(self, f"d{name}"))


Manual2Layer.update = manual_update
