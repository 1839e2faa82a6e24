"""Targets and their complements have changed places."""
mistake = "classes-exchanged"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return -torch.mean((1 - Y) * torch.log(Yhat) + Y * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss
