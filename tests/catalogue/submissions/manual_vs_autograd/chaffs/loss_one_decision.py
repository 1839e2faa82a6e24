"""The cross entropy of one decision among the outputs."""
mistake = "wrong-loss"
fails = ["check_loss"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.Yhat, self.Y = Yhat, Y
    return torch.nn.functional.cross_entropy(Yhat, Y)


Manual2Layer.bce_loss = manual_loss
