"""Students, folders and locales of any kind: a class with unusual names, in an unusual place, is graded as any other."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.catalogue import ROOT
from tests.small_course import SmallCourse, scores, small_notebook

pytestmark = pytest.mark.slow

NAMES = [
    "a[b]",
    "[red]bold",
    "trailing ",
    " leading",
    'O\'Brien, Ana "X"',
    "*",
    "?x",
    "-n",
    "~",
    "$HOME",
    "%s{0}",
    "=1+1;&amp;<b>",
    "caf\N{LATIN SMALL LETTER E WITH ACUTE}",
    "cafe\N{COMBINING ACUTE ACCENT}",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.\N{HEBREW LETTER ALEF}",
    "new\nline",
    "esc\x1b[31mred",
    "x" * 200,
]
PLACE = "dir[1] it's %41 \N{LATIN SMALL LETTER U WITH DIAERESIS}"
LOCALES = {"C": {"LC_ALL": "C"}, "ISO-8859-1": {"LC_ALL": "latin"}}
EXPORT = "import sys; from nbgrader.apps import NbGraderApp; NbGraderApp.launch_instance(sys.argv[1:])"


@pytest.fixture(params=list(LOCALES))
def locale(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Variables of the environment for a locale that has no UTF-8, in which Python does not take to it by itself."""
    if request.param != "C":
        (tmp_path / "locales").mkdir()
        made = ["localedef", "-i", "en_US", "-f", request.param, "--no-archive", str(tmp_path / "locales" / "latin")]
        assert shutil.which(made[0]), "the program localedef and its tables are missing (apt-get install locales)"
        done = subprocess.run(made, capture_output=True, text=True)
        assert done.returncode == 0, f"no locale could be made (apt-get install locales): {done.stderr}"
    return {
        "LOCPATH": str(tmp_path / "locales"),
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        **LOCALES[request.param],
    }


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    """A small course in a place with an unusual name, of which nothing is made yet; each student has handed in."""
    root = tmp_path / PLACE
    (root / "source" / "tiny").mkdir(parents=True)
    nbformat.write(small_notebook(), root / "source" / "tiny" / "tiny.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = SmallCourse(root)
    for name in NAMES:
        course.submit(name)
    return course


def exported(course: SmallCourse) -> dict[str, float]:
    """Student -> score, as `nbgrader export` writes them."""
    done = subprocess.run(
        [sys.executable, "-c", EXPORT, "export"],
        cwd=course.root,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with open(course.root / "grades.csv", encoding="utf-8", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def test_each_student_is_graded_under_his_own_name(course, locale, tmp_path):
    temporary = tmp_path / ("long and blank " * 10).strip()
    temporary.mkdir()
    how = {"env": {**locale, "TMPDIR": str(temporary)}, "errors": "replace"}
    made = course.run("build", **how)
    assert made.returncode == 0, made.stdout + made.stderr
    graded = course.run("grade", "--jobs", "2", **how)
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert f"{len(NAMES)} graded" in graded.stdout
    assert "\x1b" not in graded.stdout + graded.stderr
    assert scores(course) == dict.fromkeys(NAMES, 2.0)
    assert exported(course) == dict.fromkeys(NAMES, 2.0)
    for step, page in (("autograded", "tiny.ipynb"), ("feedback", "tiny.html")):
        assert {path.name for path in (course.root / step).iterdir()} == set(NAMES)
        assert all((course.root / step / name / "tiny" / page).is_file() for name in NAMES)
    assert not list(temporary.iterdir())
    # In another locale the same folders are the same students.
    again = course.run("grade")
    assert again.returncode == 0, again.stderr
    assert f"0 graded, {len(NAMES)} unchanged" in again.stdout
    assert len([line for line in again.stdout.splitlines() if " 2/3 " in line]) == len(NAMES)
    told = json.loads(course.run("grade", "--json", **how).stdout)["submissions"]
    assert {one["student"]: one["result"]["total"] for one in told} == dict.fromkeys(NAMES, 2.0)
    alone = course.run("grade", "--student=*", "--force", **how)
    assert "1 graded" in alone.stdout, alone.stdout + alone.stderr
    assert scores(course) == dict.fromkeys(NAMES, 2.0)
