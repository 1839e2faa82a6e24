"""An `if` on a whole array."""
mistake = "array-in-if"
fails = ["check_relu", "check_yhat", "check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b", "check_descent", "check_descent_losses", "check_momentum", "check_momentum_losses", "check_ff_nn_relu", "check_grid"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    if z > 0:
        return z
    return 0
