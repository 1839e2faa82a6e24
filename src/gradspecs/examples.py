"""The file of examples of an assignment: made from the specs and the reference solutions of its notebooks."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from gradchecks.examples import Call
from gradchecks.mistakes import MISTAKES
from gradchecks.plain_data import as_data
from gradspecs.apart import require_apart
from gradspecs.calls import arguments_of, call_of
from gradspecs.drawn import calls_of
from gradspecs.edits import SpecError
from gradspecs.notebook import Author, CheckCell, Example
from gradspecs.reference import Cell, variables
from gradspecs.specs import Inputs


def examples(author: Author, cells: Sequence[Cell]) -> dict[str, dict]:
    """Key of a check -> what the file of examples holds for it, for one notebook.

    Raises:
        SpecError: a check uses what is not declared, a mistake does not fit the solution, or two can't be told apart.
    """
    checks = [found for cell in cells if cell.check and (found := CheckCell.read(cell.source))]
    _require_used(author, checks)
    with _one_thread():
        names = variables(cells) if any(check.values for check in checks) else {}
        return {check.key: _entry(author, check, names) for check in checks if check.examples or check.values}


def text(entries: dict[str, dict]) -> str:
    """The file of examples: a line for each check."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
    return '{"made from": "the specs of this assignment", "checks": {\n' + lines + "\n}}\n"


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Have torch, where the specs import it, add up in one thread: in more, last digits may differ, and a later fork hangs."""
    torch = sys.modules.get("torch")
    before = torch.get_num_threads() if torch else 0
    if torch:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        if torch:
            torch.set_num_threads(before)


def _entry(author: Author, check: CheckCell, names: dict[str, object]) -> dict:
    calls, arguments = [], []
    for example in check.examples:
        inputs = author.specs.inputs_of(example.function)
        try:
            made = _made(author, check.key, inputs, example)
            calls_of(author, check.key, example.function)
        except SpecError:
            raise
        except Exception as error:  # whatever the author's own code leads to
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            raise SpecError(f"{check.key}: the inputs of `{example.function}` can't be used ({what}).") from error
        calls.append([example.function, [_written(call) for call in made]])
        arguments.append(arguments_of(author.reference, inputs))
    missing = [name for name in check.values if name not in names]
    if missing:
        raise SpecError(f"{check.key} compares `{missing[0]}`, which the solution does not define.")
    return {
        "title": check.title,
        "calls": calls,
        "arguments": arguments,
        "values": {name: as_data(names[name]) for name in check.values},
        "otherwise": author.specs.fallback.get(check.key),
    }


def _made(author: Author, key: str, inputs: Inputs, example: Example) -> list[Call]:
    """The calls of one line of a check, whose mistakes are told apart by them."""
    unknown = [name for name in example.results if name not in inputs.returns]
    if unknown:
        raise SpecError(f"{key} judges {unknown[0]!r}, which is no result of `{inputs.function}`.")
    notebook = None if inputs.notebook is None else inputs.drawn(inputs.notebook)
    drawn = [inputs.drawn(call) for call in inputs.example if key in call.get("only", [key])]
    first = author.is_first(key, inputs.function)
    made = [call_of(author.specs, author.reference, key, inputs, one, first, notebook) for one in drawn]
    require_apart(author, key, inputs, example.results or inputs.returns, drawn, made)
    return made


def _written(call: Call) -> dict:
    return {
        "given": as_data(call.given),
        "expected": {name: as_data(value) for name, value in call.expected.items()},
        "facts": as_data(dict(call.facts)),
        "starts": {name: as_data(value) for name, value in call.starts.items()},
        "known": {name: {slug: list(numbers) for slug, numbers in call.known[name].items()} for name in call.known},
        "shapes": {name: dict(call.shapes[name]) for name in call.shapes},
        "errors": dict(call.errors),
        "sizes": {str(size): what for size, what in call.sizes.items()},
        "notebook": as_data(list(call.notebook)),
        "label": call.label,
        "unchanged": call.unchanged,
        "excused": call.excused,
        "otherwise": call.otherwise,
        "as_dict": call.as_dict,
        "steps": asdict(call.steps) if call.steps else None,
    }


def _require_used(author: Author, checks: Iterable[CheckCell]) -> None:
    """Fail where something is declared for a check that there is not."""
    keys = {check.key for check in checks}
    for check in checks:
        if check.examples != check.drawn:
            raise SpecError(f"{check.key} must draw in its hidden tests what it shows examples of, in the same words.")
    for key in [*author.specs.known, *author.specs.variables]:
        if key not in keys:
            raise SpecError(f"Mistakes are declared for {key}, and the notebook has no such check.")
        for slug in [*author.specs.known.get(key, ()), *filter(None, [author.specs.fallback.get(key)])]:
            if slug not in MISTAKES:
                raise SpecError(f"{key}: {slug} is no mistake that the kit has a sentence for.")
