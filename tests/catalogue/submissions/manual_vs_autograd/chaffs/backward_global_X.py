"""The notebook's X, as in the seed."""
mistake = "argument-ignored"
fails = ["check_dW1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.sum(dim=0)
    dZ1 = dZ2 @ self.W2 * (self.A1 * (1 - self.A1))
    self.db1 = dZ1.sum(dim=0)
    self.dW1 = dZ1.T @ X


Manual2Layer.backward = manual_backward
