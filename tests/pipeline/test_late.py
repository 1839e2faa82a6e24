"""Lateness, from the due date to the page, the export and the Formgrader: one number, and nothing is executed again for it."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.settings import write_settings
from nbexaminer.pipeline import run as running
from nbexaminer.report.export import CsvExport
from tests.report.zoo.pages import NBGRADER
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, small_notebook

RULE = {"due": {"tiny": "2027-01-15T23:59"}, "penalty": "10% per day"}


def submit(course: SmallCourse, student: str, when: str = "", **notebook: str) -> None:
    folder = course.submit(student, small_notebook(**notebook)).parent
    if when:
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")


def set_deadlines(course: SmallCourse, **settings: object) -> None:
    write_settings(course.root, {"Deadlines": settings} if settings else {})


def give_by_hand(course: SmallCourse, student: str, points: float) -> None:
    with Gradebook(gradebook_address(course.root)) as gradebook:
        gradebook.find_grade("answer_why", "tiny", "tiny", student).manual_score = points
        gradebook.db.commit()


def page_of(course: SmallCourse, student: str) -> str:
    return (course.root / "feedback" / student / "tiny" / "tiny.html").read_text(encoding="utf-8")


def numbers(course: SmallCourse, student: str) -> tuple[float, float]:
    """Penalty and score of a student, which are the same in the export, on the page, and in the Formgrader."""
    table = course.root / "grades.csv"
    with Gradebook(gradebook_address(course.root)) as gradebook:
        settings = Course(course.root).with_settings(ExportPlugin={"to": str(table)}).config
        CsvExport(config=settings).export(gradebook)
        number = gradebook.find_submission_notebook("tiny", "tiny", student).id
    rows = {row["student_id"]: row for row in csv.DictReader(table.open(encoding="utf-8"))}
    penalty, score = (float(rows[student][name]) for name in ("late_submission_penalty", "score"))
    page = page_of(course, student)
    assert float(re.search(r"tiny \(Score: ([\d.]+) /", page)[1]) == score
    assert [float(found) for found in re.findall(r"penalty \(Score: -([\d.]+)\)", page)] == (
        [penalty] if penalty else []
    )
    for shown in (page, formgrader_page(course, student, number)):
        assert ("points earned in this notebook" in shown) == bool(penalty)
        assert not penalty or f"That costs {penalty:g} of the {score + penalty:g} points" in shown
        assert not penalty or f": {score:g} of 3 remain." in shown
    return penalty, score


def formgrader_page(course: SmallCourse, student: str, number: str) -> str:
    """The Formgrader's page of a notebook."""
    config = Course(course.root).config
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(NBGRADER / "templates")]
    about = {"assignment_id": "tiny", "notebook_id": "tiny", "submission_id": number, "index": 0, "total": 1}
    about |= {"base_url": "", "student": student, "last_name": "", "first_name": "", "notebook_path": "x/x.ipynb"}
    path = course.root / "autograded" / student / "tiny" / "tiny.ipynb"
    return HTMLExporter(config=config).from_filename(str(path), resources=about)[0]


@pytest.mark.slow
def test_due_dates_extensions_rules_and_points_by_hand_are_followed_without_running_anything_again(
    small_course, monkeypatch
):
    submit(small_course, "ada", "2027-01-17 02:00:00 UTC")
    assert "late " not in small_course.run("grade").stdout
    graded = everything(small_course.root / "autograded")
    monkeypatch.setattr(running, "prepare", lambda *_: pytest.fail("nothing is to be executed again"))

    set_deadlines(small_course, **RULE)
    first = small_course.run("grade").stdout
    assert "late       ada  tiny  1 day 2 hours late, −0.4 points; before: none" in first
    assert "0 graded, 0 unchanged, 1 with new feedback only" in first
    assert numbers(small_course, "ada") == (0.4, 1.6)
    assert "Due Fri 15 Jan 2027, 23:59 UTC; handed in Sun 17 Jan 2027, 02:00 UTC, 1 day 2 hours late." in page_of(
        small_course, "ada"
    )
    assert "1 unchanged" in small_course.run("grade").stdout

    give_by_hand(small_course, "ada", 1)
    assert "1 day 2 hours late, −0.6 points; before: −0.4 points" in small_course.run("grade").stdout
    assert numbers(small_course, "ada") == (0.6, 2.4)

    set_deadlines(small_course, **RULE, extensions={"ada": {"tiny": "+1 day"}})
    assert "2 hours 1 minute late, −0.3 points; before: −0.6 points" in small_course.run("grade").stdout
    assert numbers(small_course, "ada") == (0.3, 2.7)
    assert "(with your extension of 1 day)" in page_of(small_course, "ada")

    set_deadlines(small_course, **RULE, extensions={"ada": {"tiny": "2027-01-17"}})
    assert "in time; before: −0.3 points" in small_course.run("grade", "--no-feedback").stdout
    assert "1 with new feedback only" in small_course.run("grade").stdout
    assert numbers(small_course, "ada") == (0, 3)

    set_deadlines(small_course)
    assert "1 with new feedback only" in small_course.run("grade").stdout
    assert "Due " not in page_of(small_course, "ada")
    assert "1 unchanged" in small_course.run("grade").stdout
    assert everything(small_course.root / "autograded") == graded


@pytest.mark.slow
def test_a_class_with_a_rule_a_grace_period_and_an_end(small_course):
    set_deadlines(
        small_course, **RULE, most=50, grace=15, closes_after="7 days", extensions={"eve": {"tiny": "+2 days"}}
    )
    times = {"ada": "16 00:10", "bob": "16 00:20", "cyd": "22 23:00", "dan": "22 23:59:01", "eve": "17 23:59"}
    for student, time in times.items():
        submit(small_course, student, f"2027-01-{time} UTC")
    submit(small_course, "fay", "at noon")
    submit(small_course, "gus", "2027-01-30 12:00:00 UTC", double="3 * x")
    submit(small_course, "hal")
    result = small_course.run("grade", "--verbose")
    assert result.returncode == 0, result.stderr
    found = {student: numbers(small_course, student) for student in (*times, "fay", "gus", "hal")}
    assert found == {
        "ada": (0, 2),
        "bob": (0.2, 1.8),
        "cyd": (1, 1),
        "dan": (2, 0),
        "eve": (0, 2),
        "fay": (0, 2),
        "gus": (0, 0),
        "hal": (0, 2),
    }
    assert "late       dan  tiny  7 days late, −2 points; before: none" in result.stdout
    assert "no time of handing in: tiny: fay, hal: counted as in time" in result.stdout
    assert "timestamp.txt does not hold the time" in result.stdout
    assert "11 minutes late. That costs no points." in page_of(small_course, "ada")
    assert "8 unchanged" in small_course.run("grade").stdout
    submit(small_course, "dan")
    (small_course.root / "submitted" / "dan" / "tiny" / "timestamp.txt").unlink()
    small_course.run("grade")  # an earlier hand-in's time does not count for this one
    assert numbers(small_course, "dan") == (0, 2)


@pytest.mark.slow
def test_plain_nbgrader_gives_the_same_numbers(small_course):
    def nbgrader(*arguments: str) -> str:
        environment = os.environ | {"PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"}
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=small_course.root, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout + done.stderr

    set_deadlines(small_course, **RULE, extensions={"ada": {"tiny": "+1 day"}})
    submit(small_course, "ada", "2027-01-17 02:00:00 UTC")
    submit(small_course, "bob", "2027-01-17 02:00:00 UTC")
    nbgrader("autograde", "tiny", "--force")
    nbgrader("generate_feedback", "tiny", "--force")
    assert numbers(small_course, "ada") == (0.2, 1.8)
    assert numbers(small_course, "bob") == (0.4, 1.6)
    lines = small_course.run("grade", "--force").stdout.splitlines()
    assert not [line for line in lines if line.startswith("late ")]
    assert numbers(small_course, "bob") == (0.4, 1.6)
    nbgrader("export")
    with (small_course.root / "grades.csv").open(encoding="utf-8") as file:
        due = {row["student_id"]: row["duedate"] for row in csv.DictReader(file)}
    assert due == {"ada": "2027-01-16 23:59:00", "bob": "2027-01-15 23:59:00"}


def test_what_the_formgrader_has_set_is_respected_until_the_settings_state_something(small_course):
    submit(small_course, "ada", "2027-01-17 02:00:00 UTC")
    set_deadlines(small_course, penalty="10% per day")
    small_course.run("grade")
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        gradebook.update_or_create_assignment("tiny", duedate="2027-01-15 23:59:00 UTC")
        gradebook.grant_extension("tiny", "ada", hours=25)
    assert "1 hour 1 minute late, −0.2 points; before: none" in small_course.run("grade").stdout
    assert numbers(small_course, "ada") == (0.2, 1.8)
    set_deadlines(small_course, penalty="10% per day", due={"tiny": "2027-01-14"})
    small_course.run("grade")
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        row = gradebook.find_submission("tiny", "ada")
        assert (row.assignment.duedate, row.extension) == (datetime(2027, 1, 14, 23, 59, 59), timedelta(hours=25))


def test_settings_that_are_wrong_stop_a_run_before_it_begins(small_course):
    submit(small_course, "ada")
    set_deadlines(small_course, penalty="much")
    assert_one_clear_sentence(small_course.run("grade"), "c.Deadlines.penalty: 'much' is no rule")
    assert not (small_course.root / "autograded").exists()


@pytest.mark.slow
def test_a_penalty_follows_the_rule_also_where_nothing_is_in_the_folder_any_more(small_course):
    set_deadlines(small_course, **RULE)
    for student in ("ada", "bob"):
        submit(small_course, student, "2027-01-17 02:00:00 UTC")
    small_course.run("grade")
    shutil.rmtree(small_course.root / "submitted" / "ada")
    set_deadlines(small_course, **RULE | {"penalty": "none"})
    assert "a result without a submission: tiny: ada" in small_course.run("grade").stdout
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        assert gradebook.find_submission("tiny", "ada").late_submission_penalty == 0
