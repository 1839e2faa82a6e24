"""Only a, not a(1 - a)."""
mistake = "derivative-incomplete"
fails = ["check_dW1", "check_db1"]

# %% manual_backward
def manual_backward(self):
    dZ2 = (self.Yhat - self.Y) / self.Y.numel()
    dZ1 = torch.matmul(dZ2, self.W2) * self.A1
    self.dW2, self.db2 = dZ2.T.matmul(self.A1), dZ2.sum(0)
    self.dW1, self.db1 = dZ1.T.matmul(self.X), dZ1.sum(0)


Manual2Layer.backward = manual_backward
