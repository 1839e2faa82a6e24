"""Whether a release shows what it must not: hidden tests, mark schemes, solutions, and files that are the author's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from nbexaminer.authoring.cells import Place, Region, inside, places
from nbexaminer.authoring.leaks import TRIVIAL, solution_statements, statements
from nbexaminer.authoring.support import DIAGRAMS

SHORT = 20
"""Characters up to which a line of a hidden test may stand in a release: `y = f(x)` gives nothing away."""
TEXTS = {".csv", ".html", ".json", ".md", ".py", ".rst", ".toml", ".txt", ".yaml", ".yml"}
"""Endings of files that are looked through."""


def disclosed(source: Path, release: Path, kinds: list[Region]) -> Iterator[str]:
    """What the release of a notebook gives away: a sentence for each.

    Args:
        source: path of the notebook in `source/`.
        release: path of it as it was made for students, with the files beside it.
        kinds: the regions that are to be cut out, as `regions` lists them.
    """
    cells = places(source)
    own = {place.name: place for place in cells}
    texts = [(_in_source(place, own), place.cell) for place in places(release)]
    for where, cell in texts:
        if cell.get("outputs"):
            yield f"{where}: its outputs are released: have `ClearOutput` in `c.GenerateAssignment.preprocessors`."
        for region in kinds:
            if region.begin in cell.source or region.end in cell.source:
                yield f"{where}: `{region.begin}` stands in the release: have nbgrader cut that out, in `nbgrader_config.py`."
    files = dict(_files(release.parent))
    yield from _author_files(release.parent, source.stem)
    yield from _shown_lines(source.stem, cells, kinds, texts, files)
    yield from _shown_statements(source, texts, files)


def _in_source(place: Place, own: dict[str, Place]) -> str:
    """A cell of the release, as it is found in the source."""
    return str(own.get(place.name, place))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Name of each file of text beside a released notebook -> its text, that of JSON with its strings as they are meant."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in TEXTS and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix.lower() == ".json":
                text = "\n".join([text, *_strings(text)])
            yield path.relative_to(folder).as_posix(), text


def _strings(text: str) -> Iterator[str]:
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value


def _author_files(folder: Path, notebook: str) -> Iterator[str]:
    for name in ("specs.py", f"specs_{notebook}.py", DIAGRAMS):
        if (folder / name).exists():
            yield f"{notebook}: {name} is released: add it to `c.CourseDirectory.ignore` in `nbgrader_config.py`."


def _shown_lines(
    name: str,
    cells: list[Place],
    kinds: list[Region],
    texts: list[tuple[str, NotebookNode]],
    files: dict[str, str],
) -> Iterator[str]:
    """Lines of hidden tests and mark schemes anywhere in a release, and lines of solutions in the files of a release."""
    secret = _secret_lines(cells, kinds)
    found = [(where, cell.source, False) for where, cell in texts]
    found += [(f"{name}, {file}", text, True) for file, text in files.items()]
    for where, text, is_file in found:
        lines = {line.strip() for line in text.split("\n")}
        for line, (place, what) in secret.items():
            if line in lines and (is_file or what != kinds[0].what):  # a help in the text may be like the solution
                yield f"{where}: a line of the {what.lower()} of {place.name} is released, `{line[:60]}`: take it out."


def _secret_lines(cells: list[Place], kinds: list[Region]) -> dict[str, tuple[Place, str]]:
    """Line of a region, where it is no short one and stands outside of regions nowhere -> its cell, and what region it is."""
    secret: dict[str, tuple[Place, str]] = {}
    given: set[str] = set()
    for place in cells:
        lines = {number: line.strip() for number, line in enumerate(place.cell.source.split("\n"), start=1)}
        for region in kinds:
            least = TRIVIAL if region is kinds[0] else SHORT
            for number in inside(place.cell.source, region):
                line = lines.pop(number, "")
                if len(line) > least:
                    secret.setdefault(line, (place, region.what))
        given |= set(lines.values())
    return {line: of for line, of in secret.items() if line not in given}


def _shown_statements(source: Path, texts: list[tuple[str, NotebookNode]], files: dict[str, str]) -> Iterator[str]:
    """Statements of a solution that stand in released code."""
    solution = solution_statements(source)
    code = [(where, cell.source) for where, cell in texts if cell.cell_type == "code"]
    code += [(f"{source.stem}, {name}", text) for name, text in files.items() if name.endswith(".py")]
    for where, text in code:
        for statement in sorted(statements(text) & solution):
            yield f"{where}: a statement of the solution is released, `{statement[:60]}`: take it out, or write it otherwise."
