"""Nothing is lost: whatever is killed while a class is graded, and wherever the disk is full, the end is the same. Slow."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.pipeline.killing import STUDENTS, Class, Family, assert_done, assert_sound
from tests.small_course import SmallCourse, assert_one_clear_sentence, scores, small_notebook

pytestmark = pytest.mark.slow
FAULTS = Path(__file__).parent / "faults"
PATIENCE = 60
"""Seconds in which a run must come to a point."""
RUN_POINTS = {
    "the lock is taken": "nbexaminer.pipeline.lock:_remove_leftovers:after:1",
    "the plan is made": "nbexaminer.pipeline.plan:plan:after:1",
    "a submission is copied": "nbexaminer.intake.take_in:take_in:after:2",
    "a submission is sanitized": "nbexaminer.pipeline.prepare:prepare:after:3",
    "an executed notebook has come": "nbexaminer.pipeline.record:with_repairs:after:1",
    "a result is about to be recorded": "nbexaminer.pipeline.record:record:before:2",
    "nbgrader is about to write grades": "nbgrader.preprocessors.saveautogrades:SaveAutoGrades.preprocess:before:2",
    "nbgrader has written grades": "nbgrader.preprocessors.saveautogrades:SaveAutoGrades.preprocess:after:2",
    "a result is recorded": "nbexaminer.pipeline.record:record:after:1",
    "the ledger is about to be written": "nbexaminer.pipeline.ledger:Ledger.record:before:2",
    "the ledger is written": "nbexaminer.pipeline.ledger:Ledger.record:after:2",
    "the last result is in the ledger": f"nbexaminer.pipeline.ledger:Ledger.record:after:{STUDENTS}",
    "a page is about to be written": "nbexaminer.pipeline.pages:write_feedback:before:1",
    "a page is written": "nbexaminer.pipeline.pages:write_feedback:after:2",
}
"""What has just happened, or is about to, when a run is killed; the pages are written by its workers."""
WORKER_POINTS = {
    "a worker begins with a notebook": "nbexaminer.execution.run:execute:before:1",
    "a kernel has started": "nbexaminer.sandbox.zygote:start_kernel:after:2",
    "a check is about to run": "nbexaminer.execution.examiner_process:ExaminerProcess.outputs:before:2",
    "a worker has a result": "nbexaminer.execution.run:execute:after:2",
}
"""The same, when something is killed that a run has started. What forks is killed whole, with all that it has forked."""


class Fault:
    """A run that stands still at a named point.

    Args:
        course: the course that is graded.
        point: as in tests/pipeline/faults/sitecustomize.py.
        mark: a file that does not exist yet.

    Attributes:
        process: the run.
        stopped: the process that has come to the point; the run itself, or one that it has started.
    """

    def __init__(self, course: SmallCourse, point: str, mark: Path):
        environment = {"FAULT": point, "FAULT_MARK": str(mark)}
        environment["PYTHONPATH"] = os.pathsep.join([str(FAULTS), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.process = course.start("grade", "--jobs", "2", start_new_session=True, env=environment)
        deadline = time.monotonic() + PATIENCE
        while not (mark.exists() and mark.read_text()):
            assert self.process.poll() is None, f"{point} is never reached: {self.process.communicate()}"
            assert time.monotonic() < deadline, f"{point} is not reached in time"
            time.sleep(0.02)
        self.stopped = psutil.Process(int(mark.read_text()))
        while self.stopped.status() != psutil.STATUS_STOPPED:
            assert time.monotonic() < deadline, f"{point} is no standstill"
            time.sleep(0.01)

    def go_on(self) -> None:
        """Let the process that stands still go on, if it lives."""
        with contextlib.suppress(psutil.Error):
            self.stopped.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("point", RUN_POINTS.values(), ids=RUN_POINTS)
def test_a_run_that_is_killed_there_is_taken_up_where_it_was(class_: Class, family: Family, tmp_path: Path, point: str):
    course = class_.copy(tmp_path / "class")
    fault = Fault(course, point, tmp_path / "mark")
    fault.process.kill()
    fault.go_on()
    fault.process.communicate()
    family.assert_gone()
    assert_sound(course)
    assert_done(class_, course, course.start("grade", "--jobs", "2", start_new_session=True))


@pytest.mark.parametrize("point", WORKER_POINTS.values(), ids=WORKER_POINTS)
@pytest.mark.parametrize("victim", ["the worker", "what forks examiners and kernels"])
def test_a_run_goes_on_when_what_it_has_started_is_killed_there(
    class_: Class, family: Family, tmp_path: Path, point: str, victim: str
):
    course = class_.copy(tmp_path / "class")
    fault = Fault(course, point, tmp_path / "mark")
    victims = [fault.stopped] if victim == "the worker" else family.fork_servers()
    assert victims
    for each in victims:
        with contextlib.suppress(psutil.Error):
            each.kill()
    fault.go_on()
    assert f"{STUDENTS} graded" in assert_done(class_, course, fault.process)


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 32 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_full_disk_stops_the_run_and_nothing_is_lost(small_course, little_disk):
    fresh, course = SmallCourse(little_disk / "fresh"), SmallCourse(little_disk / "course")
    shutil.copytree(small_course.root, fresh.root)
    for number in range(3):
        extra = f"text = {'a' * 60_000!r}"
        fresh.submit(f"student{number}", small_notebook(double="2 * x" if number % 2 else "3 * x", extra=extra))
    left, stopped, done = 0, set(), None
    while done is None or done.returncode:
        shutil.rmtree(course.root, ignore_errors=True)
        shutil.copytree(fresh.root, course.root)
        fill(little_disk / "filler", left)
        done = course.run("grade")
        (little_disk / "filler").unlink()
        assert_sound(course)
        if done.returncode:
            assert_one_clear_sentence(done, "The disk is full", "same command again")
            stopped.add(len(list((course.root / "autograded").glob("*/tiny/tiny.ipynb"))))
            again = course.run("grade")
            assert again.returncode == 0, again.stderr
        assert scores(course) == {"student0": 0, "student1": 2, "student2": 0}
        assert len(list((course.root / "feedback").glob("*/tiny/tiny.html"))) == 3
        assert_sound(course)
        left += 100 * 1024
    assert {0, 3} < stopped  # before the first was graded, in between, and while pages were written


def fill(path: Path, left: int) -> None:
    """Fill a disk with one file, but for some bytes."""
    with open(path, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(path, max(0, path.stat().st_size - left))
