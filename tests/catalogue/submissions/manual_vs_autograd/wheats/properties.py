"""The parameters live in a dict, and properties show them."""

# %% manual_class
def entry(name):
    return property(lambda self: self.p[name], lambda self, value: self.p.__setitem__(name, value))


class Manual2Layer:
    W1, b1, W2, b2 = map(entry, ("W1", "b1", "W2", "b2"))

    def __init__(self, nx, n1, ny, learning_rate):
        self.p = {}
        self.learning_rate = learning_rate
        self.W1 = torch.normal(0.0, 1.0, size=(n1, nx))
        self.b1 = torch.normal(0.0, 1.0, size=(n1,))
        self.W2 = torch.normal(0.0, 1.0, size=(ny, n1))
        self.b2 = torch.normal(0.0, 1.0, size=(ny,))

# %% manual_update
def manual_update(self):
    for name in self.p:
        self.p[name] = self.p[name] - self.learning_rate * getattr(self, "d" + name)


Manual2Layer.update = manual_update
