"""Weights by the sum over the rows, biases by the mean."""
mistake = "mean-over-fewer"
fails = ["check_dW2", "check_dW1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.shape[1]
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2 = dZ2.T @ self.A1
    self.db2 = dZ2.mean(0)
    self.dW1 = dZ1.T @ self.X
    self.db1 = dZ1.mean(0)


Manual2Layer.backward = manual_backward
