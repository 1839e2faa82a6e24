"""What is to be graded: the decision by itself, and what a plan reads for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbexaminer.course.course import Course
from nbexaminer.pipeline import plan as planning
from nbexaminer.pipeline.ledger import Entry
from nbexaminer.pipeline.plan import Found, decide, plan

UP_TO_DATE = Found(files="files", graded=True, by_hand="[]", page=True)
NOTED = Entry(files="files", by_hand="[]")


@pytest.mark.parametrize(
    ("found", "noted", "state"),
    [
        (UP_TO_DATE, NOTED, "unchanged"),
        (UP_TO_DATE, None, "due"),
        (replace(UP_TO_DATE, files="changed"), NOTED, "due"),
        (replace(UP_TO_DATE, graded=False), NOTED, "due"),
        (replace(UP_TO_DATE, by_hand=None), NOTED, "due"),
        (replace(UP_TO_DATE, by_hand="[2]"), NOTED, "feedback"),
        (replace(UP_TO_DATE, page=False), NOTED, "feedback"),
        (UP_TO_DATE, Entry("files"), "feedback"),
        (UP_TO_DATE, Entry(None), "due"),
    ],
)
def test_what_is_to_be_done(found, noted, state):
    assert decide(found, noted) == state
    assert decide(found, noted, force=True) == "due"


def test_each_submission_its_source_and_its_release_are_read_once(small_course, monkeypatch):
    for student in ("ada", "bob"):
        small_course.submit(student)
    course, read = Course(small_course.root), []
    digest, digest_of_submission = planning.digest, planning.digest_of_submission
    monkeypatch.setattr(planning, "digest", lambda folders, *how: read.append(folders) or digest(folders, *how))
    monkeypatch.setattr(
        planning, "digest_of_submission", lambda folder: read.append([folder]) or digest_of_submission(folder)
    )
    items = plan(course, course.submissions())
    assert [item.state for item in items] == ["due", "due"]
    assert len({item.files for item in items}) == 1  # they have handed in the same
    folders = [
        small_course.root / name for name in ("submitted/ada/tiny", "submitted/bob/tiny", "source/tiny", "release/tiny")
    ]
    assert sorted(read) == sorted([folder] for folder in folders)


def test_a_submission_that_is_a_link_is_refused_and_not_read(small_course):
    (small_course.submit("ada").parent).rename(small_course.root / "elsewhere")
    (small_course.root / "submitted" / "ada" / "tiny").symlink_to(small_course.root / "elsewhere")
    course = Course(small_course.root)
    (item,) = plan(course, course.submissions(), force=True)
    assert (item.state, item.files) == ("refused", "")
    assert "is a link" in item.reason
