"""Remembers the last few results, keyed by the bytes of the arguments, so that the result never goes stale."""

# %% after setup
import functools
from collections import OrderedDict


def remember(function, size=4):
    memory = OrderedDict()

    @functools.wraps(function)
    def wrapper(*tensors):
        key = tuple((t.dtype, tuple(t.shape), t.contiguous().numpy().tobytes()) for t in tensors)
        if key not in memory:
            memory[key] = function(*tensors)
            while len(memory) > size:
                memory.popitem(last=False)
        return memory[key]

    return wrapper
# %% bce
@remember
def bce(y, a2):
    return (-(torch.xlogy(y, a2) + torch.special.xlog1py(1 - y, -a2))).mean().item()
# %% forward
@remember
def _layers(X, W1, W2):
    a1 = sigmoid(X @ W1)
    return a1, sigmoid(a1 @ W2)


def forward(X, W1, W2):
    return tuple(a.clone() for a in _layers(X, W1, W2))
