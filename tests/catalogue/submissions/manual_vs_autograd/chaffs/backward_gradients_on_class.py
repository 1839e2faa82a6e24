"""The gradients are stored on the class, so the models share them."""

mistake = "state-not-own"
fails = ["check_own_data"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / (self.N * self.Y.shape[1])
    Manual2Layer.dW2 = dZ2.T @ self.A1
    Manual2Layer.db2 = dZ2.sum(dim=0)
    dZ1 = dZ2 @ self.W2 * self.A1 * (1 - self.A1)
    Manual2Layer.dW1 = dZ1.T @ self.X
    Manual2Layer.db1 = dZ1.sum(dim=0)


Manual2Layer.backward = manual_backward
