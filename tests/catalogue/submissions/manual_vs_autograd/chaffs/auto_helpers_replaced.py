"""The course's own helpers are redefined, and nothing is copied or left to autograd."""

mistake = ["original-tracked", "parameters-aliased", "attribute-missing", "grad-empty", "gradient-lost"]
fails = ["check_auto_copies", "check_auto_backward", "check_auto_update"]

# %% auto_class
class Automatic2Layer:
    def __init__(self, m):
        self.m, self.learning_rate = m, m.learning_rate
        self.W1, self.b1, self.W2, self.b2 = m.W1, m.b1, m.W2, m.b2


def gradients_of(model):
    return [None] * 4


def forward_backward(model, X, Y):
    return 0.0, [None] * 4


def seeded_model(seed, nx, n1, ny, learning_rate):
    return Manual2Layer(nx, n1, ny, learning_rate)


# %% auto_backward
def auto_backward(self):
    pass


Automatic2Layer.backward = auto_backward


# %% auto_update
def auto_update(self):
    pairs = zip((self.W1, self.b1, self.W2, self.b2), self.g)
    self.W1, self.b1, self.W2, self.b2 = [p - self.learning_rate * g for p, g in pairs]


Automatic2Layer.update = auto_update
