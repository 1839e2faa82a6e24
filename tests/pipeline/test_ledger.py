"""What the ledger notes about graded submissions, and that a broken one only means more work."""

from __future__ import annotations

import pytest

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.results import Recorded
from nbexaminer.pipeline.ledger import Entry, Ledger
from nbexaminer.pipeline.plan import plan


@pytest.fixture
def ada(small_course) -> Submission:
    return Submission("ada", "tiny", small_course.submit("ada").parent)


def test_an_entry_is_read_as_it_was_written(small_course, ada):
    course = Course(small_course.root)
    Ledger(course).record(ada, Entry("digest", "[]"))
    assert Ledger(course).entry(ada) == Entry("digest", "[]")
    graded = Entry("digest", "[]", {"tiny double": Recorded(2.0, 2.0, None)})
    Ledger(course).record(ada, graded)
    assert Ledger(course).entry(ada) == graded
    Ledger(course).record(ada, Entry("another"))
    assert Ledger(course).entry(ada) == Entry("another", None)


def test_of_a_submission_that_was_never_graded_nothing_is_noted(small_course, ada):
    assert Ledger(Course(small_course.root)).entry(ada) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ada/tiny": "an older form"}', "\x00"])
def test_a_broken_ledger_only_means_grading_anew(small_course, ada, text):
    (small_course.root / ".cache").mkdir(exist_ok=True)
    (small_course.root / ".cache" / "graded.json").write_text(text)
    course = Course(small_course.root)
    assert Ledger(course).entry(ada) is None
    assert [item.state for item in plan(course, [ada])] == ["due"]
