"""Due dates and extensions are put into nbgrader's columns, and its own way to assign penalties gives what ours gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

import nbexaminer
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.deadlines import Put, read_schedule
from nbexaminer.course.late import (
    lateness,
    penalties_of,
    put_due_dates,
    read_note,
    terms,
    time_of_handing_in,
    update_penalties,
)

DUE, LATE = datetime(2027, 1, 15, 22, 59), datetime(2027, 1, 17, 1, 59)  # one day and three hours
POINTS = {"one": 7.0, "two": 3.33}
RULE = {"due": {"hw": "2027-01-15T22:59"}, "penalty": "10% per day"}


@pytest.fixture
def address(_built_course, tmp_path) -> str:
    shutil.copy(_built_course / "gradebook.db", tmp_path)  # to make one takes seconds
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def gradebook(address) -> Iterator[Gradebook]:
    """Two students who have handed in the same two notebooks late, with the same points."""
    with Gradebook(address) as opened:
        opened.add_assignment("hw")
        for name in POINTS:
            opened.add_notebook(name, "hw")
            opened.add_grade_cell("check", name, "hw", max_score=10, cell_type="code")
        for student in ("ada", "bob"):
            opened.add_student(student)
            opened.add_submission("hw", student, timestamp=LATE)
            for name, points in POINTS.items():
                opened.find_grade("check", name, "hw", student).auto_score = points
        opened.db.commit()
        yield opened


def course(tmp_path: Path, **deadlines: object) -> Course:
    (tmp_path / "nbgrader_config.py").touch()
    made, config = Course(tmp_path), Config()
    nbexaminer.configure(config)
    config.merge(Config(Deadlines=deadlines))
    made.config = config
    return made


def put(made: Course, gradebook: Gradebook) -> None:
    put_due_dates(gradebook, read_schedule(made.config, read_note(made.cache)), ["hw", "other"], made.cache)


ADA = Submission("ada", "hw", Path("submitted/ada/hw"))


def test_each_notebook_loses_its_share_and_nbgraders_preprocessor_says_the_same(tmp_path, gradebook, address):
    made = course(tmp_path, **RULE, extensions={"bob": {"hw": "+3 days"}})
    put(made, gradebook)
    update_penalties(made, gradebook, ADA)
    found = lateness(gradebook, "hw", "ada")
    assert (found.seconds, found.penalties) == (27 * 3600, {"one": 1.4, "two": 0.67})
    assert gradebook.find_submission("hw", "ada").late_submission_penalty == found.penalty == pytest.approx(2.07)
    gradebook.db.remove()
    for student, wanted in (("ada", found.penalties), ("bob", {"one": 0, "two": 0})):
        for name in POINTS:
            about = {"notebook": name, "assignment": "hw", "student": student, "db_url": address}
            AssignLatePenalties(config=made.config).preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
        assert lateness(gradebook, "hw", student).penalties == wanted


def test_points_by_hand_change_the_penalty(tmp_path, gradebook):
    made = course(tmp_path, **RULE)
    put(made, gradebook)
    update_penalties(made, gradebook, ADA)
    gradebook.find_grade("check", "one", "hw", "ada").manual_score = 10
    gradebook.db.commit()
    assert penalties_of(made, gradebook, ADA, 27 * 3600)["one"] == (1.4, 2.0)
    update_penalties(made, gradebook, ADA)
    assert lateness(gradebook, "hw", "ada").penalties["one"] == 2.0


def test_what_is_stated_no_longer_is_taken_out_again(tmp_path, gradebook):
    made = course(tmp_path, **RULE, extensions={"ada": {"hw": "+3 days"}})
    put(made, gradebook)
    row = gradebook.find_submission("hw", "ada")
    assert (row.assignment.duedate, row.extension) == (DUE, timedelta(days=3))
    assert read_note(made.cache) == Put({"hw": DUE}, {("ada", "hw"): timedelta(days=3)})
    put(course(tmp_path, due=RULE["due"]), gradebook)
    assert (row.assignment.duedate, row.extension) == (DUE, None)
    put(course(tmp_path), gradebook)
    assert (row.assignment.duedate, row.extension) == (None, None)
    assert read_note(made.cache) == Put()


def test_what_somebody_has_set_in_the_formgrader_stays(tmp_path, gradebook):
    gradebook.update_or_create_assignment("hw", duedate=DUE)
    gradebook.grant_extension("hw", "ada", days=1)
    put(course(tmp_path, penalty="zero"), gradebook)
    row = gradebook.find_submission("hw", "ada")
    assert (row.assignment.duedate, row.extension) == (DUE, timedelta(days=1))


def test_an_extension_without_a_due_date_would_stop_nbgrader_and_is_removed(tmp_path, gradebook):
    gradebook.grant_extension("hw", "ada", days=1)
    put(course(tmp_path), gradebook)
    assert gradebook.find_submission("hw", "ada").duedate is None


def test_nbgraders_own_method_counts_where_no_rule_is_stated(tmp_path, gradebook):
    made = course(tmp_path, due=RULE["due"])
    made.config.LateSubmissionPlugin.penalty_method = "zero"
    assert {will for _, will in penalties_of(made, gradebook, ADA, 1).values()} == set(POINTS.values())
    assert {will for _, will in penalties_of(course(tmp_path), gradebook, ADA, 1).values()} == {None}


def test_whatever_a_penalty_depends_on_is_in_its_terms(tmp_path, gradebook):
    made = course(tmp_path, **RULE)
    put(made, gradebook)

    def found(**deadlines: object) -> str:
        other = course(tmp_path, **(RULE | deadlines))
        return terms(other.config, read_schedule(other.config), gradebook, ADA)

    changed = [
        {},
        {"due": {"hw": "2027-01-15T23:59"}},
        {"extensions": {"ada": {"hw": "+1 day"}}},
        {"penalty": "11% per day"},
        {"penalty": "10% per hour"},
        {"most": 50},
        {"grace": 5},
        {"closes_after": "7 days"},
        {"timezone": "Europe/Berlin"},
    ]
    assert len({found(**each) for each in changed}) == len(changed)
    assert found(extensions={"bob": {"hw": "+1 day"}}) == found()
    gradebook.find_submission("hw", "ada").timestamp = None
    gradebook.db.commit()
    assert found() == ""  # nothing can be late


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2027-01-15 23:59:00.123456 UTC", "2027-01-15 23:59:00.123456"),
        ("2027-01-15 23:59:00 Europe/Berlin", "2027-01-15 22:59:00"),
        ("2027-01-15 23:59:00 +0100\n", "2027-01-15 22:59:00"),
        ("2027-01-15T23:59:00+01:00", "2027-01-15 22:59:00"),
        ("2027-01-15 23:59", "2027-01-15 23:59:00"),
        ("2027-01-15 23:59:00 +01", "2027-01-15 22:59:00"),
        ("2027-01-15 23:59:00 UTC+1", "2027-01-15 22:59:00"),
        ("2027-01-15 23:59:00 UTC-05:00", "2027-01-16 04:59:00"),
        ("2027-01-15 11:59 pm", "2027-01-15 23:59:00"),
        ("Fri Jan 15 23:59:00 CET 2027", "2027-01-15 22:59:00"),
        ("\ufeff2027-01-15 23:59:00 UTC", "2027-01-15 23:59:00"),
        ("2027-01-15 23:59:00 MEZ", None),  # nobody says which zone that is
        ("2027-01-15 23:59:00 Europe/Berlim", None),
        ("10:30", None),  # of which day?
        ("Friday", None),
        ("2027", None),
        ("", None),
        ("yesterday, before ten", None),
        ("\x00" * 300, None),
        ("99999999999999999999", None),
    ],
)
def test_the_time_of_handing_in_is_read_where_a_note_says_one(tmp_path, text, utc):
    (tmp_path / "timestamp.txt").write_text(text, encoding="utf-8")
    assert time_of_handing_in(tmp_path) == (datetime.fromisoformat(utc) if utc else None)


def test_what_is_no_file_says_no_time(tmp_path):
    assert time_of_handing_in(tmp_path) is None
    (tmp_path / "timestamp.txt").symlink_to("/etc/hostname")
    assert time_of_handing_in(tmp_path) is None
    (tmp_path / "timestamp.txt").unlink()
    os.mkfifo(tmp_path / "timestamp.txt")
    assert time_of_handing_in(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"due": {"hw": "x"}, "extensions": []}', '{"due": 1}', "[" * 100_000])
def test_a_broken_note_counts_as_none(tmp_path, text):
    (tmp_path / "deadlines.json").write_text(text)
    assert read_note(tmp_path) == Put()
