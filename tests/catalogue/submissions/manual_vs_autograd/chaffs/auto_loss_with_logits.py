"""The function for weighted sums gets outputs: one sigmoid too many."""
mistake = "activation-twice"
fails = ["check_auto_loss"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    self.loss = torch.nn.functional.binary_cross_entropy_with_logits(Yhat, Y)
    return self.loss


Automatic2Layer.bce_loss = auto_loss
