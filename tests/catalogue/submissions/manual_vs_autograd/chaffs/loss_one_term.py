"""Only the outputs with target 1 count."""
mistake = "negative-class-missing"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return -(Y * Yhat.log()).mean()


Manual2Layer.bce_loss = manual_loss
