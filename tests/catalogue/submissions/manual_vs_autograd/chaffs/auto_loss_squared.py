"""The mean squared error."""
mistake = "wrong-loss"
fails = ["check_auto_loss"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.functional.mse_loss(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
