"""A module that is not installed here, by the real command: told to each student who imports it, and once to the instructor."""

from __future__ import annotations

import html
import re

import nbformat
import pytest

from nbexaminer.course.metadata import run_record
from tests.small_course import SmallCourse, scores, small_notebook

TOLD = "imports the module `nobodys`, which is not there when you are graded"


def page(course: SmallCourse, student: str) -> str:
    text = (course.root / "feedback" / student / "tiny" / "tiny.html").read_text()
    return " ".join(html.unescape(re.sub("<[^>]*>", "", text)).split())


def with_import(before: str = "", within: str = "", extra: str = "") -> nbformat.NotebookNode:
    notebook = small_notebook(extra=extra)
    cell = notebook.cells[0]
    cell.source = f"{before}\n{cell.source}".lstrip().replace("    return", f"    {within or 'pass'}\n    return")
    return notebook


@pytest.mark.slow
def test_a_missing_module_is_told_to_each_student_and_once_for_the_class(small_course):
    small_course.submit("ada", with_import(before="from nobodys.auto import n"))
    # bob's shows in the hidden test only
    small_course.submit("bob", with_import(within="if x == 5:\n        import nobodys"))
    small_course.submit("cyd")
    forge = "class ModuleNotFoundError(Exception): pass\nraise ModuleNotFoundError(\"No module named 'all points for dan'\")"
    own = small_course.submit("dan", with_import(before="import helper.part", extra=forge)).parent
    (own / "helper.py").touch()
    result = small_course.run("grade", "--verbose")
    assert result.returncode == 0, result.stderr
    assert scores(small_course) == {"ada": 0, "bob": 0, "cyd": 2, "dan": 0}
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("missing: ")]
    assert "module `nobodys`, imported by 2 students (ada, bob), is not installed here" in line
    assert "went wrong" not in result.stdout
    for student in ("ada", "bob"):
        assert f"Your cell [1] {TOLD}" in page(small_course, student)
        assert "secret" not in page(small_course, student)
    for other in ("cyd", "dan"):
        assert "which is not there when you are graded" not in page(small_course, other)
        graded = nbformat.read(small_course.root / "autograded" / other / "tiny" / "tiny.ipynb", as_version=4)
        assert run_record(graded).missing == []
        assert "missing" not in graded.metadata.grading
    again = small_course.run("grade", "--verbose")
    assert "4 unchanged" in again.stdout
    assert line in again.stdout
