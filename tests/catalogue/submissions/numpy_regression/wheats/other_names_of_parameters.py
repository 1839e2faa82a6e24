"""Own names for parameters; notebook variables overwritten between the cells."""

# %% forward
def forward(X, W1, W2):
    Z = X.dot(W1)
    A = np.where(Z < 0, 0, Z)
    return Z, A, A.dot(W2)

# %% backward
def backward(X, T, Z, A, P, W2):
    D2 = 2 * (P - T)
    D1 = D2.dot(W2.T)
    D1 = np.where(Z < 0, 0, D1)
    return X.T.dot(D1), A.T.dot(D2)

# %% after backward
h, h_relu, y_pred = 1, 2, 3
w1 = np.zeros((2, 2))
grad_w1 = grad_w2 = None
