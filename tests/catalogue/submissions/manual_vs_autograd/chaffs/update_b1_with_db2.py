"""b1 is changed by db2."""
mistake = "wrong-gradient"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    self.W1 -= self.learning_rate * self.dW1
    self.b1 -= self.learning_rate * self.db2
    self.W2 -= self.learning_rate * self.dW2
    self.b2 -= self.learning_rate * self.db2


Manual2Layer.update = manual_update
