"""A1 is a plain variable, gone when the forward pass ends."""
mistake = "attribute-missing"
fails = ["check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    A1 = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward
