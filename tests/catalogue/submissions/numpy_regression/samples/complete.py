"""Everything right, in a student's own style: np.dot, np.where, a loop over copies."""

# %% answer_derivation
I call the error e = 2(ŷ − y), it is dl/dŷ because l is the sum of the squares.

w2: ŷ_k is the sum of relu(h)_j · w2_jk, so dŷ_k/dw2_jk = relu(h)_j and dl/dw2_jk = relu(h)_j · e_k. All entries together are
the column relu(h)^T times the row e: **dl/dw2 = relu(h)^T e**, shape H × D_out like w2.

w1: first to relu(h). Unit j goes into all outputs, so dl/drelu(h)_j = sum over k of e_k w2_jk, that is e w2^T (1 × H). Then
through relu: times 1 if h_j > 0, times 0 if h_j < 0, call this m. So dl/dh = (e w2^T) * m. h_j = sum x_i w1_ij, therefore
dl/dw1_ij = x_i · dl/dh_j, and **dl/dw1 = x^T ((e w2^T) * m)**, shape D_in × H.

For N rows the derivatives of the rows are summed; with x, h, ŷ as matrices of N rows the same products do this sum.

# %% look_at_shapes
for name, array in [("x", x), ("y", y), ("w1", w1), ("w2", w2)]:
    print(name, "has shape", array.shape)

# %% forward
def forward(x, w1, w2):
    h = np.dot(x, w1)
    h_relu = np.where(h > 0, h, 0)
    return h, h_relu, np.dot(h_relu, w2)

# %% cost
def cost(y_pred, y):
    diff = y_pred - y
    return float((diff * diff).sum())

# %% after check_cost
# my example from the text
print(cost(np.array([[1.0, 3.0]]), np.array([[0.0, 1.0]])))

# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    e = 2 * (y_pred - y)  # (N, D_out)
    mask = h > 0  # True where the unit is active
    grad_h = np.dot(e, w2.T) * mask  # (N, H)
    return np.dot(x.T, grad_h), np.dot(h_relu.T, e)

# %% update
def update(w1, w2, grad_w1, grad_w2, learning_rate):
    # minus, because the gradient points uphill
    return w1 - learning_rate * grad_w1, w2 - learning_rate * grad_w2

# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    history = np.empty(n_iterations)
    a, b = w1.copy(), w2.copy()
    for t in range(n_iterations):
        h, h_relu, y_pred = forward(x, a, b)
        history[t] = cost(y_pred, y)
        a, b = update(a, b, *backward(x, y, h, h_relu, y_pred, b), learning_rate)
    return a, b, list(history)

# %% plot_costs
fig, ax = plt.subplots()
ax.semilogy(range(len(costs)), costs, color="tab:blue")
ax.set_xlabel("iteration")
ax.set_ylabel("cost")
ax.set_title("learning 64 examples by heart")
plt.show()
