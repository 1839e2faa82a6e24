"""The biases are one more row of the weight matrices, and every layer's input gets a column of ones."""

# %% forward
def _with_one(A):
    return np.c_[A, np.ones(len(A))]


def yhat(X, params):
    first, second = np.r_[params[0], params[1]], np.r_[params[2], [[params[3]]]]
    return sigmoid(_with_one(relu(_with_one(X) @ first)) @ second)

# %% gradient
def grad_f(params, X, y):
    W, b, v, c = params
    first, second = np.r_[W, b], np.r_[v, [[c]]]
    inputs = _with_one(X)
    hidden = inputs @ first
    activations = _with_one(relu(hidden))
    error = sigmoid(activations @ second) - y
    d_second = activations.T @ error
    d_first = inputs.T @ np.where(hidden > 0, error * v.T, 0)
    return d_first[:-1], d_first[-1:], d_second[:-1], d_second[-1, 0]
