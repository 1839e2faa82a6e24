"""A week at the instructor's desk, over the commands alone; after each step there is one truth.

Whatever happens, the score of a student is the same number in the table, in the gradebook, on the page and in the export.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.database import gradebook_address
from tests.small_course import SmallCourse, small_notebook

ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section
    Points Possible,,,,
"Lovelace, Ada",11,S1,ada,L
"Berg, Bob",12,S2,bob,L
"Çelik, Zoë",13,S3,zoe,L
"Clark, Cy",14,S4,cy,L
"""
RIGHT, WRONG = (nbformat.writes(small_notebook(double=answer)) for answer in ("2 * x", "3 * x"))


class Desk:
    """The course, and what an instructor does with it."""

    def __init__(self, course: SmallCourse, downloads: Path):
        self.course, self.downloads = course, downloads

    def do(self, command: str, *arguments: str) -> str:
        """A command that must succeed; what it prints."""
        result = self.course.run(command, *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "Traceback" not in result.stderr
        return result.stdout

    def download(self, name: str, files: dict[str, str]) -> str:
        """A download of Canvas."""
        with zipfile.ZipFile(self.downloads / name, "w") as archive:
            for member, text in files.items():
                archive.writestr(member, text)
        return str(self.downloads / name)

    def give_by_hand(self, student: str, points: float) -> None:
        """What the Formgrader does when points are given there."""
        with Gradebook(gradebook_address(self.course.root)) as gradebook:
            grade = gradebook.find_grade("answer_why", "tiny", "tiny", student)
            grade.manual_score = points
            grade.needs_manual_grade = False
            gradebook.db.commit()

    def edit_source(self, change) -> None:
        """Change the source of the notebook."""
        path = self.course.root / "source" / "tiny" / "tiny.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change({cell.id: cell for cell in notebook.cells})
        nbformat.write(notebook, path)

    def truth(self) -> dict[str, float]:
        """Student -> score, for all who count as students, after it was found to be the same everywhere."""
        document = json.loads(self.do("grade", "--json"))
        assert all(one["state"] == "unchanged" for one in document["submissions"]), "the step before left something"
        shown = {one["student"]: one["result"]["total"] for one in document["submissions"] if not one["sample"]}
        assert self._in_the_gradebook(shown) == shown
        assert self._on_pages(shown) == shown
        exported = self._exported()
        assert "complete" not in exported
        assert {student: exported[student] for student in shown} == shown
        assert {points for student, points in exported.items() if student not in shown} <= {0.0}
        return shown

    def _in_the_gradebook(self, students: dict[str, float]) -> dict[str, float]:
        with Gradebook(gradebook_address(self.course.root)) as gradebook:
            found = {each.student.id: each for each in gradebook.assignment_submissions("tiny")}
            return {who: found[who].score - found[who].late_submission_penalty for who in students}

    def _on_pages(self, students: dict[str, float]) -> dict[str, float]:
        found = {}
        for who in students:
            page = (self.course.root / "feedback" / who / "tiny" / "tiny.html").read_text(encoding="utf-8")
            found[who] = float(re.search(r"\(Score: ([\d.]+) / [\d.]+\)", page)[1])
        return found

    def _exported(self) -> dict[str, float]:
        table = self.course.root / "grades.csv"
        command = [sys.executable, "-m", "nbgrader", "export", "--to", str(table)]
        subprocess.run(command, cwd=self.course.root, check=True, capture_output=True)
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        table.unlink()
        return {row["student_id"]: float(row["score"]) for row in rows}


@pytest.mark.slow
def test_from_a_download_of_canvas_to_a_regrade_with_an_extension(small_course, tmp_path):
    desk = Desk(small_course, tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    small_course.submit("complete")

    # Before: the assignment is in order, the class is known, the date is set.
    assert "is up to date" in desk.do("build") + desk.do("build")
    desk.do("check")
    desk.do("roster", str(tmp_path / "roster.csv"))
    desk.do("deadline", "tiny", "2024-03-01T12:00", "--penalty", "10% per day", "--timezone", "UTC")

    # Monday: the download is collected. Cy has handed in nothing.
    monday = desk.download(
        "monday.zip",
        {
            "lovelaceada_11_501_tiny.ipynb": RIGHT,
            "bergbob_12_502_tiny.ipynb": WRONG,
            "celikzoe_LATE_13_503_tiny.ipynb": RIGHT,
        },
    )
    desk.do("collect", monday, "--dry-run")
    assert not (small_course.root / "submitted" / "ada").exists()
    assert "3 hand-ins from Canvas" in desk.do("collect", monday)
    assert "cy" in desk.do("roster", "--assignment", "tiny")
    table = desk.do("grade")
    assert "4 graded" in table
    assert "handed in nothing: tiny: cy" in table
    assert "late, says the download, which does not say by how much: tiny: zoe: counted as in time" in table
    assert json.loads(desk.do("grade", "--json"))["absent"] == {"tiny": ["cy"]}
    assert desk.truth() == {"ada": 2, "bob": 0, "zoe": 2}

    # Tuesday: what only a human can judge.
    for student, points in (("ada", 1), ("bob", 0.5), ("zoe", 1), ("complete", 1)):
        desk.give_by_hand(student, points)
    desk.do("grade")
    assert desk.truth() == {"ada": 3, "bob": 0.5, "zoe": 3}

    # Wednesday: when Zoë handed in is looked up, two days after the due date.
    (small_course.root / "submitted" / "zoe" / "tiny" / "timestamp.txt").write_text("2024-03-03 11:00:00 UTC")
    assert "says the download" not in desk.do("grade")
    assert desk.truth() == {"ada": 3, "bob": 0.5, "zoe": pytest.approx(3 * 0.8)}

    # Thursday: she was ill, and gets three days more; Bob hands in again.
    desk.do("deadline", "tiny", "+3days", "--student", "zoe")
    thursday = desk.download("thursday.zip", {"bergbob_12_601_tiny-1.ipynb": RIGHT})
    desk.do("collect", thursday)
    desk.do("grade")
    assert desk.truth() == {"ada": 3, "bob": 2.5, "zoe": 3}

    # Friday: the check is worth more, and a hidden test was too strict; nobody has to know what depends on that.
    def mend(cells: dict) -> None:
        cells["check_double"].metadata.nbgrader.points = 4

    desk.edit_source(mend)
    changed = desk.do("grade")
    assert "repaired" not in changed
    assert desk.truth() == {"ada": 5, "bob": 4.5, "zoe": 5}

    # Saturday: the rule gets milder, the extension is taken back.
    desk.do("deadline", "tiny", "--student", "zoe", "--remove")
    desk.do("deadline", "--penalty", "5% per day")
    desk.do("grade")
    assert desk.truth() == {"ada": 5, "bob": 4.5, "zoe": pytest.approx(5 * 0.9)}

    # Sunday: Bob leaves, and the year ends.
    desk.do("remove", "bob", "--yes")
    assert desk.truth() == {"ada": 5, "zoe": pytest.approx(5 * 0.9)}
    desk.do("archive", "--start-new-year", "--yes")
    assert [path.name for path in (small_course.root / "submitted").iterdir()] == ["complete"]
    desk.do("build")
    desk.do("grade")
    assert desk.truth() == {}
