"""What a graded notebook tells, and that it is read once."""

from __future__ import annotations

import os

import nbformat
import pytest
from nbformat.v4 import new_output

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import Incident, Missing, RunRecord, write_run_record
from nbexaminer.report import graded_notebook
from nbexaminer.report.autograd import Finding
from nbexaminer.report.graded_notebook import GradedNotebook, look, look_through
from tests.small_course import everything, small_notebook


def graded(evalue: str = "✗ wrong.\n[mistake: sign]", ename: str = "CheckFailed", double: str = "2 * x"):
    notebook = small_notebook(double=double)
    notebook.cells[2].outputs = [new_output("error", ename=ename, evalue=evalue, traceback=[])]
    record = RunRecord("none", ["It was renamed."], [Incident("x", "kernel", "It ended.")], [Missing("m", "", "x")])
    write_run_record(notebook, record)
    return notebook


def test_what_is_found():
    found = look("tiny", graded(double="x.grad"), frozenset({"double"}))
    assert found == GradedNotebook(
        "tiny",
        "none",
        ["It was renamed."],
        [Incident("x", "kernel", "It ended.")],
        [Missing("m", "", "x")],
        [Finding("double", "autograd where it is asked for by hand: x.grad")],
        {"double": "sign"},
    )


@pytest.mark.parametrize(
    ("evalue", "slug"),
    [
        ("✗ wrong.\n[mistake: mean-twice]", "mean-twice"),
        ("✗ wrong.", None),
        ("✗ it raised [mistake: sign] in your line.", None),
        ("✗ it raised\n[mistake: sign]\nin your line.", None),
        ("[mistake: <b>]", None),
    ],
)
def test_a_mistake_is_named_in_the_last_line_alone(evalue, slug):
    assert look("tiny", graded(evalue), frozenset()).mistakes.get("double") == slug


def test_a_blank_that_still_stands():
    found = look("tiny", graded("○ not attempted.", "NotAttempted"), frozenset())
    assert (found.not_attempted, found.mistakes) == (["double"], {})


def test_it_is_looked_through_once_until_the_file_changes(small_course, monkeypatch):
    course = Course(small_course.root)
    submission = Submission("ada", "tiny", small_course.root / "submitted" / "ada" / "tiny")
    path = course.folder("autograded", "ada", "tiny") / "tiny.ipynb"
    assert look_through(course, submission) == []
    path.parent.mkdir(parents=True)
    nbformat.write(graded(), path)
    before = everything(small_course.root)
    first = look_through(course, submission, keep=False)
    assert everything(small_course.root) == before
    assert look_through(course, submission) == first
    with monkeypatch.context() as patch:
        patch.setattr(graded_notebook, "look", lambda *_: pytest.fail("it is known"))
        assert look_through(course, submission) == first
    kept = course.cache / "looked" / "ada" / "tiny" / "tiny.json"
    for broken in ("{}", "[]", "no JSON", '{"made from": 1}'):
        kept.write_text(broken)
        assert look_through(course, submission) == first
    nbformat.write(graded("✗ wrong.\n[mistake: other]"), path)
    os.utime(path, ns=(1, 1))
    assert look_through(course, submission)[0].mistakes == {"double": "other"}
    path.write_text("no notebook")
    with pytest.raises(CourseError, match=r"tiny.ipynb in autograded/ can't be read"):
        look_through(course, submission)
