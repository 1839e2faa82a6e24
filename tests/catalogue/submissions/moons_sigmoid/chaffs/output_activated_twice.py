"""The output goes through the sigmoid twice."""
mistake = "activation-twice"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    z1 = X.matmul(W1)
    a1 = sigmoid(z1)
    z2 = sigmoid(a1.matmul(W2))
    a2 = sigmoid(z2)
    return a1, a2
