"""An optimizer with momentum .9 is kept between the updates."""

mistake = "updates-differ"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    if not hasattr(self, "optimizer"):
        self.optimizer = torch.optim.SGD((self.W1, self.b1, self.W2, self.b2), lr=self.learning_rate, momentum=0.9)
    self.optimizer.step()
    self.optimizer.zero_grad()


Automatic2Layer.update = auto_update
