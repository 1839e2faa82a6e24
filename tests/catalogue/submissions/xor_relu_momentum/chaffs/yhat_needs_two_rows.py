"""yhat squeezes its output and adds the axis again, which raises an IndexError for a single row."""
mistake = "visible-inputs-only"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    a = relu(X @ W + b)
    out = sigmoid(a @ v + c).squeeze()
    return out[:, np.newaxis]
