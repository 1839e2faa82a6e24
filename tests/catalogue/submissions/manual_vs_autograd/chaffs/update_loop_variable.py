"""The loop gives its variable a new tensor; no parameter changes."""
mistake = "not-updated"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    pairs = [(self.W1, self.dW1), (self.b1, self.db1), (self.W2, self.dW2), (self.b2, self.db2)]
    for parameter, gradient in pairs:
        parameter = parameter - self.learning_rate * gradient


Manual2Layer.update = manual_update
