"""The hidden activations are detached: nothing reaches the first layer."""
mistake = "graph-cut"
fails = ["check_auto_backward"]

# %% auto_forward
def auto_forward(self, X):
    A1 = torch.sigmoid(torch.nn.functional.linear(X, self.W1, self.b1)).detach()
    return torch.sigmoid(torch.nn.functional.linear(A1, self.W2, self.b2))


Automatic2Layer.__call__ = auto_forward
