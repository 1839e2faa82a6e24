"""The outputs are kept and not returned; no loss can be had without them."""
mistake = "returns-nothing"
fails = ["check_forward", "check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.shape[0]
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    self.Yhat = sigmoid(linear(self.A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward
