"""The forward pass keeps its data in the class, so all models share it."""
mistake = "state-not-own"
fails = ["check_own_data"]

# %% manual_forward
def manual_forward(self, X):
    Manual2Layer.X, Manual2Layer.N = X, X.shape[0]
    Manual2Layer.A1 = sigmoid(linear(X, self.W1, self.b1))
    return sigmoid(linear(Manual2Layer.A1, self.W2, self.b2))


Manual2Layer.__call__ = manual_forward

# %% manual_loss
def manual_loss(self, Yhat, Y):
    Manual2Layer.Yhat, Manual2Layer.Y = Yhat, Y
    return -torch.mean(Y * torch.log(Yhat) + (1 - Y) * torch.log(1 - Yhat))


Manual2Layer.bce_loss = manual_loss
