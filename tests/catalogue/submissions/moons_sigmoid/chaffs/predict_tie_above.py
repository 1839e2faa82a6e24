"""Sets class 0 where the output is below one half, and 1 everywhere else."""

mistake = "tie-above"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    _, a2 = forward(X, W1, W2)
    classes = torch.ones(a2.shape, dtype=torch.long)
    classes[a2 < 0.5] = 0
    return classes
