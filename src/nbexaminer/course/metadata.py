"""What this project writes into notebooks' metadata, beside nbgrader's own: one schema, with a type for each field.

All of it stands under the key `grading`, of a cell or of the notebook, save the stamp of a solution. A submission's metadata
may hold anything: what does not fit a field's type counts as not there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Literal, TypeVar, get_args

from nbformat import NotebookNode, from_dict

KEY = "grading"
MADE_FROM = "made_from"
"""Key in a solution's metadata: the digest of the source folder that it was made from."""

Side = Literal["candidate", "examiner", "both"]
"""Where a code cell runs: with the student's cells, with the checks, or with each."""


@dataclass(frozen=True)
class CellMarks:
    """The marks of one cell.

    Attributes:
        side: where the cell runs; written by the author, into the source.
        by_hand: whether its gradients are to be derived without autograd; written by the author, into the source.
        own: whether a text is the student's and not the course's; written when a submission is executed.
    """

    side: Side = "candidate"
    by_hand: bool = False
    own: bool = False


@dataclass(frozen=True)
class Incident:
    """Something that went wrong while a submission ran.

    Attributes:
        cell: grade id of the cell, else its cell id.
        reason: a key of the sentences about incidents.
        what: the sentence that the student reads.
    """

    cell: str
    reason: str
    what: str


@dataclass(frozen=True)
class Missing:
    """Something that a submission imports and that is not there where it is graded.

    Attributes:
        module: the module's name, with dots or without.
        part: the name that the module lacks; "" where the module itself is missing.
        cell: of the submission that imports it, as in `Incident`; "" where that is not known.
    """

    module: str
    part: str
    cell: str


@dataclass
class RunRecord:
    """How a submission was run, in the metadata of its notebook.

    Attributes:
        sandbox: "bubblewrap", "none", or "" before it was run.
        repairs: what was put right before, one sentence each.
        incidents: what went wrong while it ran.
        missing: what it imports and was not there.
    """

    sandbox: str = ""
    repairs: list[str] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


Kind = TypeVar("Kind", Incident, Missing)


def cell_marks(cell: NotebookNode) -> CellMarks:
    """The marks of a cell."""
    marks = _section(cell)
    side = marks.get("side")
    return CellMarks(
        side if side in get_args(Side) else "candidate", marks.get("by_hand") is True, marks.get("own") is True
    )


def side(cell: NotebookNode) -> Side:
    """Where a cell of a source notebook runs: "candidate", "examiner" or "both"."""
    meta = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code":
        return "candidate"
    if meta.get("grade") and not meta.get("solution"):
        return "examiner"
    return cell_marks(cell).side


def mark_own(cell: NotebookNode) -> None:
    """Mark a text as the student's."""
    cell.metadata[KEY] = from_dict({"own": True})


def forget_marks(cell: NotebookNode) -> None:
    """Remove a cell's marks: in a submission, a student could have set them."""
    cell.metadata.pop(KEY, None)


def run_record(notebook: NotebookNode) -> RunRecord:
    """How a notebook was run, as far as its metadata say."""
    record = _section(notebook)
    repairs = record.get("repairs")
    return RunRecord(
        record["sandbox"] if isinstance(record.get("sandbox"), str) else "",
        [text for text in repairs if isinstance(text, str)] if isinstance(repairs, list) else [],
        _listed(record.get("incidents"), Incident),
        _listed(record.get("missing"), Missing),
    )


def write_run_record(notebook: NotebookNode, record: RunRecord) -> None:
    """Write down how a notebook was run; fields that say nothing yet are left out."""
    written = asdict(record)
    if not record.sandbox:
        del written["sandbox"], written["incidents"]
    if not record.missing:
        del written["missing"]
    notebook.metadata[KEY] = from_dict(written)


def _section(node: NotebookNode) -> dict:
    section = node.metadata.get(KEY)
    return section if isinstance(section, dict) else {}


def _listed(value: object, kind: type[Kind]) -> list[Kind]:
    """A list of such things as it was read, without what is none."""
    found = []
    for one in value if isinstance(value, list) else []:
        parts = [one.get(part.name) for part in fields(kind)] if isinstance(one, dict) else [None]
        if all(isinstance(part, str) for part in parts):
            found.append(kind(*parts))
    return found
