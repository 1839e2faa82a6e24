"""The catalogue of submissions: wrong ones (chaffs) and right ones (wheats), put into a notebook and run.

A file in `submissions/<notebook>/chaffs/` or `.../wheats/` begins with a sentence in a docstring. A chaff goes on with
`mistake`, the slug that the student must read (a list where the checks may name several, None where the numbers
cannot tell), and `fails`, the check cells that must fail: those and no others. Then come the cells, each under a line
`# %% <grade id>` for the cell that it replaces, or `# %% after <grade id>` for an extra cell. Under `samples/` lie, in the
same format, the sample submissions; under `reviews/` right answers that let autograd do what is asked for by hand, with
`reported`, the cells that a human must be shown.
"""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat

from nbexaminer.authoring.specs import with_specs
from nbexaminer.authoring.support import write_support_files
from nbexaminer.course.course import Course

ROOT = Path(__file__).resolve().parents[2]
SUBMISSIONS = Path(__file__).parent / "submissions"


@dataclass(frozen=True)
class Case:
    """One catalogued submission: the cells that it replaces and adds, and what must become of it."""

    notebook: str
    kind: str
    name: str
    story: str
    mistakes: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    replaced: dict[str, str] = field(default_factory=dict, hash=False)
    added: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.notebook}/{self.kind}/{self.name}"


def notebooks() -> dict[str, Path]:
    """Name of every notebook of the course -> its source."""
    return {path.stem: path for path in sorted((ROOT / "source").glob("*/*.ipynb"))}


def parse(path: Path) -> Case:
    """Read one file of the catalogue.

    Raises:
        ValueError: it has no docstring, an unknown header, or no cells.
    """
    head, *parts = re.split(r"^# %% (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    module = ast.parse(head)
    story = ast.get_docstring(module)
    header = {node.targets[0].id: ast.literal_eval(node.value) for node in module.body if isinstance(node, ast.Assign)}
    kind = path.parent.name
    wanted = {"chaffs": {"mistake", "fails"}, "reviews": {"reported"}}.get(kind, set())
    if not story or not parts or set(header) != wanted:
        raise ValueError(f"{path} needs a docstring, {sorted(wanted)} in its header, and cells")
    cells = [(name.strip(), source.strip("\n")) for name, source in zip(parts[::2], parts[1::2], strict=True)]
    return Case(
        notebook=path.parent.parent.name,
        kind=kind,
        name=path.stem,
        story=story,
        mistakes=_slugs(header.get("mistake")),
        fails=frozenset(header.get("fails", ())),
        reported=frozenset(header.get("reported", ())),
        replaced={name: source for name, source in cells if not name.startswith("after ")},
        added=tuple((name.removeprefix("after "), source) for name, source in cells if name.startswith("after ")),
    )


def cases(notebook: str, kind: str | None = None) -> list[Case]:
    """The catalogue of one notebook, sorted by name."""
    kinds = [kind] if kind else ["chaffs", "wheats", "reviews"]
    return [parse(path) for which in kinds for path in sorted((SUBMISSIONS / notebook / which).glob("*.py"))]


def _slugs(mistake: str | list[str] | None) -> frozenset[str]:
    return frozenset([mistake] if isinstance(mistake, str) else mistake or [])


@cache
def _source(notebook: str) -> nbformat.NotebookNode:
    return with_specs(notebooks()[notebook])


def fill(case: Case, into: nbformat.NotebookNode | None = None) -> nbformat.NotebookNode:
    """The notebook (by default the source with its reference solution) with a case's cells put in.

    Raises:
        ValueError: the case names a cell that does not exist.
    """
    notebook = copy.deepcopy(into or _source(case.notebook))
    by_id = {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell for cell in notebook.cells}
    unknown = (set(case.replaced) | {name for name, _ in case.added} | case.fails) - set(by_id)
    if unknown:
        raise ValueError(f"{case} names cells that the notebook does not have: {sorted(unknown)}")
    for name, source in case.replaced.items():
        by_id[name].source = source
    for number, (name, source) in enumerate(case.added, start=1):
        at = notebook.cells.index(by_id[name]) + 1
        kind = nbformat.v4.new_markdown_cell if source.startswith("# [markdown]") else nbformat.v4.new_code_cell
        notebook.cells.insert(at, kind(source.removeprefix("# [markdown]").strip("\n"), id=f"added-{number}"))
    return notebook


def check_cells(notebook: nbformat.NotebookNode) -> dict[str, float]:
    """Grade id of every autograded check -> its points."""
    found = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells if cell.cell_type == "code"]
    return {meta["grade_id"]: meta["points"] for meta in found if meta.get("grade")}


def folder_of(case: Case) -> Path:
    """The source folder of a case's assignment, with the support files that its notebooks need."""
    folder = notebooks()[case.notebook].parent
    _write_support_files(folder.name)
    return folder


@cache
def _write_support_files(assignment: str) -> None:
    write_support_files(Course(ROOT), assignment)
