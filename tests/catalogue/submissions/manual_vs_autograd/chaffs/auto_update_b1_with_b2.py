"""b1 moves by the gradient of b2."""
mistake = "wrong-gradient"
fails = ["check_auto_update"]

# %% auto_update
def auto_update(self):
    rate = self.learning_rate
    with torch.no_grad():
        self.W1 -= rate * self.W1.grad
        self.b1 -= rate * self.b2.grad
        self.W2 -= rate * self.W2.grad
        self.b2 -= rate * self.b2.grad
    for p in (self.W1, self.b1, self.W2, self.b2):
        p.grad = None


Automatic2Layer.update = auto_update
