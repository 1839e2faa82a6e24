"""A row of ones in float32 meets the checks' float64."""
mistake = "dtype-mixed"
fails = ["check_db2", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2, self.dW1 = dZ2.T @ self.A1, dZ1.T @ self.X
    ones = torch.ones(len(self.X), dtype=torch.float32)
    self.db2, self.db1 = ones @ dZ2, ones @ dZ1


Manual2Layer.backward = manual_backward
