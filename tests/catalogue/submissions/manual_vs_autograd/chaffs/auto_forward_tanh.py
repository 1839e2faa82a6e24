"""tanh in the hidden layer."""
mistake = "wrong-activation"
fails = ["check_auto_forward"]

# %% auto_forward
def auto_forward(self, X):
    A1 = torch.tanh(X @ self.W1.T + self.b1)
    return torch.sigmoid(A1 @ self.W2.T + self.b2)


Automatic2Layer.__call__ = auto_forward
