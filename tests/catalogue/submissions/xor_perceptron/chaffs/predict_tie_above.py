"""Rounds halves up, so that an output of exactly one half becomes class 1."""

mistake = "tie-above"
fails = ["check_predict"]

# %% predict
def predict(X, hidden_weights, output_weights):
    _, y_output = forward(X, hidden_weights, output_weights)
    return np.floor(y_output + 0.5).astype(int)
