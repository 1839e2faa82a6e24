"""functional.linear is called without the biases: outputs are wrong, and no gradient reaches the biases."""
mistake = "bias-missing"
fails = ["check_auto_forward"]

# %% auto_forward
def auto_forward(self, X):
    A1 = torch.sigmoid(torch.nn.functional.linear(X, self.W1))
    return torch.sigmoid(torch.nn.functional.linear(A1, self.W2))


Automatic2Layer.__call__ = auto_forward
