"""The error goes back through W2, not through the hidden sigmoid."""
mistake = "hidden-derivative-missing"
fails = ["check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.sum(0)
    dA1 = dZ2 @ self.W2
    self.dW1 = dA1.T @ self.X
    self.db1 = dA1.sum(0)


Manual2Layer.backward = manual_backward
