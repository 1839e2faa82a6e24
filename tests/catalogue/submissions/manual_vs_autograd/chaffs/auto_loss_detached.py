"""The loss is detached before it is kept."""
mistake = "graph-cut"
fails = ["check_auto_backward"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    loss = -torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))
    self.loss = loss.detach()
    return self.loss


Automatic2Layer.bce_loss = auto_loss
