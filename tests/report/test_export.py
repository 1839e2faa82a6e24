"""`nbgrader export`: a table that reads back as it was written, whatever is in a name."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.results import standings
from nbexaminer.report.export import COLUMNS, CsvExport

NAMES = ["ada", 'O\'Brien, Ana "X"', "new\nline", "trailing ", "=1+1", "caf\xe9", "{score}"]


@pytest.fixture
def gradebook(small_course):
    with Gradebook(gradebook_address(small_course.root)) as opened:
        for name in NAMES:
            opened.add_student(name, first_name="a, b")
        opened.add_submission("tiny", "ada")
        yield opened
        opened.engine.dispose()


def rows(gradebook: Gradebook, path: Path, **settings: object) -> list[dict[str, str]]:
    CsvExport(config=Config(ExportPlugin={"to": str(path), **settings})).export(gradebook)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_names_read_back_as_they_are(gradebook, tmp_path):
    read = rows(gradebook, tmp_path / "grades.csv")
    assert sorted(row["student_id"] for row in read) == sorted(NAMES)
    assert {row["first_name"] for row in read} == {"a, b"}
    assert all(set(row) == set(COLUMNS) for row in read)
    assert {(row["score"], row["max_score"]) for row in read} == {("0.0", "3.0")}


def test_samples_are_left_out_unless_they_are_asked_for(gradebook, tmp_path):
    gradebook.add_student("complete")
    assert "complete" not in {row["student_id"] for row in rows(gradebook, tmp_path / "all.csv")}
    assert [row["student_id"] for row in rows(gradebook, tmp_path / "one.csv", student=["complete"])] == ["complete"]


def test_the_due_date_is_the_students_own_and_the_penalty_is_taken_off(gradebook, tmp_path):
    due = datetime(2027, 1, 15, 22, 59)
    gradebook.update_or_create_assignment("tiny", duedate=due)
    gradebook.grant_extension("tiny", "ada", days=3)
    gradebook.find_grade("check_double", "tiny", "tiny", "ada").auto_score = 2
    gradebook.find_submission_notebook("tiny", "tiny", "ada").late_submission_penalty = 0.2
    gradebook.db.commit()
    read = {row["student_id"]: row for row in rows(gradebook, tmp_path / "grades.csv")}
    assert read["ada"]["duedate"] == str(due + timedelta(days=3))
    assert read["new\nline"]["duedate"] == str(due)
    columns = ("raw_score", "late_submission_penalty", "score")
    assert [read["ada"][name] for name in columns] == ["2.0", "0.2", "1.8"]


def test_the_penalties_of_several_notebooks_are_the_number_that_the_table_shows(small_course, gradebook, tmp_path):
    gradebook.add_assignment("duo")
    for name in ("one", "two"):
        gradebook.add_notebook(name, "duo")
    gradebook.add_submission("duo", "ada")
    for name, penalty in (("one", 1.12), ("two", 1.86)):  # 2.9800000000000004 in all
        gradebook.find_submission_notebook(name, "duo", "ada").late_submission_penalty = penalty
    gradebook.db.commit()
    read = [row for row in rows(gradebook, tmp_path / "grades.csv") if row["assignment"] == "duo"]
    assert "2.98" in [row["late_submission_penalty"] for row in read]
    ada = Submission("ada", "duo", small_course.root)
    assert standings(Course(small_course.root), gradebook, [ada])[ada].penalty == 2.98


def test_only_what_is_asked_for(gradebook, tmp_path):
    assert [row["student_id"] for row in rows(gradebook, tmp_path / "one.csv", student=["new\nline"])] == ["new\nline"]
    assert rows(gradebook, tmp_path / "none.csv", assignment=["other"]) == []


def test_plain_names_give_the_same_bytes_as_nbgraders_own(gradebook, tmp_path):
    settings = {"student": ["ada", "trailing ", "=1+1"]}
    for name in settings["student"]:
        gradebook.update_or_create_student(name, first_name="Ada")
    rows(gradebook, tmp_path / "ours.csv", **settings)
    CsvExportPlugin(config=Config(ExportPlugin={"to": str(tmp_path / "its.csv"), **settings})).export(gradebook)
    assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "its.csv").read_bytes()


def test_it_lies_in_the_folder_of_the_command_by_default(gradebook, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    CsvExport().export(gradebook)
    assert (tmp_path / "grades.csv").is_file()
