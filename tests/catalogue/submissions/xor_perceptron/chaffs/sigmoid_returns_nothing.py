"""The result is printed, not returned."""
mistake = ["returns-nothing", "no-matrix"]
fails = ["check_sigmoid", "check_forward", "check_train", "check_losses", "check_predict"]

# %% sigmoid
def sigmoid(z):
    print(1 / (1 + np.exp(-z)))
