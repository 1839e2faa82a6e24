"""Crashes cost their own points only, in bounded time and memory, and leave nothing behind. Slow."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.results import exercises
from tests.catalogue import ROOT
from tests.conftest import SmallCourse
from tests.execution import crashes
from tests.execution.crashes import CASES, Case

pytestmark = pytest.mark.slow
MEGABYTE = 2**20
MINUTE = 60
NODE = 1024
"""Bytes of memory that an empty file in a tmpfs takes, about."""
MOST_OF_OWN = 300 * MEGABYTE
"""Bytes of memory that grading may need besides the sandbox."""
MOST_OUTPUT = 8 * MEGABYTE
"""Bytes that a submission may leave in the course folder."""


@dataclass
class Watcher:
    """Measures, in a thread, what the sandboxes that this process starts use.

    Attributes:
        peak: the most bytes of memory that they had together.
        own: the most bytes of memory that this process had.
        processes: number of a process in a sandbox -> when it started.
    """

    peak: int = 0
    own: int = 0
    processes: dict[int, float] = field(default_factory=dict)

    def __enter__(self) -> Watcher:
        self._over = threading.Event()
        self.before = self.own = psutil.Process().memory_info().rss
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            inside = list(sandboxed())
            for process in inside:
                with contextlib.suppress(psutil.Error):
                    self.processes[process.pid] = process.create_time()
            self.peak = max(self.peak, memory([process.pid for process in inside]))
            self.own = max(self.own, psutil.Process().memory_info().rss)

    @property
    def growth(self) -> int:
        """Bytes of memory that this process needed besides."""
        return self.own - self.before

    def alive_after(self, seconds: float) -> list[int]:
        """The processes that were seen in a sandbox and that still run after some time at the most."""
        limit = time.monotonic() + seconds
        while self.alive() and time.monotonic() < limit:
            time.sleep(0.05)
        return self.alive()

    def alive(self) -> list[int]:
        """The processes that were seen in a sandbox and that still run."""
        found = []
        for pid, started in self.processes.items():
            with contextlib.suppress(psutil.Error):
                if psutil.Process(pid).create_time() == started:
                    found.append(pid)
        return found


def sandboxed() -> Iterator[psutil.Process]:
    """All processes in the sandboxes that this process has started, but for the first, which is the zygote's own and stays."""
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if child.name() == "bwrap":
                yield from (inside for inside in child.children(recursive=True) if inside.ppid() != child.pid)


def memory(pids: list[int]) -> int:
    """Bytes of memory of some processes: proportional set sizes, files in memory that have no name, and files in tmpfs."""
    total, unnamed = 0, {}
    for pid in pids:
        with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/smaps_rollup") as lines:
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        with contextlib.suppress(OSError):
            for number in os.listdir(f"/proc/{pid}/fd"):
                with contextlib.suppress(OSError):
                    if os.readlink(f"/proc/{pid}/fd/{number}").startswith("/memfd:"):
                        found = os.stat(f"/proc/{pid}/fd/{number}")
                        unnamed[found.st_dev, found.st_ino] = found.st_blocks * 512
    for folder in ("/tmp", "/dev/shm", "/home/student"):
        for pid in pids[:1]:
            with contextlib.suppress(OSError):
                room = os.statvfs(f"/proc/{pid}/root{folder}")
                if room.f_blocks * room.f_frsize != crashes.DISK * MEGABYTE:  # not the sandbox's own, or not yet
                    continue
                total += (room.f_blocks - room.f_bfree) * room.f_frsize + (room.f_files - room.f_ffree) * NODE
    return total + sum(unnamed.values())


@dataclass(frozen=True)
class Result:
    """What came of one submission."""

    points: dict[str, float]
    cells: dict[str, nbformat.NotebookNode]
    incidents: list[dict[str, str]]
    seconds: float
    watcher: Watcher
    printed: str
    size: int

    def describe(self, cell: str) -> str:
        """What a failed test shows."""
        lost = "".join(name for name, score in self.points.items() if not score)
        used = f"{self.seconds:.1f} s, {self.watcher.peak / MEGABYTE:.0f} MB, grader +{self.watcher.growth / MEGABYTE:.0f} MB"
        return f"lost {lost!r}; {used}; {self.size} bytes; {self.incidents}; {self.text(cell)[:500]!r}"

    def text(self, cell: str) -> str:
        """All that a cell's outputs say."""
        shown = []
        for output in self.cells[cell].outputs:
            shown += [output.get("ename", ""), output.get("evalue", ""), str(output.get("text", ""))]
        return "\n".join(shown)


@dataclass(frozen=True)
class CrashCourse(SmallCourse):
    """The small course with four exercises."""

    def grade(self, student: str, notebook: nbformat.NotebookNode) -> Result:
        """Hand a notebook in, grade it, and collect everything that a test asks for."""
        nbformat.write(notebook, self.submit(student))
        start = time.monotonic()
        with Watcher() as watcher:
            run = self.run("grade", "--student", student)
        seconds = time.monotonic() - start
        assert run.returncode == 0, run.stdout + run.stderr
        graded = self.root / "autograded" / student / "tiny" / "tiny.ipynb"
        executed = nbformat.read(graded, as_version=4)
        course = Course(self.root)
        submission = Submission(student, "tiny", self.root / "submitted" / student / "tiny")
        with course.gradebook() as gradebook:
            found = exercises(course, gradebook, submission)
        return Result(
            {result.name: result.score for result in found},
            {cell.id: cell for cell in executed.cells},
            executed.metadata["grading"]["incidents"],
            seconds,
            watcher,
            run.stdout + run.stderr,
            sum(
                path.stat().st_size
                for step in ("autograded", "feedback")
                for path in (self.root / step / student).rglob("*")
                if path.is_file()
            ),
        )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CrashCourse:
    root = tmp_path_factory.mktemp("course")
    (root / "source" / "tiny").mkdir(parents=True)
    nbformat.write(crashes.notebook(source=True), root / "source" / "tiny" / "tiny.ipynb")
    (root / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + crashes.SETTINGS)
    made = CrashCourse(root)
    authored = made.run("build")
    assert authored.returncode == 0, authored.stderr
    return made


@pytest.fixture(scope="module")
def untroubled(course: CrashCourse) -> Result:
    """The result of an honest submission; the second, since the first of a process loads a lot."""
    course.grade("honest0", crashes.notebook())
    return course.grade("honest1", crashes.notebook())


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, for one test alone."""
    folder = Path(tempfile.mkdtemp(prefix="crash-"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


def handles() -> int:
    """How many files, sockets and processes this process holds open."""
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_crash_costs_its_own_points_only(case: Case, course: CrashCourse, untroubled: Result, private: Path):
    before = handles()
    result = course.grade(case.name, case.submission())
    after = course.grade(f"{case.name}-next", crashes.notebook())
    # Points, and why they were lost.
    lost = {name for name, score in result.points.items() if not score}
    assert set(case.lost) <= lost <= set(case.lost + case.risked), result.describe(case.guilty)
    assert {incident["cell"] for incident in result.incidents} <= {case.guilty} or case.where == "every"
    named = {incident["reason"] for incident in result.incidents if incident["cell"] == case.guilty}
    assert (named or {""}) <= (set(case.reasons) or {""}), result.describe(case.guilty)
    assert re.search(case.says, result.text(case.guilty)), result.describe(case.guilty)
    # Bounds: no more than a minute is lost for nothing, however busy the machine is.
    usual = max(untroubled.seconds, after.seconds)
    spare = max(10, 3 * usual)
    allowed = MINUTE + 3 * usual + case.hangs * (crashes.TIMEOUT + spare) + max(0, case.crashes - case.hangs) * spare
    assert result.seconds <= allowed, result.describe(case.guilty)
    assert result.watcher.peak <= 1.1 * crashes.MEMORY * MEGABYTE, result.describe(case.guilty)
    assert result.watcher.growth <= MOST_OF_OWN, result.describe(case.guilty)
    assert result.size <= MOST_OUTPUT, result.describe(case.guilty)
    # Nothing is left, and the next submission is none the worse for it.
    assert not result.watcher.alive_after(5)
    assert not list(private.iterdir())
    assert handles() <= before + 2
    assert after.points == dict.fromkeys(crashes.EXERCISES, 1)
    assert not after.incidents


def test_an_honest_submission_has_all_points(untroubled: Result):
    assert untroubled.points == dict.fromkeys(crashes.EXERCISES, 1)
    assert not untroubled.incidents
