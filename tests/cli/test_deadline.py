"""`nbexaminer deadline` as its users meet it, on a small course."""

from __future__ import annotations

import json
import os
from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.late import read_note
from nbexaminer.course.settings import WRITTEN
from nbexaminer.pipeline.lock import one_run
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything

DUE = ("tiny", "2027-01-15T23:59")


def submit(course: SmallCourse, student: str, when: str = "") -> None:
    folder = course.submit(student).parent
    if when:
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")


def test_a_folder_whose_name_is_no_text_is_left_to_grading(small_course):
    submit(small_course, "ada", "2027-01-17 02:00:00 UTC")
    submit(small_course, os.fsdecode(b"b\xff"), "2027-01-17 02:00:00 UTC")
    done = small_course.run("deadline", *DUE)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("late: ")] == [
        "late: ada, tiny: 1 day 2 hours late, not graded yet"
    ]


def written(course: SmallCourse) -> dict:
    return json.loads((course.root / WRITTEN).read_text(encoding="utf-8"))["Deadlines"]


def test_a_due_date_an_extension_and_a_rule_are_written_into_the_settings_and_shown(small_course):
    submit(small_course, "ada", "2027-01-17 02:00:00 UTC")
    submit(small_course, "bob", "2027-01-17 02:00:00 UTC")
    assert "tiny: no due date" in small_course.run("deadline").stdout
    rule = ("--penalty", "10% per day", "--most", "50", "--timezone", "Europe/Berlin")
    done = small_course.run("deadline", *DUE, *rule)
    assert done.returncode == 0, done.stderr
    assert "tiny: due Fri 15 Jan 2027, 23:59 CET\n" in done.stdout
    assert "late: ada, tiny: 1 day 3 hours late, not graded yet\n" in done.stdout
    assert "Next: nbexaminer grade\n" in done.stdout
    extended = small_course.run("deadline", "tiny", "--student", "ada", "+3days")
    assert "  ada: 3 days more, Mon 18 Jan 2027, 23:59 CET\n" in extended.stdout
    assert "late: ada" not in extended.stdout
    assert "Next: nbexaminer grade tiny\n" in extended.stdout
    assert written(small_course) == {
        "due": {"tiny": "2027-01-15T23:59"},
        "extensions": {"ada": {"tiny": "+3days"}},
        "most": 50.0,
        "penalty": "10% per day",
        "timezone": "Europe/Berlin",
    }
    before = everything(small_course.root)
    shown = small_course.run("deadline").stdout
    assert shown.splitlines() == [
        "tiny: due Fri 15 Jan 2027, 23:59 CET",
        "  ada: 3 days more, Mon 18 Jan 2027, 23:59 CET",
        "Handing in late costs: 10% per day of the points earned, at most 50%.",
        "late: bob, tiny: 1 day 3 hours late, not graded yet",
    ]
    assert everything(small_course.root) == before


def test_what_is_removed_leaves_no_trace(small_course):
    submit(small_course, "ada")
    small_course.run("deadline", *DUE)
    small_course.run("deadline", "tiny", "+1", "day", "--student", "ada")
    assert small_course.run("deadline", "tiny", "--remove", "--student", "ada").returncode == 0
    assert written(small_course) == {"due": {"tiny": "2027-01-15T23:59"}}
    assert "tiny: no due date" in small_course.run("deadline", "tiny", "--remove").stdout
    assert not (small_course.root / WRITTEN).exists()


def test_a_due_date_of_the_formgrader_is_shown_and_can_be_removed(small_course):
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        gradebook.update_or_create_assignment("tiny", duedate=datetime(2027, 1, 15, 22, 59))
    assert "22:59 UTC (set in the Formgrader)" in small_course.run("deadline").stdout
    assert "tiny: no due date" in small_course.run("deadline", "tiny", "--remove").stdout
    assert "tiny" in read_note(small_course.root / ".cache").due


def test_a_setting_of_nbgrader_config_py_is_changed_there(small_course):
    path = small_course.root / "nbgrader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + 'c.Deadlines.due = {"tiny": "2027-01-15"}\n', encoding="utf-8")
    for arguments in (DUE, ("tiny", "--remove")):
        assert_one_clear_sentence(
            small_course.run("deadline", *arguments), "c.Deadlines.due stands in nbgrader_config.py"
        )
    assert small_course.run("deadline", "--penalty", "zero").returncode == 0
    assert written(small_course) == {"penalty": "zero"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tinny", "2027-01-15"), ("'tinny'", "did you mean 'tiny'?")),
        (("tiny", "15.1.2027"), ("'15.1.2027' is no date like 2027-01-15T23:59",)),
        (("tiny", "2027-01-15", "--remove"), ("opposite things",)),
        (("--remove",), ("Name it",)),
        (("tiny", "--remove"), ("There is no due date for tiny", "nothing to remove")),
        (("tiny", "--student", "ada", "--remove"), ("ada has no extension for tiny",)),
        (("tiny", "--student", "ada", "+3days"), ("no due date that could be extended", "set it first")),
        (("tiny", "--student", "adda", "+3days"), ("'adda'", "did you mean 'ada'?")),
        (("tiny", "--student", "a/b", "+3days"), ("can't be the name of a folder",)),
        (("tiny", "--student", "ada", "--most", "50"), ("new due date?",)),
        (("--penalty", "a lot"), ("c.Deadlines.penalty: 'a lot' is no rule",)),
        (("--timezone", "Mars"), ("c.Deadlines.timezone: 'Mars'",)),
        (("--most", "nan"), ("c.Deadlines.most is nan",)),
        (("--closes-after", "soon"), ("c.Deadlines.closes_after",)),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_nothing_is_written(small_course, arguments, words):
    submit(small_course, "ada")
    before = everything(small_course.root)
    assert_one_clear_sentence(small_course.run("deadline", *arguments), *words)
    after = everything(small_course.root)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} <= {".cache/lock"}


def test_an_extension_that_is_none_is_refused(small_course):
    submit(small_course, "ada")
    small_course.run("deadline", *DUE)
    result = small_course.run("deadline", "tiny", "--student", "ada", "2027-01-10")
    assert_one_clear_sentence(result, "is no extension: tiny is due Fri 15 Jan 2027, 23:59 UTC")


def test_a_wrong_value_is_put_right_by_the_same_command(small_course):
    (small_course.root / WRITTEN).write_text('{"Deadlines": {"due": {"tiny": "soon"}}, "Sandbox": {"disk": 99}}')
    assert_one_clear_sentence(small_course.run("deadline"), "c.Deadlines.due['tiny']: 'soon'")
    assert small_course.run("deadline", *DUE).returncode == 0
    assert json.loads((small_course.root / WRITTEN).read_text())["Sandbox"] == {"disk": 99}


def test_a_misspelt_assignment_in_the_settings_stops_grading_with_one_sentence(small_course):
    submit(small_course, "ada")
    (small_course.root / WRITTEN).write_text('{"Deadlines": {"due": {"tinny": "2027-01-15"}}}')
    result = small_course.run("grade", "--dry-run")
    assert_one_clear_sentence(result, "c.Deadlines.due names 'tinny'", "did you mean 'tiny'?")


@pytest.mark.slow  # another process is started
def test_nothing_is_written_while_a_class_is_graded(small_course):
    with one_run(Course(small_course.root)):
        result = small_course.run("deadline", *DUE, start_new_session=True)
    assert_one_clear_sentence(result, "Another run")
    assert not (small_course.root / WRITTEN).exists()


def test_a_students_extensions_go_with_the_student(small_course):
    submit(small_course, "ada")
    small_course.run("deadline", *DUE)
    small_course.run("deadline", "tiny", "--student", "ada", "+1day")
    result = small_course.run("remove", "ada", "--yes")
    assert "in nbgrader_config.json, extensions: tiny" in result.stdout
    assert written(small_course) == {"due": {"tiny": "2027-01-15T23:59"}}
