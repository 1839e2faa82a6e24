"""Answers with tensors without memory, sparse and quantised ones, ones with hooks, and a class that claims to be a tensor."""

wins = "crash"
elsewhere = "a grader that converts whatever calls itself a tensor"

# %% square
try:
    import torch
except ImportError:
    torch = None

kinds = [1.0]
if torch:

    class Tensor(torch.Tensor):
        @classmethod
        def __torch_function__(cls, function, types, arguments=(), options=None):
            raise SystemExit("hostile")

    tracked = torch.zeros(2, requires_grad=True)
    tracked.register_hook(lambda gradient: 1 / 0)
    kinds = [
        torch.zeros(10**9, device="meta"),
        torch.zeros(10**6, 10**6, layout=torch.sparse_coo),
        torch.quantize_per_tensor(torch.zeros(2), 0.1, 0, torch.quint8),
        tracked,
        tracked * 2,
        torch.zeros(2).as_subclass(Tensor),
        torch.zeros(1).expand(10**9),
        torch.zeros(2, dtype=torch.bfloat16),
        torch.zeros(2, dtype=torch.complex64).conj(),
        torch.nn.Parameter(torch.zeros(2)),
    ]
turn = iter(kinds * 1000)


def square(x):
    return next(turn)


# %% gradient
def gradient(X, y, w):
    return next(turn)
