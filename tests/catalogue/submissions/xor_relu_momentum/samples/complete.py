"""Everything right, in a student's own style: a forward function for all, np.dot, in-place updates on copies."""

# %% answer_gradients
I write $e = \hat y - y$ for the error.

First the last two steps. $L = -y\ln\hat y - (1-y)\ln(1-\hat y)$, so
$L'(\hat y) = -\frac{y}{\hat y} + \frac{1-y}{1-\hat y}$. The sigmoid has $\sigma'(s) = \hat y(1-\hat y)$. If I multiply them I get
$-y(1-\hat y) + (1-y)\hat y = \hat y - y = e$. So dL/ds is just the error.

Output layer: s is linear in v and c, so dL/dv_j = e a_j and dL/dc = e.

Hidden layer: s changes by v_j when a_j changes by 1, and a_j changes with z_j only if z_j > 0. So dL/dz_j = e v_j if z_j > 0, else 0.
z_j is linear in b_j (factor 1) and in w_ij (factor x_i): dL/db_j = dL/dz_j and dL/dw_ij = dL/dz_j x_i.

For N rows everything is summed over the rows. With E the column of errors (N, 1) and
$R = (E v^T) * (z > 0)$ (N, H): dW = $X^T R$ is (D, H), db = column sums of R (1, H), dv = $a^T E$ is (H, 1), dc = sum of E.

# %% activations
def sigmoid(z):
    # exp only of numbers <= 0, so nothing overflows
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def relu(z):
    return np.where(z > 0, z, 0.0)

# %% activation_derivatives
def sigmoid_prime(z):
    a = sigmoid(z)
    return a * (1 - a)


def relu_prime(z):
    return (z > 0).astype(int)

# %% losses
def loss(y, y_hat):
    # the network's probability for the class that is right
    right = np.where(y == 1, y_hat, 1 - y_hat)
    return -np.log(right)


def loss_derivative(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))

# %% forward
def layers(X, params):
    # z, a and the output: the gradient needs all three
    W, b, v, c = params
    z = np.dot(X, W) + b
    a = relu(z)
    return z, a, sigmoid(np.dot(a, v) + c)


def yhat(X, params):
    return layers(X, params)[2]

# %% after check_yhat
# with all parameters at zero the answer must be one half
yhat(np.ones((2, 3)), [np.zeros((3, 4)), np.zeros((1, 4)), np.zeros((4, 1)), 0.0])

# %% gradient
def grad_f(params, X, y):
    z, a, output = layers(X, params)
    error = output - y
    r = np.dot(error, params[2].T) * relu_prime(z)
    return np.dot(X.T, r), r.sum(axis=0).reshape(1, -1), np.dot(a.T, error), error.sum()

# %% descent
def total_loss(X, y, params):
    return loss(y, yhat(X, params)).sum()


def gradient_descent(X, y, starting_params, iterations, lr):
    W, b, v, c = starting_params
    W, b, v = W.copy(), b.copy(), v.copy()
    trajectories = [(W.copy(), b.copy(), v.copy(), c)]
    losses = [total_loss(X, y, trajectories[0])]
    for i in range(iterations):
        dW, db, dv, dc = grad_f((W, b, v, c), X, y)
        W -= lr * dW
        b -= lr * db
        v -= lr * dv
        c -= lr * dc
        trajectories.append((W.copy(), b.copy(), v.copy(), c))
        losses.append(total_loss(X, y, trajectories[-1]))
    return trajectories, losses

# %% momentum
def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    params = tuple(starting_params)
    speed = (0.0, 0.0, 0.0, 0.0)
    trajectories, losses = [params], [total_loss(X, y, params)]
    for i in range(iterations):
        # keep a part of the old speed and add the new push downhill
        speed = tuple(alpha * s - lr * g for s, g in zip(speed, grad_f(params, X, y)))
        params = tuple(p + s for p, s in zip(params, speed))
        trajectories.append(params)
        losses.append(total_loss(X, y, params))
    return trajectories, losses

# %% answer_momentum
The curves look the same but the one with momentum is squeezed to the left: it leaves the flat part after about 200 updates instead
of 400 and ends at 39 instead of 63 (98.0 % right instead of 96.6 %). On the flat part the gradient points nearly the same way every
time, so the steps add up to 1 + 1/2 + 1/4 + ... = 2 times the normal step. I tried lr = 2e-4 without momentum and got 39.15, so for
this problem momentum is mostly a bigger step. Both are still going down at the end.

# %% boundary
def ff_nn_relu(X, W, b, v, c):
    return layers(X, [W, b, v, c])[2]


def boundary_grid(params, x1, x2):
    Z = np.empty((len(x2), len(x1)))
    for row in range(len(x2)):
        # one row of the picture: x2 is fixed, x1 runs
        line = np.column_stack([x1, np.full(len(x1), x2[row])])
        Z[row] = ff_nn_relu(line, *params)[:, 0]
    return Z

# %% answer_scales
dL/dw_ij contains x_i as a factor (it is the sum of error * v_j * x_i over the rows where the unit is on). So when x_1 is 100 times
bigger than x_2, the weights of x_1 get steps that are about 100 times bigger. With one learning rate for all I have to choose: either
the weights of x_1 jump over the minimum all the time, or the weights of x_2 stand still. You can fix that by scaling each input to
mean 0 and standard deviation 1 before training.
