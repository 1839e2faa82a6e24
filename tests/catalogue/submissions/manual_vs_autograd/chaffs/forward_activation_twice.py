"""The output goes through the sigmoid twice."""
mistake = "activation-twice"
fails = ["check_forward"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.shape[0]
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    out = sigmoid(linear(self.A1, self.W2, self.b2))
    return sigmoid(out)


Manual2Layer.__call__ = manual_forward
