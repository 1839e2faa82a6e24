"""Two runs at once are refused; the steps of one are not."""

from __future__ import annotations

import pytest

from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.pipeline.lock import one_run
from tests.small_course import assert_one_clear_sentence


def test_two_runs_at_once_are_one_too_many(small_course):
    small_course.submit("ada")
    with one_run(Course(small_course.root)):
        assert_one_clear_sentence(small_course.run("grade"), "Another run grades this course")
    assert small_course.run("grade").returncode == 0


def test_a_step_of_a_run_does_not_wait_for_itself_and_does_not_end_it(small_course):
    course = Course(small_course.root)
    with one_run(course):
        with one_run(course):
            pass
        with pytest.raises(CourseError), one_run(Course(small_course.root)):
            pass


def test_what_a_killed_run_kept_is_removed(small_course):
    left = small_course.root / ".cache" / "kept-1"
    left.mkdir(parents=True)
    with one_run(Course(small_course.root)):
        assert not left.exists()
