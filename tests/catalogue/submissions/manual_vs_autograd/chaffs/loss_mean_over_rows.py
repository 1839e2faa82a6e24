"""The mean runs over the rows, the outputs are summed."""
mistake = "mean-over-fewer"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    each = Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat)
    return -each.sum() / Y.shape[0]


Manual2Layer.bce_loss = manual_loss
