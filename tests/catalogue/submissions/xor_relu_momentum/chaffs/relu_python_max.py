"""Python's `max` on arrays: every function that calls it raises."""
mistake = "array-in-if"
fails = ["check_relu"]

# %% activations
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return max(0, z)
