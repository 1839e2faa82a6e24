"""The division by two outputs is written in, as in the seed."""
mistake = "number-written-in"
fails = ["check_dW2", "check_db2", "check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / 2
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2, self.db2 = dZ2.T @ self.A1 / self.N, dZ2.mean(0)
    self.dW1, self.db1 = dZ1.T @ self.X / self.N, dZ1.mean(0)


Manual2Layer.backward = manual_backward
