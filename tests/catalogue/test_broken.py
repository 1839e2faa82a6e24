"""Every submission gets a result: a whole class of broken ones, graded in one go. Slow."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import pytest
from nbgrader.api import Gradebook

from tests.catalogue.broken import CASES, Case, loosen
from tests.small_course import SmallCourse, small_notebook

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Graded:
    """A class that was graded.

    Attributes:
        course: its course.
        out: what the command printed.
        points: of each student.
    """

    course: SmallCourse
    out: str
    points: dict[str, float]


@pytest.fixture(scope="module")
def graded(_built_course, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """All cases, each as a student's submission, and honest ones among them."""
    root = tmp_path_factory.mktemp("broken") / "course"
    shutil.copytree(_built_course, root)
    course = SmallCourse(root)
    for name in ("aaa", "mmm", "zzz"):
        course.submit(name)
    for case in CASES:
        folder = root / "submitted" / case.name / "tiny"
        folder.mkdir(parents=True)
        case.write(folder, small_notebook())
    run = course.run("grade", "--jobs", "2", "--verbose")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        points = {
            submission.student.id: sum(grade.auto_score or 0 for nb in submission.notebooks for grade in nb.grades)
            for submission in gradebook.assignment_submissions("tiny")
        }
    assert run.returncode == 0, run.stderr
    yield Graded(course, run.stdout, points)
    for case in CASES:
        loosen(root / "submitted" / case.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_gets_a_score_and_the_reason_is_named(case: Case, graded: Graded):
    assert case.name in graded.points
    if case.points != "either":
        assert graded.points[case.name] == case.points
    page = graded.course.root / "feedback" / case.name / "tiny" / "tiny.html"
    assert page.is_file()
    lines = [
        line for line in graded.out.splitlines() if re.match(rf"(repaired|went wrong): {re.escape(case.name)}, ", line)
    ]
    if case.sentence:
        assert any(re.search(case.sentence, line) for line in lines), lines
        text = page.read_text(encoding="utf-8")
        assert "had to be repaired" in text or "Stopped" in text


def test_nobody_else_is_touched(graded: Graded):
    assert {name: graded.points[name] for name in ("aaa", "mmm", "zzz")} == dict.fromkeys(("aaa", "mmm", "zzz"), 2)
    assert not re.search(r"(repaired|went wrong): (aaa|mmm|zzz),", graded.out)
    assert len(graded.points) == len(CASES) + 3


def test_a_second_run_has_nothing_to_do(graded: Graded):
    again = graded.course.run("grade")
    assert f"0 graded, {len(CASES) + 3} unchanged" in again.stdout


def test_there_are_many_cases():
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
