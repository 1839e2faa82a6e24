"""What a student reads where a cell has not all of its results."""

from __future__ import annotations

import string

import pytest
from nbformat.v4 import new_code_cell, new_output

from nbexaminer.execution.incidents import REASONS, IncidentLog, sentence
from nbexaminer.execution.limits import Limits

LIMITS = Limits(60, 600, 2048, 128, 4, 300, 8, kernels=4)


@pytest.mark.parametrize("reason", REASONS)
def test_every_sentence_can_be_made(reason):
    text = sentence(reason, LIMITS, started=5)
    assert text.endswith(".")
    assert not set("{}") & set(text)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        (None, "."),
        (0, "."),
        (3, " (exit code 3)."),
        (137, ", which was killed."),
        (139, " with a segmentation fault."),
    ],
)
def test_how_a_kernel_ended_is_told(code, how):
    assert sentence("kernel", LIMITS, code) == f"It ended the kernel{how}"


def test_limits_are_named():
    assert sentence("time", LIMITS).startswith("It ran longer than 60 seconds")
    assert sentence("output", LIMITS).startswith("It wrote more than 4 MB, or 300 pieces,")
    assert [name for _, name, _, _ in string.Formatter().parse(REASONS["memory"]) if name] == ["memory"]


def test_a_sentence_stands_below_the_other_outputs_or_alone():
    cell = new_code_cell("", id="a", outputs=[new_output("stream", text="x")])
    log = IncidentLog(LIMITS)
    log.report(cell, "output")
    assert [output.output_type for output in cell.outputs] == ["stream", "error"]
    assert (cell.outputs[1].ename, cell.outputs[1].evalue) == ("Interrupted", log.incidents[0].what)
    log.report(cell, "check", only_output=True)
    assert [output.ename for output in cell.outputs] == ["Stopped"]
    assert [incident.reason for incident in log.incidents] == ["output", "check"]


def test_incidents_of_a_cell_that_runs_again_are_forgotten():
    log = IncidentLog(LIMITS)
    cells = [new_code_cell("", id=name) for name in "ab"]
    for cell in cells:
        log.report(cell, "time")
    log.forget(cells[0])
    assert [incident.cell for incident in log.incidents] == ["b"]
