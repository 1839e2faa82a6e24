"""Classes instead of outputs."""
mistake = "classes-for-outputs"
fails = ["check_yhat"]

# %% forward
def yhat(X, params):
    W, b, v, c = params
    return np.round(sigmoid(relu(X @ W + b) @ v + c))
