"""The outputs are weighted sums."""
mistake = "activation-missing"
fails = ["check_forward"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.size(0)
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    self.A2 = linear(self.A1, self.W2, self.b2)
    return self.A2


Manual2Layer.__call__ = manual_forward
