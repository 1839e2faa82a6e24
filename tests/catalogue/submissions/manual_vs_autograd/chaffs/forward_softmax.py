"""A softmax makes the two outputs one decision."""
mistake = "wrong-activation"
fails = ["check_forward"]

# %% manual_forward
def manual_forward(self, X):
    self.X, self.N = X, X.shape[0]
    self.A1 = sigmoid(linear(X, self.W1, self.b1))
    return torch.softmax(linear(self.A1, self.W2, self.b2), dim=1)


Manual2Layer.__call__ = manual_forward
