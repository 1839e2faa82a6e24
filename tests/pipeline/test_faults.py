"""Whatever is raised with one submission is that student's: named in the summary, and the run goes on. Slow."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from nbexaminer.sandbox import bubblewrap
from tests.small_course import SmallCourse, assert_one_clear_sentence, scores, small_notebook

pytestmark = pytest.mark.slow
FAULTS = Path(__file__).parent / "faults"
KINDS = (
    "os",
    "rights",
    "recursion",
    "memory",
    "unicode",
    "value",
    "key",
    "assertion",
    "database",
    "integrity",
    "template",
    "conversion",
)
"""Of the errors in `faults/raising.py`, those that are no sign of anything about the machine."""
POINTS = {
    "its files are looked at": "nbexaminer.pipeline.plan:digest_of_submission",
    "its files are taken in": "nbexaminer.pipeline.prepare:take_in",
    "its notebook is packed": "nbexaminer.pipeline.prepare:make_task",
    "it is handed to a worker": "nbexaminer.pipeline.workers:Processes.submit",
    "it is executed": "nbexaminer.execution.run:execute",
    "its executed notebook is kept": "nbexaminer.pipeline.run:with_repairs",
    "its former points are read": "nbexaminer.pipeline.run:held",
    "it is recorded": "nbexaminer.pipeline.run:record",
    "nbgrader writes its grades": "nbgrader.preprocessors.saveautogrades:SaveAutoGrades.preprocess",
    "it is noted in the ledger": "nbexaminer.pipeline.ledger:Ledger.record",
    "its page is written": "nbexaminer.pipeline.pages:write_feedback",
    "points by hand are read": "nbexaminer.pipeline.run:given_by_hand",
    "its result is read": "nbexaminer.report.read_class:standings",
}
"""What is done with a submission when an error is raised."""
BY_WORKERS = ("it is handed to a worker", "it is executed", "its page is written")
"""What workers do: in this process, where there is one job."""
FORMATTED = "nbexaminer.report.feedback:HideHiddenTests.preprocess"
"""Where this fails, a page is written all the same: a plain one."""
OF_THE_COURSE = {("nbexaminer.report.read_class:standings", kind) for kind in ("database", "integrity")}
"""Points where a kind of error is one of the course: the results of all students are read through one connection."""
HONEST = ("ada", "zoe")


def grade(course: SmallCourse, point: str, jobs: int) -> subprocess.CompletedProcess:
    path = os.pathsep.join([str(FAULTS), *filter(None, [os.environ.get("PYTHONPATH")])])
    return course.run(
        "grade", "--verbose", "--jobs", str(jobs), start_new_session=True, env={"PYTHONPATH": path, "RAISES": point}
    )


def hand_in(course: SmallCourse, kind: str) -> str:
    name = f"raises-{kind}"
    course.submit(name, small_notebook(extra=f"# {name}"))
    return name


def assert_honest_ones_have_all(course: SmallCourse, result: subprocess.CompletedProcess) -> None:
    known = scores(course)
    assert {name: known.get(name) for name in HONEST} == dict.fromkeys(HONEST, 2), result.stderr
    assert all((course.root / "feedback" / name / "tiny" / "tiny.html").is_file() for name in HONEST)


@pytest.mark.parametrize(
    ("point", "jobs"),
    [*((point, 2) for point in POINTS.values()), *((POINTS[what], 1) for what in BY_WORKERS)],
    ids=[*(f"{what}-2" for what in POINTS), *(f"{what}-1" for what in BY_WORKERS)],
)
def test_an_error_with_one_submission_is_that_students(small_course: SmallCourse, point: str, jobs: int):
    point = point.replace("Processes.submit", "Workers.submit") if jobs == 1 else point
    names = {hand_in(small_course, kind) for kind in KINDS if (point, kind) not in OF_THE_COURSE}
    for name in HONEST:
        small_course.submit(name)
    result = grade(small_course, point, jobs)
    assert "Traceback" not in result.stdout + result.stderr
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    named = [re.match(r"error: .*submitted/(raises-\w+)/tiny/ could not be (?:\w+ ?)+: \w+", line) for line in lines]
    assert all(named), result.stderr
    assert {match[1] for match in named} == names
    assert len(lines) == len(names), result.stderr
    assert result.returncode == 1
    assert_honest_ones_have_all(small_course, result)
    again = small_course.run("grade", "--jobs", "2", start_new_session=True)
    assert again.returncode == 0, again.stderr
    assert scores(small_course) == dict.fromkeys([*HONEST, *names], 2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_can_not_be_formatted_is_plain(small_course: SmallCourse, jobs: int):
    names = {hand_in(small_course, kind) for kind in KINDS}
    for name in HONEST:
        small_course.submit(name)
    result = grade(small_course, FORMATTED, jobs)
    assert result.returncode == 0, result.stderr
    said = re.findall(r"^\S*.*(raises-\w+).*: its pages are plain text", result.stdout, flags=re.MULTILINE)
    assert set(said) == names, result.stdout
    assert_honest_ones_have_all(small_course, result)
    pages = {name: (small_course.root / "feedback" / name / "tiny" / "tiny.html").read_text() for name in names}
    assert all("could not be formatted" in page and "double: 2 / 2" in page for page in pages.values())


def test_what_can_not_be_looked_through_is_said_beside_its_points(small_course: SmallCourse):
    names = {hand_in(small_course, kind) for kind in KINDS}
    result = grade(small_course, "nbexaminer.report.read_class:look_through", 1)
    assert result.returncode == 0, result.stderr
    said = re.findall(
        r"^for review: (raises-\w+), tiny: could not be looked through", result.stdout, flags=re.MULTILINE
    )
    assert set(said) == names


@pytest.mark.parametrize("point", [POINTS[what] for what in POINTS if "nbgrader" not in what])
def test_a_full_disk_stops_the_run_wherever_it_is_met(small_course: SmallCourse, point: str):
    hand_in(small_course, "full")
    small_course.submit("zoe")
    result = grade(small_course, point, 2)
    assert_one_clear_sentence(result, "The disk is full", "same command again")
    assert small_course.run("grade", "--jobs", "2", start_new_session=True).returncode == 0
    assert scores(small_course) == {"raises-full": 2, "zoe": 2}


def test_without_a_sandbox_the_run_stops_in_one_sentence(small_course: SmallCourse, monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    bubblewrap.find.cache_clear()
    small_course.submit("zoe")
    try:
        assert_one_clear_sentence(small_course.run("grade"), "bubblewrap is missing")
    finally:
        bubblewrap.find.cache_clear()
    assert scores(small_course) == {}
