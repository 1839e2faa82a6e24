"""Updates through .data, gradients cleared by zero_."""

# %% auto_class
class Automatic2Layer:
    names = ["W1", "b1", "W2", "b2"]

    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        for n in self.names:
            setattr(self, n, getattr(manual_model, n).clone().requires_grad_(True))

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = (-(Y * Yhat.log() + (1 - Y) * (1 - Yhat).log())).mean()
    return self.loss


Automatic2Layer.bce_loss = auto_loss

# %% auto_update
def auto_update(self):
    for n in self.names:
        p = getattr(self, n)
        p.data -= self.learning_rate * p.grad.data
        p.grad.zero_()


Automatic2Layer.update = auto_update
