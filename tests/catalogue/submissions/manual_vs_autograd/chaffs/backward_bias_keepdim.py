"""The gradients of the biases have two dimensions."""
mistake = "dimension-gained"
fails = ["check_db2", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    self.dW2, self.db2 = dZ2.T @ self.A1, dZ2.sum(0, keepdim=True)
    self.dW1, self.db1 = dZ1.T @ self.X, dZ1.sum(0, keepdim=True)


Manual2Layer.backward = manual_backward
