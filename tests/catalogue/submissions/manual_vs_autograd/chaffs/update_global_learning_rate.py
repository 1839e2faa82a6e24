"""The notebook's learning rate in place of the model's."""
mistake = "notebook-variable"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    self.W1 = self.W1 - learning_rate * self.dW1
    self.b1 = self.b1 - learning_rate * self.db1
    self.W2 = self.W2 - learning_rate * self.dW2
    self.b2 = self.b2 - learning_rate * self.db2


Manual2Layer.update = manual_update
