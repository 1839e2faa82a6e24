"""What an author declares beside a notebook: how the inputs of each function are drawn, and which mistakes are known.

    specs = Specs()

    @specs.inputs("scale", returns="the product", example={}, hidden=[{"rows": 60}, {"rows": 1}])
    def table(draw, rows=7, columns=3):
        return draw.normal(rows, columns), 1.7

    specs.mistakes("check_scale", {"factor-missing": drop("factor * ")})

All values that a check compares with are worked out from these, and from the solution.
"""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gradchecks.played import Steps
from gradspecs.drawing import Draw
from gradspecs.edits import Edit, SpecError

COUNTS = {"rows": "rows", "inputs": "inputs", "hidden": "hidden units", "outputs": "outputs"}
"""Name of an argument of a drawing function -> what the size of that name counts, for messages."""
OPTIONS = ("label", "seed", "facts", "only", "excused")
"""What the description of a call may hold besides the arguments of the drawing function."""


@dataclass(frozen=True)
class Inputs:
    """How the inputs of one function are drawn.

    Attributes:
        function: its name, `Class.method` for a method.
        draw: given a `Draw` and sizes, returns the arguments of the function, in order.
        returns: names of the results.
        example, hidden: the calls that a student sees, and those that no student sees: arguments of `draw` that are not as its
            defaults say; besides "label", which tells the call from the others in a message, "seed", "facts" as
            `Specs.inputs` has them, "only", the checks in which the call is made, where it is not made in all, and "excused",
            the checks in which an error costs nothing, since another one judges it.
        notebook: the same for the sizes of the notebook's own data; None where no message needs them.
        facts: what is known about the results; see `Specs.inputs`.
        starts: result -> argument that it is an update of.
        counts: further names of sizes -> what they count.
        unchanged: whether no argument may be changed.
        steps: of a scenario, whose name `function` is then; None for a function.
        of: the function or class of the solution that mistakes change: of a scenario the one that it judges.
        as_dict: whether the results come in a dict, under their names.
        over: names of the functions that the reference's may stand for; None for all that stand before it.
    """

    function: str
    draw: Callable
    returns: tuple[str, ...]
    example: tuple[dict, ...]
    hidden: tuple[dict, ...]
    notebook: dict | None
    facts: Mapping[str, object]
    starts: Mapping[str, str]
    counts: Mapping[str, str]
    unchanged: bool
    steps: Steps | None = None
    of: str = ""
    over: tuple[str, ...] | None = None
    as_dict: bool = False

    def drawn(self, call: Mapping[str, object], number: int | None = None) -> Drawn:
        """The arguments of one call.

        Args:
            call: one of `example`, `hidden`, or `notebook`.
            number: of a hidden call; None for one that a student sees.
        """
        bound = inspect.signature(self.draw).bind(None, **{k: v for k, v in call.items() if k not in OPTIONS})
        bound.apply_defaults()
        named = dict(list(bound.arguments.items())[1:])
        seed = call.get(
            "seed", zlib.crc32(self.function.encode()) % 10_000 + (0 if number is None else 101 * (number + 1))
        )
        given = self.draw(Draw(seed, 2 if number is None else None), **named)
        if self.steps:
            named |= {name: given[name] for name in self.steps.names if name in named}
            given = [given[name] for name in self.steps.names]
        counts = COUNTS | self.counts
        sizes = {size: counts[name] for name, size in named.items() if name in counts}
        facts = {**self.facts, **call.get("facts", {})}
        return Drawn(list(given), named, sizes, call.get("label", ""), facts, tuple(call.get("excused", ())))


@dataclass(frozen=True)
class Drawn:
    """The arguments of one call.

    Attributes:
        given: in order.
        named: name of a size, or of another argument of the drawing function -> its value.
        sizes: size -> what it counts.
        label: what tells it from other calls.
        facts: as the author has declared them.
        excused: checks in which an error costs nothing.
    """

    given: list
    named: dict[str, object]
    sizes: dict[int, str]
    label: str
    facts: dict[str, object]
    excused: tuple[str, ...] = ()


@dataclass
class Specs:
    """The declarations of one notebook."""

    drawn: dict[str, Inputs] = field(default_factory=dict)
    known: dict[str, dict[str, tuple[Edit, ...]]] = field(default_factory=dict)
    fallback: dict[str, str] = field(default_factory=dict)
    variables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    also: dict[str, Callable] = field(default_factory=dict)

    def inputs(
        self,
        function: str,
        *,
        returns: str | Sequence[str],
        example: Mapping[str, object] | Iterable[Mapping[str, object]] = {},
        hidden: Iterable[Mapping[str, object]],
        notebook: Mapping[str, object] | None = None,
        facts: Mapping[str, object] = {},
        starts: Mapping[str, str] = {},
        counts: Mapping[str, str] = {},
        unchanged: bool = True,
        as_dict: bool = False,
    ) -> Callable[[Callable], Callable]:
        """Decorator: the function below draws the arguments of a student's function.

        Args:
            function: the student's, `Class.method` for a method.
            returns: names of its results as the text has them, one name where it returns one thing.
            example, hidden, notebook, starts, counts, unchanged, as_dict: as in `Inputs`.
            facts: fields of the kit's `Facts`: "rows" and "outputs" are names of sizes, "learning_rate" is the name of an
                argument of the student's function, or the notebook's own rate, "mean_over" is what it says.
        """

        def declare(draw: Callable) -> Callable:
            calls = (example,) if isinstance(example, Mapping) else example
            names = (returns,) if isinstance(returns, str) else returns
            self.drawn[function] = Inputs(
                function,
                draw,
                tuple(names),
                tuple(map(dict, calls)),
                tuple(map(dict, hidden)),
                None if notebook is None else dict(notebook),
                facts,
                starts,
                counts,
                unchanged,
                as_dict=as_dict,
            )
            return draw

        return declare

    def scenario(
        self,
        name: str,
        *,
        of: str,
        things: Sequence[str],
        given: Sequence[str],
        steps: Sequence[str] | Sequence[Sequence[str]],
        returns: Mapping[str, str],
        over: Sequence[str] = (),
        own: Mapping[str, str] = {},
        wrong: Mapping[str, str] = {},
        missing: Mapping[str, Sequence[str]] = {},
        provided: Mapping[str, str] = {},
        optional: Sequence[str] = (),
        apart: Mapping[str, str] = {},
        final: Sequence[str] = (),
        errors: Mapping[str, str] = {},
        **declared: object,
    ) -> Callable[[Callable], Callable]:
        """Decorator: the function below draws what goes into a scenario, as a dict from names to values.

        Args:
            name: of the scenario, as the check cell has it.
            of: the function of the solution that it judges.
            things: names of the functions and classes that take part.
            given: names of what is drawn.
            steps: what is done, as `gradchecks.scenarios` says; or several ways of it.
            returns: name of each result -> what it is, after the steps.
            over: functions of which the reference's stand in for wrong ones, in hidden tests.
            own, wrong, missing, provided, optional, apart, final, errors: as in `gradchecks.played.Steps`.
            declared: example, hidden, facts, starts, counts, unchanged, as in `inputs`.
        """
        ways = [list(steps)] if isinstance(steps[0], str) else [list(way) for way in steps]
        made = Steps(
            list(things), list(given), ways, dict(returns), dict(own), dict(wrong),
            {name: list(slugs) for name, slugs in missing.items()},
            dict(provided), list(optional), dict(apart), list(final),
            dict(errors),
        )  # fmt: skip
        declare = self.inputs(name, returns=tuple(returns), **declared)

        def decorate(draw: Callable) -> Callable:
            declare(draw)
            self.drawn[name] = replace(self.drawn[name], steps=made, of=of, over=tuple(over))
            return draw

        return decorate

    def mistakes(
        self,
        check: str,
        mistakes: Mapping[str, Edit | Sequence[Edit]] = {},
        *,
        otherwise: str | None = None,
    ) -> None:
        """Declare what a check can name.

        Args:
            check: the name of its function.
            mistakes: slug -> the change of the solution that it is, or several such changes.
            otherwise: slug of what is wrong where nothing else explains the values.
        """
        self.known[check] = {slug: (one,) if isinstance(one, Edit) else tuple(one) for slug, one in mistakes.items()}
        if otherwise:
            self.fallback[check] = otherwise

    def also_right(self, check: str) -> Callable[[Callable], Callable]:
        """Decorator: the function below gives what is right as well in a check, where other results of a function are wrong.

        It is called with the student's function, the reference's functions as attributes of one object, and the arguments of a
        call, and returns name of a result -> value.

        Args:
            check: the name of the check's function.
        """

        def declare(work_out: Callable) -> Callable:
            self.also[check] = work_out
            return work_out

        return declare

    def values(self, check: str, *names: str, otherwise: str) -> None:
        """Declare that a check compares variables of the notebook with those of the solution.

        Args:
            check: the name of its function.
            names: of the variables.
            otherwise: slug of what is wrong where nothing else explains the values.
        """
        self.variables[check], self.fallback[check] = names, otherwise

    def inputs_of(self, function: str) -> Inputs:
        """How the inputs of a function are drawn.

        Raises:
            SpecError: that is not declared.
        """
        if function not in self.drawn:
            raise SpecError(f"No inputs are declared for `{function}`.")
        return self.drawn[function]
