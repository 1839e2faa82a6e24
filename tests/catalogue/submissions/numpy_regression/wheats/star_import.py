"""A MATLAB user: from numpy import * shadows sum, any, all, max and round; semicolons; 1-based counters."""

# %% after setup
from numpy import *
# %% look_at_shapes
disp = print;
disp(shape(x)), disp(shape(w1)), disp(shape(w2));
# %% forward
def forward(x, w1, w2):
    h = dot(x, w1);
    h_relu = maximum(0, h);
    y_pred = dot(h_relu, w2);
    return h, h_relu, y_pred
# %% cost
def cost(y_pred, y):
    return sum(sum((y_pred - y)**2, 0), 0);
# %% backward
def backward(x, y, h, h_relu, y_pred, w2):
    grad_y_pred = 2*(y_pred - y);
    grad_w2 = dot(h_relu.T, grad_y_pred);
    grad_h_relu = dot(grad_y_pred, w2.T);
    grad_h = grad_h_relu*double(h > 0);
    grad_w1 = dot(x.T, grad_h);
    return grad_w1, grad_w2
# %% train
def train(x, y, w1, w2, learning_rate, n_iterations):
    costs = zeros((n_iterations, 1));
    for t in arange(1, n_iterations + 1):
        h, h_relu, y_pred = forward(x, w1, w2);
        costs[t-1, 0] = cost(y_pred, y);
        grad_w1, grad_w2 = backward(x, y, h, h_relu, y_pred, w2);
        w1, w2 = update(w1, w2, grad_w1, grad_w2, learning_rate);
    return w1, w2, list(costs[:, 0])
# %% plot_costs
plt.semilogy(costs); plt.xlabel("iteration"); plt.ylabel("cost"); plt.show();
