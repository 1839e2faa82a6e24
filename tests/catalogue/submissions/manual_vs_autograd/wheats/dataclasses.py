"""Both models are dataclasses; the sizes are InitVars."""

# %% after seeded
from dataclasses import InitVar, dataclass, field
# %% manual_class
@dataclass(eq=False, repr=False)
class Manual2Layer:
    nx: InitVar[int]
    n1: InitVar[int]
    ny: InitVar[int]
    learning_rate: float
    W1: torch.Tensor = field(init=False)
    b1: torch.Tensor = field(init=False)
    W2: torch.Tensor = field(init=False)
    b2: torch.Tensor = field(init=False)

    def __post_init__(self, nx, n1, ny):
        self.W1 = torch.randn(n1, nx)
        self.b1 = torch.randn(n1)
        self.W2 = torch.randn(ny, n1)
        self.b2 = torch.randn(ny)
# %% auto_class
@dataclass(eq=False, repr=False)
class Automatic2Layer:
    manual_model: InitVar[Manual2Layer]
    learning_rate: float = field(init=False)
    loss: torch.Tensor | None = field(init=False, default=None)

    def __post_init__(self, manual_model):
        self.learning_rate = manual_model.learning_rate
        self.W1, self.b1, self.W2, self.b2 = (
            p.clone().detach().requires_grad_()
            for p in (manual_model.W1, manual_model.b1, manual_model.W2, manual_model.b2)
        )
