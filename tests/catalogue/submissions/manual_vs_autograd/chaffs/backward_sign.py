"""Target minus output, as in the seed: the gradients point downhill."""
mistake = "sign"
fails = ["check_dW2", "check_db2", "check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dL_dY = (self.Y / self.Yhat - (1 - self.Y) / (1 - self.Yhat)) / self.Y.shape[1]
    dZ2 = dL_dY * self.Yhat * (1 - self.Yhat)
    self.dW2 = (1 / self.N) * dZ2.T @ self.A1
    self.db2 = dZ2.mean(dim=0)
    dZ1 = dZ2 @ self.W2 * (self.A1 * (1 - self.A1))
    self.dW1 = (1 / self.N) * dZ1.T @ self.X
    self.db1 = dZ1.mean(dim=0)


Manual2Layer.backward = manual_backward
