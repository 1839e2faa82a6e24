"""A class's results: the same numbers as nbgrader's own, in few queries."""

from __future__ import annotations

import csv
import datetime

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event
from traitlets.config import Config

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.results import Exercise, Standing, exercises, standings
from nbexaminer.report.export import CsvExport

POINTS = {"ada": 2.0, "bob": 0.0, "cyd": 1.0, "dan": 2.0}


@pytest.fixture
def gradebook(small_course):
    with Gradebook(gradebook_address(small_course.root)) as opened:
        for student, points in POINTS.items():
            opened.add_student(student)
            submission = opened.add_submission("tiny", student)
            grade = opened.find_grade("check_double", "tiny", "tiny", student)
            grade.auto_score, grade.needs_manual_grade = points, False
            submission.timestamp = datetime.datetime(2026, 3, 2)
        by_hand = opened.find_grade("answer_why", "tiny", "tiny", "ada")
        by_hand.manual_score, by_hand.extra_credit, by_hand.needs_manual_grade = 0.5, 2.0, False
        for student, penalty in (("ada", 1.5), ("cyd", 5.0)):
            opened.find_submission_notebook("tiny", "tiny", student).late_submission_penalty = penalty
        opened.find_submission("tiny", "bob").extension = datetime.timedelta(days=3)
        opened.find_assignment("tiny").duedate = datetime.datetime(2026, 3, 1)
        opened.db.commit()
        yield opened
        opened.engine.dispose()


def of(course: Course, *students: str) -> list[Submission]:
    return [Submission(student, "tiny", course.root / "submitted" / student / "tiny") for student in students]


def test_a_result_with_all_that_belongs_to_it(small_course, gradebook):
    course = Course(small_course.root)
    (ada,) = standings(course, gradebook, of(course, "ada")).values()
    assert ada.exercises == (Exercise("tiny", "double", 2, 2), Exercise("tiny", "answer_why", 2.5, 1, 2))
    assert (ada.raw, ada.penalty, ada.total, ada.worth, ada.waiting, ada.extra) == (4.5, 1.5, 3, 3, 0, 2)
    assert (ada.due, ada.handed_in) == (datetime.datetime(2026, 3, 1), datetime.datetime(2026, 3, 2))
    assert ada.seconds_late == 24 * 3600


def test_the_numbers_are_nbgraders_and_those_of_the_export(small_course, gradebook, tmp_path):
    course = Course(small_course.root)
    found = {one.student: result for one, result in standings(course, gradebook, of(course, *POINTS)).items()}
    rows = {}
    for student in POINTS:
        theirs = gradebook.find_submission("tiny", student)
        assert (found[student].raw, found[student].worth) == (theirs.score, theirs.max_score)
        assert (found[student].penalty, found[student].due) == (theirs.late_submission_penalty, theirs.duedate)
        assert found[student].seconds_late == theirs.total_seconds_late
        assert bool(found[student].waiting) == theirs.needs_manual_grade
        rows[student] = found[student].total
    path = tmp_path / "grades.csv"
    CsvExport(config=Config(ExportPlugin={"to": str(path)})).export(gradebook)
    with open(path, encoding="utf-8", newline="") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == rows
    assert rows == {"ada": 3, "bob": 0, "cyd": 0, "dan": 2}


def test_a_class_takes_few_queries_however_large_it_is(small_course, gradebook):
    course, asked = Course(small_course.root), []
    event.listen(gradebook.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    assert len(standings(course, gradebook, of(course, *POINTS))) == len(POINTS)
    assert len(asked) == 2


def test_what_is_not_recorded_is_left_out(small_course, gradebook):
    course = Course(small_course.root)
    assert standings(course, gradebook, of(course, "nobody", "dan")).keys() == set(of(course, "dan"))
    assert exercises(course, gradebook, of(course, "nobody")[0]) == []


def test_a_total_is_never_below_zero():
    assert Standing((Exercise("n", "a", 1, 2),), 1.0, 3.0).total == 0
