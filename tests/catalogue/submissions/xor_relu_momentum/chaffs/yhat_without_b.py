"""The biases of the hidden units are forgotten."""
mistake = "bias-missing"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    hidden = relu(np.dot(X, params[0]))
    return sigmoid(np.dot(hidden, params[2]) + params[3])
