"""Returns the right outputs, but keeps Z1 under the name A1."""
mistake = "kept-wrong"
fails = ["check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.shape[0]
    self.A1 = linear(X, self.W1, self.b1)
    Z2 = linear(sigmoid(self.A1), self.W2, self.b2)
    return sigmoid(Z2)


Manual2Layer.__call__ = manual_forward
