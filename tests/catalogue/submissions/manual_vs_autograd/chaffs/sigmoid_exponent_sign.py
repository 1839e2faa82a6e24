"""The minus in the exponent is lost."""
mistake = "exponent-sign"
fails = ["check_sigmoid"]

# %% sigmoid
def sigmoid(Z):
    return 1.0 / (1.0 + Z.exp())
