"""The notebook's targets: no gradient can be had for another batch."""
mistake = "argument-ignored"
fails = ["check_dW2", "check_db2", "check_dW1", "check_db1", "check_own_data"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - Y) / Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.sum(dim=0)
    dZ1 = dZ2 @ self.W2 * (self.A1 * (1 - self.A1))
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.sum(dim=0)


Manual2Layer.backward = manual_backward
