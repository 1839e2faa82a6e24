"""The learning rate is part of the gradients already."""
mistake = "learning-rate-inside"
fails = ["check_dW2", "check_db2", "check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = self.learning_rate * (self.Yhat - self.Y) / self.Y.numel()
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2, self.db2 = dZ2.T @ self.A1, dZ2.sum(0)
    self.dW1, self.db1 = dZ1.T @ self.X, dZ1.sum(0)


Manual2Layer.backward = manual_backward
