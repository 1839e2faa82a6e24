"""Why a cell has not all of its results: the sentences, and how they are written below a cell."""

from __future__ import annotations

from dataclasses import asdict

from nbformat import NotebookNode
from nbformat.v4 import new_output

from nbexaminer.course.metadata import Incident
from nbexaminer.course.notebooks import grade_id
from nbexaminer.execution.limits import Limits

REASONS = {
    "time": "It ran longer than {cell_seconds:g} seconds and did not stop when it was interrupted.",
    "interrupted": "It ran longer than {cell_seconds:g} seconds and was interrupted.",
    "memory": "It used more than {memory} MB of memory.",
    "processes": "It started more than {processes} processes.",
    "left behind": "It left more than {left_behind} processes running.",
    "output": "It wrote more than {output} MB, or {outputs} pieces, of output and was stopped; the rest is left out.",
    "together": "Output is left out here: the cells of a notebook may write {notebook_output} MB, or {notebook_outputs} "
    "pieces, together.",
    "silent": "It stopped what shows the kernel's output: nothing is shown from here on.",
    "kernel": "It ended the kernel{how}.",
    "answer": "The kernel stopped answering.",
    "notebook": "Not run: the notebook's {notebook_seconds:g} seconds are used up.",
    "given up": "Not run: the kernel had to be started {started} times.",
    "check": "The check took longer than {cell_seconds:g} seconds.",
}
"""Reason -> what the student reads below the cell."""
INTERRUPTED = ("interrupted", "output")
"""Reasons for which a cell was interrupted and its kernel went on; for any other one but "together", something was
stopped."""
HOW = {139: " with a segmentation fault", 137: ", which was killed"}
"""Exit code of a kernel -> how it ended."""


def sentence(reason: str, limits: Limits, exit_code: int | None = None, started: int = 0) -> str:
    """What the student reads.

    Args:
        reason: a key of `REASONS`.
        limits: of the notebook.
        exit_code: of the kernel, where it has ended.
        started: how many kernels were started.
    """
    how = HOW.get(exit_code, f" (exit code {exit_code})" if exit_code else "")
    return REASONS[reason].format(**asdict(limits), how=how, started=started)


class IncidentLog:
    """The incidents of one run of a notebook.

    Attributes:
        incidents: in the order in which they were reported.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self.incidents: list[Incident] = []

    def report(
        self,
        cell: NotebookNode,
        reason: str,
        exit_code: int | None = None,
        started: int = 0,
        only_output: bool = False,
    ) -> None:
        """Write down why a cell has not all of its results, here and below the cell.

        Args:
            cell: of the submission.
            reason, exit_code, started: as for `sentence`.
            only_output: whether the sentence replaces all other outputs of the cell.
        """
        text = sentence(reason, self._limits, exit_code, started)
        name = "LeftOut" if reason == "together" else "Interrupted" if reason in INTERRUPTED else "Stopped"
        if only_output:
            cell.outputs = []
        cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"]))
        self.incidents.append(Incident(_name(cell), reason, text))

    def forget(self, cell: NotebookNode) -> None:
        """Take back what was reported about a cell that is to be run again."""
        self.incidents = [incident for incident in self.incidents if incident.cell != _name(cell)]


def _name(cell: NotebookNode) -> str:
    return grade_id(cell) or cell.get("id", "?")
