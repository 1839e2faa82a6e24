"""A minus in front of what has its minus already, as in the seed."""
mistake = "loss-negative"
fails = ["check_auto_loss"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = -torch.nn.functional.binary_cross_entropy(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
