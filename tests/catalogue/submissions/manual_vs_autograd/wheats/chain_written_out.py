"""As in the seed: the chain link by link, the mean at the end, own names for what is kept."""

# %% manual_forward
def manual_forward(self, X):
    A0 = X
    self.cache = {"A0": A0, "Z1": linear(A0, self.W1, self.b1)}
    self.cache["A1"] = sigmoid(self.cache["Z1"])
    Z2 = linear(self.cache["A1"], self.W2, self.b2)
    self.cache["A2"] = sigmoid(Z2)
    return self.cache["A2"]


Manual2Layer.__call__ = manual_forward

# %% manual_loss
def manual_loss(self, Yhat, Y):
    self.cache["Y"] = Y
    self.cache["Yhat"] = Yhat
    return -torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss

# %% manual_backward
def manual_backward(self):
    Y, Yhat, A1, A0 = (self.cache[k] for k in ("Y", "Yhat", "A1", "A0"))
    rows, outputs = Y.shape
    dL_dY = -(Y / Yhat - (1 - Y) / (1 - Yhat)) / outputs
    dY_dZ2 = Yhat * (1 - Yhat)
    dZ2 = dL_dY * dY_dZ2
    self.dW2 = (1 / rows) * dZ2.T @ A1
    self.db2 = dZ2.mean(dim=0)
    dZ1 = dZ2 @ self.W2 * (A1 * (1 - A1))
    self.dW1 = (1 / rows) * dZ1.T @ A0
    self.db1 = dZ1.mean(dim=0)


Manual2Layer.backward = manual_backward

# %% manual_update
def manual_update(self):
    self.W1 -= self.learning_rate * self.dW1
    self.b1 -= self.learning_rate * self.db1
    self.W2 -= self.learning_rate * self.dW2
    self.b2 -= self.learning_rate * self.db2


Manual2Layer.update = manual_update
