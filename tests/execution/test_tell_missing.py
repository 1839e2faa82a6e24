"""What stands below a check whose module is missing: one sentence, in place of "not attempted" or below the message."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from nbexaminer.course.metadata import Missing
from nbexaminer.execution.layout import Layout
from nbexaminer.execution.tell_missing import NOT_ONLY, sentence, tell_missing, tell_unreadable

ABSENT = new_output("error", ename="ModuleNotFoundError", evalue="No module named 'nobodys'", traceback=[])
TOLD = "Your cell [1] imports the module `nobodys`, which is not there when you are graded:"
GRADE = {"nbgrader": {"grade": True, "solution": False, "grade_id": "check"}}


def notebook_after(ename: str, evalue: str, panel: str = "f not attempted") -> Layout:
    cells = [
        new_code_cell("import nobodys\ndef f(): pass", outputs=[ABSENT]),
        new_code_cell(
            "f()", metadata=GRADE, outputs=[new_output("error", ename=ename, evalue=evalue, traceback=["secret"])]
        ),
        new_code_cell("panel()", outputs=[new_output("stream", text=panel)]),
    ]
    return Layout(new_notebook(cells=cells), {}, {1: "check", 2: "panel"}, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("ename", "evalue", "becomes", "begins"),
    [
        ("NotAttempted", "○ one: not attempted. name 'f' is not defined: …", "Stopped", f"✗ one:\n  {TOLD}"),
        ("NotAttempted", "○ one: not attempted. A name is missing: …", "Stopped", f"✗ one:\n  {TOLD}"),
        ("NameError", "name 'f' is not defined", "Stopped", TOLD),
        (
            "CheckFailed",
            "✗ `f` raised NameError: name 'f' is not defined",
            "CheckFailed",
            "✗ `f` raised NameError: name",
        ),
    ],
)
def test_the_sentence_below_a_check(ename, evalue, becomes, begins):
    layout = notebook_after(ename, evalue)
    assert [missing.module for missing in tell_missing(layout, ())] == ["nobodys"]
    (told,) = layout.notebook.cells[1].outputs
    assert (told.output_type, told.ename) == ("error", becomes)
    assert told.evalue.startswith(begins)
    assert TOLD in " ".join(told.evalue.split())
    assert told.traceback == told.evalue.split("\n")
    assert "not attempted" not in told.evalue


def test_a_summary_of_the_checks_says_what_not_attempted_means_there():
    blank = "NotAttempted", "○ one: not attempted. name 'f' is not defined: …"
    for panel, told in (("f not attempted", True), ("f wrong", False)):
        layout = notebook_after(*blank, panel=panel)
        tell_missing(layout, ())
        assert (layout.notebook.cells[2].outputs[-1].text == NOT_ONLY) == told


def test_other_failures_stay_as_they_are():
    layout = notebook_after("CheckFailed", "✗ one: `f` gave 3, not 4.")
    before = str(layout.notebook.cells[1:])
    assert len(tell_missing(layout, ())) == 1
    assert str(layout.notebook.cells[1:]) == before


def test_the_sentence_says_what_to_do():
    module, part = Missing("tqdm", "", "a"), Missing("json", "nothing", "a")
    assert "no network" in sentence(module, 3, installs=True)
    assert "no network" not in sentence(module, 3)
    assert sentence(module, None).startswith("your code imports the module `tqdm`")
    for missing in (module, part):
        assert "ask your instructor" in sentence(missing, 3)
    assert "`nothing` from `json`" in sentence(part, 3)


def test_a_cell_that_python_can_not_read_is_no_blank():
    broken = new_output("error", ename="SyntaxError", evalue="'(' was never closed (1234567.py, line 2)", traceback=[])
    blank = new_output("error", ename="NotAttempted", evalue="○ one: not attempted. name 'f' is not defined: …")
    other = new_output("error", ename="NotAttempted", evalue="○ two: not attempted. name 'g' is not defined: …")
    cells = [
        new_code_cell("def f():\n    return (1\n", outputs=[broken]),
        new_code_cell("f()", metadata=GRADE, outputs=[blank]),
        new_code_cell("g()", metadata={"nbgrader": GRADE["nbgrader"] | {"grade_id": "other"}}, outputs=[other]),
    ]
    tell_unreadable(Layout(new_notebook(cells=cells), {}, {1: "check", 2: "other"}, frozenset(), frozenset()))
    assert " ".join(blank.evalue.split()) == (
        "✗ one: Python can't read the cell that defines `f` (line 2: '(' was never closed). Nothing in such a cell is defined: "
        "correct that line."
    )
    assert (blank.ename, blank.traceback) == ("Stopped", blank.evalue.split("\n"))
    assert other.evalue.startswith("○ two: not attempted.")
