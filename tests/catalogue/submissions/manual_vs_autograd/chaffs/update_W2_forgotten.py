"""W2 is never updated."""
mistake = "not-updated"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    self.W1 = self.W1 - self.learning_rate * self.dW1
    self.b1 = self.b1 - self.learning_rate * self.db1
    self.b2 = self.b2 - self.learning_rate * self.db2


Manual2Layer.update = manual_update
