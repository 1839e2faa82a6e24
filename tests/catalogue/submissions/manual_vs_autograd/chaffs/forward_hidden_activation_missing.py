"""The hidden layer stays linear."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, len(X)
    self.A1 = linear(X, self.W1, self.b1)
    return sigmoid(linear(self.A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward
