"""The minus is missing, as in the seed."""
mistake = "loss-negative"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat = Yhat
    self.Y = Y
    return torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss
