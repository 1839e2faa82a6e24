"""One run does what its plan says, and notes what the plan has read."""

from __future__ import annotations

import pytest

from nbexaminer.course.course import Course
from nbexaminer.pipeline import plan as planning
from nbexaminer.pipeline.plan import plan
from nbexaminer.pipeline.run import grade
from tests.small_course import scores, small_notebook


def states(course: Course) -> list[str]:
    return [item.state for item in plan(course, course.submissions())]


def test_a_file_that_changes_during_the_run_is_noticed_by_the_next_one(small_course):
    small_course.submit("ada")
    course = Course(small_course.root)
    items = plan(course, course.submissions())
    outcomes = list(grade(course, items, started=lambda _: small_course.submit("ada", small_notebook(double="3 * x"))))
    assert [outcome.state for outcome in outcomes] == ["recorded", "graded"]
    assert scores(small_course) == {"ada": 2}
    assert states(course) == ["due"]
    list(grade(course, plan(course, course.submissions())))
    assert scores(small_course) == {"ada": 0}
    assert states(course) == ["unchanged"]


def test_a_run_decides_nothing_anew(small_course, monkeypatch):
    small_course.submit("ada")
    course = Course(small_course.root)
    items = plan(course, course.submissions())
    for name in ("digest", "refusal", "decide"):
        monkeypatch.setattr(planning, name, lambda *_: pytest.fail("the plan was made before"))
    assert [outcome.state for outcome in grade(course, items, feedback=False)] == ["graded"]
    monkeypatch.undo()
    assert states(course) == ["feedback"]
    assert [outcome.state for outcome in grade(course, plan(course, course.submissions()), feedback=False)] == [
        "unchanged"
    ]
    assert [outcome.state for outcome in grade(course, plan(course, course.submissions()))] == ["feedback"]
    assert states(course) == ["unchanged"]
