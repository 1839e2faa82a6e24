"""A plain number is kept."""
mistake = "graph-cut"
fails = ["check_auto_backward"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.functional.binary_cross_entropy(Yhat, Y).item()
    return self.loss


Automatic2Layer.bce_loss = auto_loss
