"""The weights are divided by the notebook's N, as in the seed."""
mistake = "notebook-variable"
fails = ["check_dW2", "check_dW1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.shape[1]
    self.dW2 = (1 / N) * dZ2.T @ self.A1
    self.db2 = dZ2.mean(dim=0)
    dZ1 = dZ2 @ self.W2 * (self.A1 * (1 - self.A1))
    self.dW1 = (1 / N) * dZ1.T @ self.X
    self.db1 = dZ1.mean(dim=0)


Manual2Layer.backward = manual_backward
