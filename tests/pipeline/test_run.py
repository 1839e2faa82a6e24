"""One run does what its plan says, and notes what the plan has read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from nbexaminer.course.course import Course
from nbexaminer.pipeline import plan as planning
from nbexaminer.pipeline import run as running
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.pipeline.plan import Item, plan
from nbexaminer.pipeline.run import grade
from nbexaminer.pipeline.workers import Workers
from tests.small_course import scores, small_notebook


def planned(course: Course) -> list[Item]:
    return plan(course, course.submissions())


def states(found: list[Item] | Iterable[Outcome]) -> list[str]:
    return [one.state for one in found]


def test_a_file_that_changes_during_the_run_is_noticed_by_the_next_one(small_course):
    small_course.submit("ada")
    course = Course(small_course.root)
    change = small_notebook(double="3 * x")
    assert states(grade(course, planned(course), started=lambda _: small_course.submit("ada", change))) == [
        "recorded",
        "graded",
    ]
    assert scores(small_course) == {"ada": 2}
    assert states(planned(course)) == ["due"]
    assert states(grade(course, planned(course))) == ["recorded", "graded"]
    assert scores(small_course) == {"ada": 0}
    assert states(planned(course)) == ["unchanged"]


def test_a_run_decides_nothing_anew(small_course, monkeypatch):
    small_course.submit("ada")
    course = Course(small_course.root)
    items = planned(course)
    for name in ("digest", "digest_of_submission", "refusal", "decide"):
        monkeypatch.setattr(planning, name, lambda *_: pytest.fail("the plan was made before"))
    assert states(grade(course, items)) == ["recorded", "graded"]


def test_without_feedback_a_result_is_recorded_and_its_pages_are_written_by_the_next_run(small_course):
    small_course.submit("ada")
    course = Course(small_course.root)
    assert states(grade(course, planned(course), feedback=False)) == ["graded"]
    assert states(planned(course)) == ["feedback"]
    assert states(grade(course, planned(course), feedback=False)) == ["unchanged"]
    assert states(grade(course, planned(course))) == ["feedback"]
    assert states(planned(course)) == ["unchanged"]


def test_what_an_earlier_run_has_executed_is_only_recorded_unless_all_is_to_be_done_anew(small_course, monkeypatch):
    small_course.submit("ada")
    course = Course(small_course.root)
    monkeypatch.setattr(running, "record", lambda *_: pytest.fail("stopped before it was recorded"))
    with pytest.raises(pytest.fail.Exception):
        list(grade(course, planned(course)))
    monkeypatch.undo()
    monkeypatch.setattr(Workers, "submit", lambda *_: pytest.fail("it was executed before"))
    with pytest.raises(pytest.fail.Exception, match="executed before"):
        list(grade(course, plan(course, course.submissions(), force=True)))
    assert states(grade(course, planned(course))) == ["recorded", "graded"]
    assert scores(small_course) == {"ada": 2}
    assert list((course.cache / "executed").iterdir()) == []
