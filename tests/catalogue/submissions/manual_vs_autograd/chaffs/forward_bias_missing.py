"""The second layer is written out, without its bias."""
mistake = "bias-missing"
fails = ["check_forward"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.shape[0]
    self.A1 = sigmoid(X @ self.W1.T + self.b1)
    return sigmoid(self.A1 @ self.W2.T)


Manual2Layer.__call__ = manual_forward
