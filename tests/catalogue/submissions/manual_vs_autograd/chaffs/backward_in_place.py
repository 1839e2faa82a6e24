"""dZ2 is a second name for the kept outputs, which are then changed."""
mistake = "arguments-changed"
fails = ["check_own_data"]

# %% manual_backward
def manual_backward(self):
    dZ2 = self.Yhat
    dZ2 -= self.Y
    dZ2 /= self.Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.sum(dim=0)
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.sum(dim=0)


Manual2Layer.backward = manual_backward
