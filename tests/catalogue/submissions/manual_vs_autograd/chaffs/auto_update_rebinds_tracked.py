"""New tensors, calculated from the old ones: no leaves."""
mistake = "requires-grad-lost"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    self.W1 = self.W1 - self.learning_rate * self.W1.grad
    self.b1 = self.b1 - self.learning_rate * self.b1.grad
    self.W2 = self.W2 - self.learning_rate * self.W2.grad
    self.b2 = self.b2 - self.learning_rate * self.b2.grad


Automatic2Layer.update = auto_update
