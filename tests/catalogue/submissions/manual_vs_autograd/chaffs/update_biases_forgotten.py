"""Only the weights are updated."""
mistake = "not-updated"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    for name in ("W1", "W2"):
        setattr(self, name, getattr(self, name) - self.learning_rate * getattr(self, "d" + name))


Manual2Layer.update = manual_update
