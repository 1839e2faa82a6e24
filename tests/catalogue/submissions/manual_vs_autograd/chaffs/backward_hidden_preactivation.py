"""The hidden derivative is z(1 - z)."""
mistake = "derivative-of-preactivation"
fails = ["check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    Z1 = linear(self.X, self.W1, self.b1)
    dZ1 = dZ2 @ self.W2 * Z1 * (1 - Z1)
    self.dW2, self.db2 = dZ2.T @ self.A1, dZ2.sum(0)
    self.dW1, self.db1 = dZ1.T @ self.X, dZ1.sum(0)


Manual2Layer.backward = manual_backward
