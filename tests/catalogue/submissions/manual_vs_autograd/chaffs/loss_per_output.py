"""One loss for each output."""
mistake = "not-a-number"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return -(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat)).mean(dim=0)


Manual2Layer.bce_loss = manual_loss
