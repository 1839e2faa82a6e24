"""Targets first, outputs second: a loss that makes gradients of nan."""
mistake = ["arguments-exchanged", "nan"]
fails = ["check_auto_loss", "check_auto_backward"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.functional.binary_cross_entropy(Y, Yhat)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
