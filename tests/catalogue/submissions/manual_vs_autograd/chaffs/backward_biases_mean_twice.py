"""The mean is in dZ2 already, and the biases take another one."""
mistake = "mean-twice"
fails = ["check_db2", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.mean(dim=0)
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.mean(dim=0)


Manual2Layer.backward = manual_backward
