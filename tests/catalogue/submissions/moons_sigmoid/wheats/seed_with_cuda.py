"""set_seed does more than is asked for."""

# %% set_seed
import os


def set_seed(seed: int) -> None:
    os.environ["PYTHONHASHSEED"] = str(seed)
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True

# %% bce
def bce(y, a2):
    N = y.shape[0]
    right = y * a2 + (1 - y) * (1 - a2)  # probability of the right answer
    return -(1.0 / N) * torch.log(right).sum().item()

# %% train
def train(X, y, W1, W2, lr, epochs):
    N = torch.tensor(X.shape[0], dtype=X.dtype)
    losses = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        losses.append(bce(y, a2))
        dL_dW1, dL_dW2 = backward(X, y, a1, a2, W2)
        W1 = W1 - (lr / N) * dL_dW1
        W2 = W2 - (lr / N) * dL_dW2
    return W1, W2, losses
