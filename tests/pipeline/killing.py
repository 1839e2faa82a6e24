"""What tests of killed runs need: a class, the processes that a run has started, and what must be true in the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.small_course import SmallCourse, everything, scores, small_notebook

STUDENTS = 8
GRACE = 15
"""Seconds in which the processes of a killed run must be gone."""
PR_SET_CHILD_SUBREAPER = 36
FORKSERVER, EXAMINERS, ZYGOTE = "multiprocessing.forkserver", "nbexaminer.examiner.process", "entry.fork_kernels"
"""Words in the command lines of the processes that run notebooks, and of those that fork examiners and kernels."""


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


def make_class(built: Path, root: Path, graded: Path) -> Class:
    """A class of the small course, half of whose students are right; one of the others ends the kernel.

    Args:
        built: the small course, released.
        root: where the class is made.
        graded: where a copy of it is graded without a disturbance.
    """
    course = SmallCourse(shutil.copytree(built, root))
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

    def fork_servers(self) -> list[psutil.Process]:
        """Those that fork examiners and kernels; none of their forks."""
        found = []
        for child in self.members():
            line, above = _line(child), _above(child)
            examiners = EXAMINERS in line and EXAMINERS not in above
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


def ended(process: subprocess.Popen, seconds: float) -> bool:
    """Whether a process ends within some seconds."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.returncode is not None


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
