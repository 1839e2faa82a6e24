"""The forward pass runs under no_grad."""
mistake = "graph-cut"
fails = ["check_auto_backward"]

# %% auto_forward
def auto_forward(self, X):
    with torch.no_grad():
        A1 = sigmoid(linear(X, self.W1, self.b1))
        return sigmoid(linear(A1, self.W2, self.b2))


Automatic2Layer.__call__ = auto_forward
