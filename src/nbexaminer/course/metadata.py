"""What this project writes into notebooks' metadata, beside nbgrader's own: one schema, with a type for each field.

All of it stands under the key `grading`, of a cell or of the notebook, save the stamp of a solution. A submission's metadata
may hold anything: what does not fit a field's type counts as not there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Literal, get_args

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


@dataclass
class RunRecord:
    """How a submission was run, in the metadata of its notebook.

    Attributes:
        sandbox: "bubblewrap", "none", or "" before it was run.
        repairs: what was put right before, one sentence each.
        incidents: what went wrong while it ran.
    """

    sandbox: str = ""
    repairs: list[str] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)


def cell_marks(cell: NotebookNode) -> CellMarks:
    """The marks of a cell."""
    marks = _section(cell)
    side = marks.get("side")
    return CellMarks(
        side if side in get_args(Side) else "candidate", marks.get("by_hand") is True, marks.get("own") is True
    )


def mark_own(cell: NotebookNode) -> None:
    """Mark a text as the student's."""
    cell.metadata[KEY] = from_dict({"own": True})


def forget_marks(cell: NotebookNode) -> None:
    """Remove a cell's marks: in a submission, a student could have set them."""
    cell.metadata.pop(KEY, None)


def run_record(notebook: NotebookNode) -> RunRecord:
    """How a notebook was run, as far as its metadata say."""
    record = _section(notebook)
    repairs, incidents = record.get("repairs"), record.get("incidents")
    return RunRecord(
        record["sandbox"] if isinstance(record.get("sandbox"), str) else "",
        [text for text in repairs if isinstance(text, str)] if isinstance(repairs, list) else [],
        [found for found in map(_incident, incidents) if found] if isinstance(incidents, list) else [],
    )


def write_run_record(notebook: NotebookNode, record: RunRecord) -> None:
    """Write down how a notebook was run; fields that say nothing yet are left out."""
    written = asdict(record)
    if not record.sandbox:
        del written["sandbox"], written["incidents"]
    notebook.metadata[KEY] = from_dict(written)


def _section(node: NotebookNode) -> dict:
    section = node.metadata.get(KEY)
    return section if isinstance(section, dict) else {}


def _incident(value: object) -> Incident | None:
    if not isinstance(value, dict):
        return None
    parts = [value.get(name) for name in ("cell", "reason", "what")]
    return Incident(*parts) if all(isinstance(part, str) for part in parts) else None
