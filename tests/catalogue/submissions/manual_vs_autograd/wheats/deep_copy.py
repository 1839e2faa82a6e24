"""The automatic model is a deep copy of the manual one, with recording turned on; a decorator turns it off for the update."""

# %% manual_class
from dataclasses import dataclass


@dataclass(eq=False)
class Manual2Layer:
    nx: int
    n1: int
    ny: int
    learning_rate: float

    def __post_init__(self):
        self.W1: torch.Tensor = torch.randn(self.n1, self.nx)
        self.b1: torch.Tensor = torch.randn(self.n1)
        self.W2: torch.Tensor = torch.randn(self.ny, self.n1)
        self.b2: torch.Tensor = torch.randn(self.ny)

# %% auto_class
import copy


class Automatic2Layer:
    def __init__(self, manual_model):
        self.__dict__.update(copy.deepcopy(vars(manual_model)))
        for name in PARAMETERS:
            getattr(self, name).requires_grad_()

# %% auto_update
@torch.no_grad()
def auto_update(self):
    for name in PARAMETERS:
        p = getattr(self, name)
        p.add_(p.grad, alpha=-self.learning_rate)
        p.grad = torch.zeros_like(p)


Automatic2Layer.update = auto_update
