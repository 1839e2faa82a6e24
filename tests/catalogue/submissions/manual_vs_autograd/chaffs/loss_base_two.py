"""The logarithm to the base 2."""
mistake = "wrong-logarithm"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return -torch.mean(Y * torch.log2(Yhat) + (1 - Y) * torch.log2(1 - Yhat))


Manual2Layer.bce_loss = manual_loss
