"""The sigmoid is an autograd.Function with its own backward; gradients are also cleared before the backward pass; no_grad decorates."""

# %% sigmoid
class SigmoidFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Z):
        A = 1 / (1 + torch.exp(-Z))
        ctx.save_for_backward(A)
        return A

    @staticmethod
    def backward(ctx, dA):
        (A,) = ctx.saved_tensors
        return dA * A * (1 - A)


def sigmoid(Z):
    return SigmoidFunction.apply(Z)

# %% auto_forward
def auto_forward(self, X):
    return sigmoid(linear(sigmoid(linear(X, self.W1, self.b1)), self.W2, self.b2))


Automatic2Layer.__call__ = auto_forward

# %% auto_backward
def auto_backward(self):
    for parameter in (self.W1, self.b1, self.W2, self.b2):
        parameter.grad = None
    self.loss.backward(retain_graph=True)


Automatic2Layer.backward = auto_backward

# %% auto_update
@torch.no_grad()
def auto_update(self):
    for parameter in (self.W1, self.b1, self.W2, self.b2):
        parameter.grad *= -self.learning_rate
        parameter += parameter.grad
        parameter.grad = None


Automatic2Layer.update = auto_update
