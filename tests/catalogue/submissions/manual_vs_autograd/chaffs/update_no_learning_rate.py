"""The learning rate is missing."""
mistake = "learning-rate-missing"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    self.W1, self.b1 = self.W1 - self.dW1, self.b1 - self.db1
    self.W2, self.b2 = self.W2 - self.dW2, self.b2 - self.db2


Manual2Layer.update = manual_update
