"""The gradients are cleared where the next ones are asked for."""

# %% auto_backward
def auto_backward(self):
    for p in (self.W1, self.b1, self.W2, self.b2):
        p.grad = None
    self.loss.backward()


Automatic2Layer.backward = auto_backward

# %% auto_update
def auto_update(self):
    with torch.no_grad():
        self.W1 -= self.learning_rate * self.W1.grad
        self.b1 -= self.learning_rate * self.b1.grad
        self.W2 -= self.learning_rate * self.W2.grad
        self.b2 -= self.learning_rate * self.b2.grad


Automatic2Layer.update = auto_update
