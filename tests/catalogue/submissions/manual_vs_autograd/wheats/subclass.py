"""The automatic model inherits from the manual one and overwrites what differs."""

# %% auto_class
class Automatic2Layer(Manual2Layer):
    def __init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1, self.b1, self.W2, self.b2 = (
            p.detach().clone().requires_grad_()
            for p in (manual_model.W1, manual_model.b1, manual_model.W2, manual_model.b2)
        )

# %% auto_forward
# inherited: the forward pass is the same
Automatic2Layer.__call__ = Manual2Layer.__call__

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = Manual2Layer.bce_loss(self, Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
