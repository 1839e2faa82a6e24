"""A small class keeps the velocity; lambdas for the activations."""

# %% activations
sigmoid = lambda z: np.exp(-np.logaddexp(0, -z))
relu = lambda z: (np.abs(z) + z) / 2

# %% activation_derivatives
sigmoid_prime = lambda z: sigmoid(z) * sigmoid(-z)
relu_prime = lambda z: (z > 0) * 1

# %% momentum
class Momentum:
    def __init__(self, params, lr, alpha):
        self.params = [1.0 * p for p in params]
        self.velocity = [0.0 * p for p in params]
        self.lr, self.alpha = lr, alpha

    def step(self, X, y):
        gradients = grad_f(self.params, X, y)
        self.velocity = [self.alpha * u - self.lr * g for u, g in zip(self.velocity, gradients)]
        self.params = [p + u for p, u in zip(self.params, self.velocity)]


def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    optimiser = Momentum(starting_params, lr, alpha)
    trajectories, losses = [], []
    for k in range(iterations + 1):
        if k > 0:
            optimiser.step(X, y)
        trajectories.append(optimiser.params)
        losses.append(np.sum(loss(y, yhat(X, optimiser.params))))
    return trajectories, losses
