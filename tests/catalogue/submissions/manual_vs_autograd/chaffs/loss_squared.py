"""The mean squared error."""
mistake = "wrong-loss"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return ((Yhat - Y) ** 2).mean()


Manual2Layer.bce_loss = manual_loss
