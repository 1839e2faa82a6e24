"""train repeats the formulas instead of calling the functions."""

# %% train
def train(X, y, hidden_weights, output_weights, epochs, lr):
    w1, w2, out = hidden_weights, output_weights, []
    for epoch in range(epochs):
        a = 1 / (1 + np.exp(-(X @ w1)))
        b = 1 / (1 + np.exp(-(a @ w2)))
        out.append(float(((b - y) ** 2).sum() * 0.5))
        d = (b - y) * b * (1 - b)
        w1, w2 = w1 - lr * (X.T @ (d @ w2.T * (a * (1 - a)))), w2 - lr * (a.T @ d)
        if epoch % 1000 == 0:
            print(f"epoch {epoch}: {out[-1]:.4f}")
    return w1, w2, out
