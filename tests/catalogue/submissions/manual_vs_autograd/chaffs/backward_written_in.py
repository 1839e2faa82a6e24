"""db2 is copied from the message of the check."""
mistake = "argument-ignored"
fails = ["check_db2"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2 = dZ2.T @ self.A1
    self.db2 = torch.tensor([-0.04226163, 0.09528855, -0.09638638, -0.12167659], dtype=torch.float64)
    self.dW1, self.db1 = dZ1.T @ self.X, dZ1.sum(0)


Manual2Layer.backward = manual_backward
