"""forward remembers the contents of its last arguments and hands out copies of the result."""

# %% forward
_last = {"key": None, "value": None}


def forward(X, hidden_weights, output_weights):
    key = tuple((a.shape, a.dtype.str, a.tobytes()) for a in (X, hidden_weights, output_weights))
    if _last["key"] != key:
        hidden_layer = sigmoid(np.matmul(X, hidden_weights))
        _last.update(key=key, value=(hidden_layer, sigmoid(np.dot(hidden_layer, output_weights))))
    return tuple(a.copy() for a in _last["value"])
