"""The loop runs over four rows, as many as XOR has."""
mistake = "row-missing"
fails = ["check_loss"]

# %% loss
def loss(y_true, y_output):
    total = 0.0
    for i in range(4):
        total += 0.5 * np.sum((y_true[i] - y_output[i]) ** 2)
    return total
