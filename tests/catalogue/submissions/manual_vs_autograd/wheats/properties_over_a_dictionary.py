"""Parameters and gradients are properties over a dictionary; nothing but the dictionary stands in the instance's own attributes."""

# %% manual_class
def stored(name):
    def get(self):
        try:
            return self._store[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}") from None

    def put(self, value):
        self._store[name] = value

    return property(get, put)


class Manual2Layer:
    W1, b1, W2, b2 = map(stored, ("W1", "b1", "W2", "b2"))
    dW1, db1, dW2, db2 = map(stored, ("dW1", "db1", "dW2", "db2"))
    X, N, A1, Yhat, Y = map(stored, ("X", "N", "A1", "Yhat", "Y"))
    learning_rate = stored("learning_rate")

    def __init__(self, nx, n1, ny, learning_rate):
        self._store = {"learning_rate": learning_rate}
        self._store["W1"] = torch.randn(n1, nx)
        self._store["b1"] = torch.randn(n1)
        self._store["W2"] = torch.randn(ny, n1)
        self._store["b2"] = torch.randn(ny)

# %% manual_update
def manual_update(self):
    for name in ("W1", "b1", "W2", "b2"):
        self._store[name] = self._store[name] - self.learning_rate * self._store["d" + name]


Manual2Layer.update = manual_update

# %% auto_class
class Automatic2Layer:
    W1, b1, W2, b2 = map(stored, ("W1", "b1", "W2", "b2"))
    learning_rate = stored("learning_rate")

    def __init__(self, manual_model):
        self._store = {
            name: getattr(manual_model, name).detach().clone().requires_grad_(True)
            for name in ("W1", "b1", "W2", "b2")
        }
        self.learning_rate = manual_model.learning_rate
