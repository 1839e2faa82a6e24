"""ReLU in the hidden layer."""
mistake = "wrong-activation"
fails = ["check_forward"]

# %% forward
def forward(X, W1, W2):
    a1 = torch.relu(torch.mm(X, W1))
    a2 = sigmoid(torch.mm(a1, W2))
    return a1, a2
