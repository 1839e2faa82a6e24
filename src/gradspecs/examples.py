"""The file of examples of an assignment: made from the specs and the reference solutions of its notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from gradchecks.examples import Call
from gradchecks.mistakes import MISTAKES
from gradchecks.plain_data import as_data
from gradspecs.apart import require_apart
from gradspecs.calls import arguments_of, call_of
from gradspecs.edits import SpecError
from gradspecs.notebook import Author, CheckCell
from gradspecs.reference import Cell, variables


def examples(author: Author, cells: Sequence[Cell]) -> dict[str, dict]:
    """Key of a check -> what the file of examples holds for it, for one notebook.

    Raises:
        SpecError: a check uses what is not declared, a mistake does not fit the solution, or two can't be told apart.
    """
    checks = [found for cell in cells if cell.check and (found := CheckCell.read(cell.source))]
    _require_used(author, checks)
    names = variables(cells) if any(check.values for check in checks) else {}
    return {check.key: _entry(author, check, names) for check in checks if check.examples or check.values}


def text(entries: dict[str, dict]) -> str:
    """The file of examples: a line for each check."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
    return '{"made from": "the specs of this assignment", "checks": {\n' + lines + "\n}}\n"


def _entry(author: Author, check: CheckCell, names: dict[str, object]) -> dict:
    calls, arguments = [], []
    for example in check.examples:
        inputs = author.specs.inputs_of(example.function)
        notebook = None if inputs.notebook is None else inputs.drawn(inputs.notebook)
        drawn = [inputs.drawn(call) for call in inputs.example if check.key in call.get("only", [check.key])]
        first = author.is_first(check.key, example.function)
        made = [call_of(author.specs, author.reference, check.key, inputs, one, first, notebook) for one in drawn]
        require_apart(author, check.key, inputs, example.results or inputs.returns, drawn, made)
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
    for key in [*author.specs.known, *author.specs.variables]:
        if key not in keys:
            raise SpecError(f"Mistakes are declared for {key}, and the notebook has no such check.")
        for slug in [*author.specs.known.get(key, ()), *filter(None, [author.specs.fallback.get(key)])]:
            if slug not in MISTAKES:
                raise SpecError(f"{key}: {slug} is no mistake that the kit has a sentence for.")
