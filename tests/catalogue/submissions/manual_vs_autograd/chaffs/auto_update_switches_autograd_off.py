"""Autograd is switched off for the whole session and never on again, so there is no backward pass after the first update."""
mistake = "autograd-left-off"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    torch.set_grad_enabled(False)
    for parameter in (self.W1, self.b1, self.W2, self.b2):
        parameter -= self.learning_rate * parameter.grad
        parameter.grad = None


Automatic2Layer.update = auto_update
