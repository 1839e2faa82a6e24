"""Random number generators and start weights: whether they follow a seed, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from gradchecks.calls import Calls
from gradchecks.kinds import Kinds
from gradchecks.values import plain, shape


class Seeds(Calls, Kinds):
    """The part of a check that knows what follows from a seed."""

    def seeds(self, set_seed: Callable, draw: Callable, names: Sequence[str], seed: int, other: int) -> None:
        """Check that a function seeds generators: the same numbers after the same seed, and others after another.

        Args:
            set_seed: the student's.
            draw: takes one number from each generator.
            names: of the generators, in that order.
            seed, other: two seeds.
        """

        def seed_and_draw(seed: int) -> list[float]:
            set_seed(seed)
            return draw()

        seed_and_draw.__name__ = "set_seed"
        first, again, another = (self.call(seed_and_draw, number) for number in (seed, seed, other))
        for name, a, b, c in zip(names, first, again, another, strict=True):
            what = f"After set_seed({seed}), {name} draws {a:.6f} once and {b:.6f} the next time."
            self.that(a == b, what, "generator-not-seeded")
            what = f"After set_seed({seed}) and after set_seed({other}), {name} draws the same number, {a:.6f}."
            self.that(a != c, what, "seed-ignored")

    def start_weights(
        self, init: Callable, sizes: Sequence[int], shapes: Mapping[str, tuple[int, ...]], follows: Sequence[object]
    ) -> None:
        """Check start weights: float32 tensors, new in every call, and the next normal numbers of torch's generator.

        Args:
            init: the student's function, which returns several tensors.
            sizes: its arguments.
            shapes: name of each tensor -> its shape, in the order in which they are returned and drawn.
            follows: a function that sets a seed, one that draws a number from each generator, torch's last, and a seed. Where
                the first is wrong, nothing is said of what follows from a seed.
        """
        came = self.call(init, *sizes, returns=list(shapes))
        for (name, expected), W in zip(shapes.items(), came, strict=True):
            self.tensor(name, W)
            self.that(plain(W).dtype == np.float32, f"{name} has dtype {W.dtype}.", "wrong-dtype")
            if shape(W) != expected:
                others = self.follow(init, *(size + 1 for size in sizes), count=len(shapes))
                fixed = [shape(one) for one in came] == [shape(other) for other in others]
                self.that(not fixed, f"{name} has shape {shape(W)}, expected {expected}.", "sizes-written-in")
            self.weights(name, W, expected)
        for name, W, again in zip(shapes, came, self.call(init, *sizes, returns=list(shapes)), strict=True):
            self.that(not np.array_equal(plain(W), plain(again)), f"{name} is the same in two calls.", "seed-inside")
        self._follow_seed(init, sizes, shapes, *follows)

    def _follow_seed(
        self,
        init: Callable,
        sizes: Sequence[int],
        shapes: Mapping[str, tuple[int, ...]],
        set_seed: Callable,
        draw: Callable,
        seed: int,
    ) -> None:
        def after_seed(function: Callable, *arguments: int) -> object:
            set_seed(seed)
            return function(*arguments)

        names, expected = list(shapes), list(shapes.values())
        numbers = self.follow(after_seed, draw)[0]
        if not isinstance(numbers, list) or not numbers or numbers[-1] != _uniform(seed):
            return  # the seed is to be mended first
        came, again = (self.follow(after_seed, init, *sizes, count=len(names)) for _ in range(2))
        if not all(isinstance(plain(W), np.ndarray) for W in [*came, *again]):
            return
        repeated = all(np.array_equal(plain(W), plain(other)) for W, other in zip(came, again, strict=True))
        self.that(repeated, f"After set_seed({seed}) the weights are not the same each time.", "generator-unreached")
        turned = _normal(seed, expected[::-1])[::-1]
        in_turn = len(names) > 1 and all(_same_draws(W, other) for W, other in zip(came, turned, strict=True))
        self.that(not in_turn, f"After set_seed({seed}), {names[-1]} holds the first numbers.", "draw-order")
        for name, W, right in zip(names, came, _normal(seed, expected), strict=True):
            what = f"After set_seed({seed}), {name} does not hold the next numbers of torch.randn."
            self.that(_same_draws(W, right), what, "wrong-distribution")


def _generator(seed: int) -> tuple:
    torch = sys.modules.get("torch") or __import__("torch")
    return torch, torch.Generator().manual_seed(seed)


def _uniform(seed: int) -> float:
    """The first uniform number of torch's generator after a seed."""
    torch, generator = _generator(seed)
    return torch.empty(1).uniform_(generator=generator).item()


def _normal(seed: int, shapes: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    """The first normal numbers of torch's generator after a seed, in arrays."""
    torch, generator = _generator(seed)
    return [torch.empty(shape).normal_(generator=generator).numpy() for shape in shapes]


def _same_draws(got: object, expected: np.ndarray) -> bool:
    """Whether these are the same numbers, in whatever order they were filled in."""
    return np.array_equal(np.sort(plain(got), axis=None), np.sort(expected, axis=None))
