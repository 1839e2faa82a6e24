"""Python's `max` on arrays: every function that calls it raises."""
mistake = "array-in-if"
fails = ["check_relu", "check_yhat", "check_grad_v", "check_grad_c", "check_grad_W", "check_grad_b", "check_descent", "check_descent_losses", "check_momentum", "check_momentum_losses", "check_ff_nn_relu", "check_grid"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return max(0, z)
