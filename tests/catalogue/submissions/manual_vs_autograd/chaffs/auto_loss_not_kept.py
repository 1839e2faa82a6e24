"""The loss is returned and not kept."""
mistake = "attribute-missing"
fails = ["check_auto_backward"]

# %% auto_loss
def auto_loss(self, Yhat, Y):
    return torch.nn.functional.binary_cross_entropy(Yhat, Y)


Automatic2Layer.bce_loss = auto_loss
