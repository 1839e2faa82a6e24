"""reduction='sum'."""
mistake = "mean-missing"
fails = ["check_auto_loss"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.BCELoss(reduction="sum")(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
