"""The number of rows is set once and never again."""
mistake = "state-not-own"
fails = ["check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    self.X = X
    if not hasattr(self, "N"):
        self.N = len(X)
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(self.A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward
