"""Type hints, keyword defaults, assertions on shapes."""

# %% forward
def forward(X: np.ndarray, hidden_weights: np.ndarray, output_weights: np.ndarray, verbose: bool = False) -> tuple:
    assert X.ndim == 2
    assert X.shape[1] == hidden_weights.shape[0]
    layers = [X]
    for weights in (hidden_weights, output_weights):
        layers.append(sigmoid(layers[-1] @ weights))
    if verbose:
        print(layers)
    return tuple(layers[1:])

# %% predict
def predict(X, hidden_weights, output_weights):
    return np.where(forward(X, hidden_weights, output_weights)[1] > 0.5, 1, 0)
