"""Only the weights' gradients are cleared."""
mistake = "gradients-not-cleared"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        for p in (self.W1, self.b1, self.W2, self.b2):
            p.sub_(p.grad, alpha=self.learning_rate)
    self.W1.grad.zero_()
    self.W2.grad.zero_()


Automatic2Layer.update = auto_update
