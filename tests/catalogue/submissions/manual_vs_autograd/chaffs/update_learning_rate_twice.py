"""The learning rate is applied twice."""
mistake = "learning-rate-twice"
fails = ["check_update"]

# %% manual_update
def manual_update(self):
    for name in ["W1", "b1", "W2", "b2"]:
        step = self.learning_rate * getattr(self, "d" + name)
        setattr(self, name, getattr(self, name).sub(step, alpha=self.learning_rate))


Manual2Layer.update = manual_update
