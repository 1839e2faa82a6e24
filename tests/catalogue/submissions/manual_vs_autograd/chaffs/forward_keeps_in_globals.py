"""Activations travel through global variables."""
mistake = "state-not-own"
fails = ["check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    global hidden, batch
    batch = X
    hidden = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(hidden, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward

# %% manual_backward
def manual_backward(self):
    n, m = self.Y.shape
    dZ2 = (self.Yhat - self.Y) / (n * m)
    dZ1 = dZ2 @ self.W2 * hidden * (1 - hidden)
    self.dW2, self.db2 = dZ2.T @ hidden, dZ2.sum(0)
    self.dW1, self.db1 = dZ1.T @ batch, dZ1.sum(0)


Manual2Layer.backward = manual_backward
