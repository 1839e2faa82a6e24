"""The loss does not keep its arguments."""
mistake = "attribute-missing"
fails = ["check_own_data"]

# %% manual_loss
def manual_loss(self, Yhat, Y):
    return -torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss
