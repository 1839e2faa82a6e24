"""Three typical mistakes: the cost is a mean, the ReLU mask is missing, costs are taken after the update."""

# %% answer_derivation
dl/dw2 = 2 (y_pred − y) relu(h) and dl/dw1 = 2 (y_pred − y) w2 x, by the chain rule.

# %% look_at_shapes
print(x.shape, y.shape, w1.shape, w2.shape)

# %% forward
def forward(x, w1, w2):
    h = x.dot(w1)
    h_relu = np.maximum(0, h)
    y_pred = h_relu.dot(w2)
    return h, h_relu, y_pred

# %% cost
def cost(y_pred, y):
    return np.mean(np.square(y_pred - y))

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_w1 = x.T.dot(grad_h_relu)
    return grad_w1, grad_w2

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    w1 = w1 - learning_rate * grad_w1
    w2 = w2 - learning_rate * grad_w2
    return w1, w2

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = []
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, w1, w2)
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2)
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate)
        costs.append(cost(forward(x, w1, w2)[2], y))
    return w1, w2, costs

# %% plot_costs
plt.plot(costs)
plt.yscale("log")
plt.xlabel("iteration")
plt.ylabel("cost")
plt.show()
