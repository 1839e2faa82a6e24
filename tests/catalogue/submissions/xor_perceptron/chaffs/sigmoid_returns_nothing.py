"""The result is printed, not returned."""
mistake = "returns-nothing"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(z):
    print(1 / (1 + np.exp(-z)))
