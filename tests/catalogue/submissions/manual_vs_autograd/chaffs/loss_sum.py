"""The sum in place of the mean."""
mistake = "mean-missing"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return torch.nn.functional.binary_cross_entropy(Yhat, Y, reduction="sum")


Manual2Layer.bce_loss = manual_loss
