"""The hidden derivative applies the sigmoid to A1."""
mistake = "activation-of-activation"
fails = ["check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.sum(0)
    dZ1 = dZ2 @ self.W2 * sigmoid(self.A1) * (1 - sigmoid(self.A1))
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.sum(0)


Manual2Layer.backward = manual_backward
