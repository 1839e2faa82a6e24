"""What is to be graded: the decision by itself, and what a plan reads for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbexaminer.course.course import Course
from nbexaminer.course.results import Recorded
from nbexaminer.pipeline import plan as planning
from nbexaminer.pipeline.ledger import Entry
from nbexaminer.pipeline.plan import Found, decide, outdated, plan, stale

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


@pytest.mark.parametrize(
    ("found", "noted", "why"),
    [
        ({}, {}, []),
        ({"files": "source:b settings:c"}, {}, ["the source changed"]),
        ({"files": "source:a settings:d"}, {}, ["a setting changed: Sandbox.memory"]),
        ({"files": "source:a settings:c pages:x"}, {}, []),
        ({"graded": False, "by_hand": None}, {}, ["its graded notebooks are missing"]),
        ({"by_hand": None}, {}, ["the gradebook has no result of it"]),
        (
            {"by_hand": None},
            {"by_hand": "[\"('answer', 0.5, None)\"]"},
            ["the gradebook has no result of it, nor the points and comments by hand that were in it"],
        ),
        ({"result": {"step": Recorded(1, 2, 1)}}, {}, ["the gradebook holds another result than was recorded"]),
        ({"result": {"step": Recorded(2, 3, 2)}}, {}, ["the gradebook holds another result than was recorded"]),
        ({"result": {"step": Recorded(2, 2, 1.5)}}, {}, []),  # points given by hand
    ],
)
def test_why_a_submission_is_graded_again(found, noted, why):
    result = {"step": Recorded(2, 2, 2)}
    there = replace(Found("source:a settings:c", True, "[]", True, result), **found)
    entry = replace(Entry("source:a settings:c", "[]", result), **noted)
    assert outdated(there, entry, ["Sandbox.memory"]) == why
    assert (decide(there, replace(entry, by_hand=there.by_hand)) == "due") == bool(why)


@pytest.mark.parametrize(
    ("found", "by_hand", "why"),
    [
        ({}, "[]", []),
        ({"files": "source:a pages:b"}, "[]", ["a setting of the pages changed: HTMLExporter.filters"]),
        ({"page": False}, "[]", ["its pages are missing"]),
        ({"by_hand": "[2]"}, "[]", ["points or comments by hand changed"]),
        ({}, None, ["its pages are not written yet"]),
    ],
)
def test_why_feedback_is_written_again(found, by_hand, why):
    there = replace(Found("source:a", True, "[]", True), **found)
    entry = Entry("source:a", by_hand)
    assert stale(there, entry, ["HTMLExporter.filters"]) == why
    assert decide(there, entry) == ("feedback" if why else "unchanged")


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
