"""Every product by einsum."""

# %% forward
def forward(X, hidden_weights, output_weights):
    h = sigmoid(np.einsum("nd,dh->nh", X, hidden_weights))
    return h, sigmoid(np.einsum("nh,hm->nm", h, output_weights))

# %% loss
def loss(y_true, y_output):
    e = y_true - y_output
    return np.einsum("nm,nm->", e, e) / 2

# %% backpropagate
def backpropagate(X, y_true, hidden_layer, y_output, output_weights):
    d = np.einsum("nm,nm->nm", y_output - y_true, y_output - y_output**2)
    gh = np.einsum("nd,nm,hm,nh->dh", X, d, output_weights, hidden_layer - hidden_layer**2)
    return [gh, np.einsum("nh,nm->hm", hidden_layer, d)]
