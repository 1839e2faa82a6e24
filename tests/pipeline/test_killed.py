"""Nothing is lost: whatever is killed while a class is graded, and wherever the disk is full, the end is the same."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, scores, small_notebook

KILLED_RUNS = 10
KILLED_WORKERS = 45
KILLED_MOTHERS = 45
"""100 in all."""
STUDENTS = 8
GRACE = 15
"""Seconds in which the processes of a killed run must be gone."""
PR_SET_CHILD_SUBREAPER = 36
FORKSERVER, EXAMINER, ZYGOTE = "multiprocessing.forkserver", "nbexaminer.examiner.process", "entry.fork_kernels"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Class:
    """A class that nobody has graded yet, and what grading it undisturbed gives."""

    root: Path
    scores: dict[str, float]
    autograded: dict[str, bytes]
    feedback: dict[str, bytes]

    def copy(self, folder: Path) -> SmallCourse:
        """The class, to be graded in another folder."""
        shutil.copytree(self.root, folder, dirs_exist_ok=True)
        return SmallCourse(folder)


@pytest.fixture(scope="module")
def class_(_built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Half of the students are right, one of the others ends the kernel."""
    root, graded = tmp_path_factory.mktemp("class") / "course", tmp_path_factory.mktemp("graded") / "course"
    course = SmallCourse(shutil.copytree(_built_course, root))
    for number in range(STUDENTS):
        extra = "import os; os._exit(1)" if number == 2 else ""
        course.submit(f"student{number}", small_notebook(double="2 * x" if number % 2 else "3 * x", extra=extra))
    course = SmallCourse(shutil.copytree(root, graded))
    result = course.run("grade", "--jobs", "2", start_new_session=True)
    assert result.returncode == 0, result.stderr
    known = scores(course)
    assert known == {f"student{number}": 2 * (number % 2) for number in range(STUDENTS)}
    return Class(root, known, everything(graded / "autograded"), everything(graded / "feedback"))


def assert_sound(course: SmallCourse) -> None:
    """The gradebook is whole, and has each submission at most once."""
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert gradebook.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = gradebook.execute("SELECT student_id, assignment_id FROM submitted_assignment").fetchall()
        assert len(set(rows)) == len(rows)
        notebooks = gradebook.execute("SELECT assignment_id, notebook_id FROM submitted_notebook").fetchall()
        assert len(set(notebooks)) == len(notebooks)


class Family:
    """The processes that a run has started, wherever they are: who has lost its parent becomes a child of this process."""

    def __init__(self):
        self.before = {child.pid for child in psutil.Process().children(recursive=True)}

    def members(self, but: subprocess.Popen | None = None) -> list[psutil.Process]:
        """Those that live; the ended ones are waited for."""
        found = []
        for child in psutil.Process().children(recursive=True):
            if child.pid in self.before or (but and child.pid == but.pid):
                continue
            with contextlib.suppress(psutil.Error):
                if child.status() != psutil.STATUS_ZOMBIE:
                    found.append(child)
                elif child.ppid() == os.getpid():
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(child.pid, os.WNOHANG)
        return found

    def workers(self) -> list[psutil.Process]:
        """Those that run notebooks."""
        return [child for child in self.members() if FORKSERVER in _line(child) and FORKSERVER in _above(child)]

    def mothers(self) -> list[psutil.Process]:
        """Those that fork examiners and kernels; none of their forks."""
        found = []
        for child in self.members():
            line, above = _line(child), _above(child)
            examiners = EXAMINER in line and EXAMINER not in above
            outside = "bwrap" in line.split("\0")[0] and ZYGOTE in line
            inside = ZYGOTE in line and "bwrap" in above.split("\0")[0]
            if examiners or outside or inside:
                found.append(child)
        return found

    def assert_gone(self) -> None:
        """None is left."""
        deadline = time.monotonic() + GRACE
        while self.members() and time.monotonic() < deadline:
            time.sleep(0.1)
        left = [(child.pid, _line(child).replace("\0", " ")) for child in self.members()]
        for pid, _ in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        assert left == []


def _line(process: psutil.Process | None) -> str:
    with contextlib.suppress(psutil.Error, AttributeError):
        return "\0".join(process.cmdline())
    return ""


def _above(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return _line(process.parent())
    return ""


@pytest.fixture
def family() -> Iterator[Family]:
    """The processes of what is started in a test; none is left behind."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    members = Family()
    try:
        yield members
        members.assert_gone()
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def ended(process: subprocess.Popen, seconds: float) -> bool:
    """Whether a process ends within some seconds."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.returncode is not None


def begins(course: SmallCourse, process: subprocess.Popen) -> None:
    """Wait until a run has the course for itself: imports are no place where something could be lost."""
    lock = course.root / ".cache" / "lock"
    lock.unlink(missing_ok=True)
    while not lock.exists() and process.poll() is None:
        time.sleep(0.05)


def results(course: SmallCourse) -> set[Path]:
    """What a run has written so far, graded notebooks and pages."""
    return {
        path for step in (".cache/executed", "autograded", "feedback") for path in (course.root / step).rglob("*.*")
    }


def assert_done(class_: Class, course: SmallCourse, process: subprocess.Popen) -> str:
    """The run ends well, says nothing of what happened, and leaves the same as an undisturbed one; what it printed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert err == ""
    assert scores(course) == class_.scores
    assert everything(course.root / "autograded") == class_.autograded
    assert everything(course.root / "feedback") == class_.feedback
    assert not list((course.root / ".cache" / "executed").iterdir())
    assert not list((course.root / ".cache").glob("kept-*"))
    assert_sound(course)
    return out


def test_a_run_that_is_killed_again_and_again_is_taken_up_where_it_was(class_, family, tmp_path):
    kills, classes = 0, 1
    course = class_.copy(tmp_path / "class1")
    while kills < KILLED_RUNS:
        process = course.start("grade", "--jobs", "2", start_new_session=True)
        begins(course, process)
        if ended(process, random.uniform(0, 10)):
            assert_done(class_, course, process)
            classes += 1
            course = class_.copy(tmp_path / f"class{classes}")
            continue
        process.kill()
        process.communicate()
        kills += 1
        family.assert_gone()
        assert_sound(course)
    assert_done(class_, course, course.start("grade", "--jobs", "2", start_new_session=True))


@pytest.mark.parametrize(("who", "goal"), [("workers", KILLED_WORKERS), ("mothers", KILLED_MOTHERS)])
def test_a_run_goes_on_when_what_it_has_started_is_killed(class_, family, tmp_path, who, goal):
    kills, classes = 0, 0
    while kills < goal:
        classes += 1
        course = class_.copy(tmp_path / f"class{classes}")
        process = course.start("grade", "--jobs", "2", start_new_session=True)
        seen, killed = set(), False
        while not ended(process, random.uniform(0, 1)):
            fresh = results(course) - seen
            seen |= fresh
            victims = getattr(family, who)()
            if victims and kills < goal and (fresh or not killed):  # with none in between, memory is said to be short
                with contextlib.suppress(psutil.Error):
                    random.choice(victims).kill()
                    kills, killed = kills + 1, True
        out = assert_done(class_, course, process)
        assert f"{STUDENTS} graded" in out


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
