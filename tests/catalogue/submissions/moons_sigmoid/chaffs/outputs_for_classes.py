"""No threshold at all: probabilities come back, and no accuracy can be had from them."""
mistake = "not-integers"
fails = ["check_predict"]

# %% predict
def predict(X, W1, W2):
    a1, a2 = forward(X, W1, W2)
    return a2
