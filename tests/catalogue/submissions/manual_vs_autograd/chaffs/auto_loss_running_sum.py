"""The losses of all steps are added up, so the second step walks the first graph again."""

mistake = "graph-used-twice"
fails = ["check_auto_backward"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    loss = torch.nn.functional.binary_cross_entropy(Yhat, Y)
    self.loss = getattr(self, "loss", 0) + loss
    return loss


Automatic2Layer.bce_loss = auto_loss
