"""Calls with what must come of them: drawn inputs, the results of the reference, and those of its mistakes."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from gradchecks.examples import Call
from gradchecks.numerics import fingerprint
from gradchecks.paths import leaves
from gradchecks.played import Quiet
from gradchecks.scenarios import play, value_of
from gradchecks.values import copied, plain
from gradspecs.edits import Edit, SpecError
from gradspecs.reference import Reference
from gradspecs.specs import Drawn, Inputs, Specs


@dataclass
class Marks:
    """By what a check recognises its mistakes in one call.

    Attributes:
        known: name of a result, or of a leaf of a path -> slug -> fingerprints of the values that the mistake leads to.
        shapes: name -> slug -> the wrong shapes that it leads to.
        errors: text of an error -> slug of the one mistake that raises it.
    """

    known: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    shapes: dict[str, dict[str, list[list[int]]]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class _ByName(Mapping):
    """Name of a result -> slug -> marks: which names there are, and their marks, is worked out when somebody asks."""

    def __init__(self, work_out: Callable[[], dict[str, dict[str, list]]]):
        self._work_out = work_out

    def __getitem__(self, name: str) -> Mapping[str, list]:
        return _Late(lambda: self._work_out().get(name, {}))

    def __iter__(self) -> Iterator[str]:
        return iter(self._work_out())

    def __len__(self) -> int:
        return len(self._work_out())


class _Late(Mapping):
    """A mapping that is worked out when somebody asks."""

    def __init__(self, work_out: Callable[[], Mapping]):
        self._work_out = work_out

    def __getitem__(self, key: str) -> object:
        return self._work_out()[key]

    def __iter__(self) -> Iterator:
        return iter(self._work_out())

    def __len__(self) -> int:
        return len(self._work_out())


def results(function: Callable, given: Sequence[object]) -> object:
    """Call a function with copies of arguments, in silence."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return function(*copied(list(given)))


def named(inputs: Inputs, came: object) -> dict[str, object]:
    """The results of a call by their names.

    Raises:
        SpecError: there are not as many as the author has named.
    """
    if len(inputs.returns) == 1:
        return {inputs.returns[0]: came}
    if isinstance(came, dict) and set(came) == set(inputs.returns):
        return {name: came[name] for name in inputs.returns}
    if not isinstance(came, tuple | list) or len(came) != len(inputs.returns):
        raise SpecError(f"`{inputs.function}` does not return ({', '.join(inputs.returns)}), as its inputs say.")
    return dict(zip(inputs.returns, came, strict=True))


def call_of(
    specs: Specs,
    reference: Reference,
    check: str,
    inputs: Inputs,
    drawn: Drawn,
    first: bool,
    notebook: Drawn | None = None,
) -> Call:
    """A call of a function, with the results of the reference.

    Args:
        specs, reference: of the notebook.
        check: the name of the function of the check that makes the call.
        inputs, drawn: of the function.
        first: whether no check before this one judges the same function: only the first minds changed arguments.
        notebook: inputs of the sizes of the notebook's own data.
    """
    expected = outcome_of(reference.names, inputs, drawn)
    arguments = dict(zip(arguments_of(reference, inputs), drawn.given, strict=False))
    facts = dict(drawn.facts)
    for name in ("rows", "outputs"):
        if name in facts:
            facts[name] = drawn.named[facts[name]]
    if isinstance(facts.get("learning_rate"), str):
        facts["learning_rate"] = arguments[facts["learning_rate"]]
    marks = cache(lambda: marks_of(specs, reference, check, inputs, drawn))
    return Call(
        given=drawn.given,
        expected=expected,
        facts=facts,
        starts={result: arguments[name] for result, name in inputs.starts.items()},
        known=_ByName(lambda: marks().known),
        shapes=_ByName(lambda: marks().shapes),
        errors=_Late(lambda: marks().errors),
        sizes=drawn.sizes,
        notebook=notebook.given if notebook else (),
        label=drawn.label,
        unchanged=inputs.unchanged and first,
        excused=check in drawn.excused,
        otherwise=specs.fallback.get(check),
        steps=inputs.steps,
        as_dict=inputs.as_dict,
    )


def arguments_of(reference: Reference, inputs: Inputs) -> list[str]:
    """Names of what goes into a function or a scenario, in order."""
    return inputs.steps.names if inputs.steps else reference.arguments(inputs.function)


def outcome_of(names: Mapping[str, object], inputs: Inputs, drawn: Drawn) -> dict[str, object]:
    """The results of a function or a scenario by name, over what a solution defines.

    Raises:
        SpecError: there are not as many as the author has named.
    """
    if inputs.steps is None:
        found = names
        for part in inputs.function.split("."):
            found = found[part] if found is names else getattr(found, part)
        return named(inputs, results(found, drawn.given))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        steps, acting = inputs.steps, Quiet()
        world = steps.world([names[name] for name in steps.things], drawn.given)
        play(steps.ways[0], world, acting)
        return {name: copied(value_of(expression, world, acting)) for name, expression in steps.returns.items()}


def outcome(reference: Reference, inputs: Inputs, edit: Edit, drawn: Drawn) -> dict[str, object] | Exception:
    """The results of a function with a mistake, by name; the error where it raises one.

    Raises:
        SpecError: the change does not fit the solution.
    """
    names = reference.names_with({(inputs.of or inputs.function): edit})
    try:
        return outcome_of(names, inputs, drawn)
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return error


def marks_of(specs: Specs, reference: Reference, check: str, inputs: Inputs, drawn: Drawn) -> Marks:
    """By what the mistakes of a check are recognised, where what they lead to is not right."""
    right = outcome_of(reference.names, inputs, drawn)
    found, raised = Marks(), {}
    for slug, edits in specs.known.get(check, {}).items():
        for edit in edits:
            came = outcome(reference, inputs, edit, drawn)
            if isinstance(came, Exception):
                raised.setdefault(str(came), set()).add(slug)
                continue
            for name, wanted in _flat(right, drawn).items():
                _mark(found, name, slug, _flat(came, drawn).get(name), wanted)
    found.errors = {text: slug for text, (slug, *others) in raised.items() if text and not others}
    return found


def _flat(values: Mapping[str, object], drawn: Drawn) -> dict[str, object]:
    """Results by name, a path leaf by leaf."""
    flat = {}
    for name, value in values.items():
        flat |= leaves(name, value, drawn.facts.get("parts", ()))
    return flat


def _mark(found: Marks, name: str, slug: str, value: object, right: object) -> None:
    """Note by what a wrong value of a result is recognised."""
    mark, wanted = fingerprint_of(value), fingerprint_of(right)
    if mark is None:
        return
    if shape_of(value) != shape_of(right):
        shapes = found.shapes.setdefault(name, {}).setdefault(slug, [])
        shapes += [] if list(shape_of(value)) in shapes else [list(shape_of(value))]
    elif not alike(mark, wanted):
        marks = found.known.setdefault(name, {}).setdefault(slug, [])
        marks += [] if any(alike(mark, other) for other in marks) else [mark]


def fingerprint_of(value: object) -> float | None:
    """The fingerprint of a result; None where it has none, or one that is not finite."""
    with contextlib.suppress(TypeError, ValueError):
        mark = fingerprint(np.asarray(plain(value), dtype=np.float64))
        return mark if np.isfinite(mark) else None
    return None


def shape_of(value: object) -> tuple[int, ...]:
    """The shape of a result."""
    return np.shape(plain(value))


def alike(mark: float, other: float | None) -> bool:
    """Whether a check could not tell two fingerprints apart."""
    return other is not None and abs(mark - other) <= 1e-5 * max(1e-3, abs(other))
