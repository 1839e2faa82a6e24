"""Progress is printed, and numpy warns: neither is a mistake."""

# %% train
import warnings

def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        costs.append(cost(y_pred, y))
        print(f"iteration {t}: cost {costs[-1]:.3f}")
        np.log(np.zeros(1))
        warnings.warn("still learning")
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
    return w1, w2, costs
