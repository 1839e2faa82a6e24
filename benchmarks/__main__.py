"""`python -m benchmarks`: how fast a class is graded, against plain nbgrader without any protection, in one run."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from nbformat import NotebookNode
from rich.console import Console

from benchmarks.classes import draw, hand_in, make_course
from benchmarks.phases import STEPS, phases
from nbexaminer.course.course import Course
from nbexaminer.course.demonstrations import idle_cells
from nbexaminer.course.notebooks import read_notebook
from nbexaminer.execution.layout import is_demonstration
from tests.catalogue import Case, fill, folder_of, in_fork, notebooks, run_cells

RESULTS = Path(__file__).with_name("results.md")
PLAIN = """
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 60
"""
"""Settings that put nbgrader's own way in place of ours: everything in one kernel, unprotected."""
ROW = "| {} | {} | {:.2f} s | {:.2f} s | {:.2f} s | **{:.1f}** | {:.2f} | {:.2f} s | {:.2f} | {:.1f} | {:.0f} MB | {} |"
HEAD = """\
| notebook | submissions | plain nbgrader | one worker | two workers | plain : two | one : two | floor | two : floor | \
all cells, plain : two | memory for each worker | other scores |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass
class Run:
    """One command upon a class: seconds, peak memory in bytes, points of each student's checks."""

    seconds: float
    memory: int
    points: dict[str, dict[str, float]]


def measure(course: Course, assignment: str, command: list[str]) -> Run:
    """Run a command in a course folder.

    Raises:
        RuntimeError: it failed.
    """
    environment = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=course.root, env=environment, stdout=said, stderr=subprocess.STDOUT)
        peak: list[int] = [0]
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
        said.seek(0)
        if process.returncode:
            raise RuntimeError(said.read().decode()[-2000:])
    with course.gradebook() as gradebook:
        points = {
            submission.student.id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(assignment)
        }
    return Run(seconds, peak[0], points)


def _watch(pid: int, peak: list[int], over: threading.Event) -> None:
    while not over.wait(1):
        with contextlib.suppress(psutil.Error):
            tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
            peak[0] = max(peak[0], sum(_proportional(process.pid) for process in tree))


def _proportional(pid: int) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as lines:
        return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def floor(drawn: list[Case]) -> float:
    """Seconds that the cells of these submissions take by themselves, where all imports are done; idle ones left out."""
    return sum(in_fork(_timed, _without_idle(case), folder_of(case)) for case in drawn)


def _timed(*arguments: object) -> float:
    start = time.perf_counter()
    run_cells(*arguments)
    return time.perf_counter() - start


def _without_idle(case: Case) -> NotebookNode:
    """A submission with just those demonstrations that other cells use, which grading runs too."""
    shown = {cell.source for cell in read_notebook(notebooks()[case.notebook]).cells if is_demonstration(cell)}
    notebook = fill(case)
    idle = idle_cells(notebook.cells, shown)
    notebook.cells = [cell for index, cell in enumerate(notebook.cells) if index not in idle]
    for cell in notebook.cells:
        if cell.source in shown:
            cell.id = f"used-{cell.id}"  # by its own id it would be left out
    return notebook


def ours(jobs: int, *more: str) -> list[str]:
    """Our command, without feedback, which plain autograding does not write either."""
    return [sys.executable, "-m", "nbexaminer", "grade", "--no-feedback", "--force", "--jobs", str(jobs), *more]


def compare(notebook: str, size: int, plain_size: int, folder: Path, console: Console) -> str:
    """One row of the table."""
    assignment = notebooks()[notebook].parent.name
    course = make_course(folder / "course", notebook)
    plain, whole = (Course(shutil.copytree(course.root, folder / name)) for name in ("plain", "whole"))
    settings = plain.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + PLAIN)
    drawn = draw(notebook, size)
    hand_in(course, notebook, drawn)
    for other in (plain, whole):
        hand_in(other, notebook, drawn[:plain_size])
    console.print(f"{notebook}: {size} submissions, {plain_size} of them by plain nbgrader")
    nbgrader = [sys.executable, "-m", "nbgrader", "autograde", assignment, "--force"]
    runs = {
        "plain": measure(plain, assignment, nbgrader),
        "one": measure(course, assignment, ours(1)),
        "two": measure(course, assignment, ours(2)),
        "all": measure(whole, assignment, ours(2, "--all-cells")),
    }
    per = {name: run.seconds / (plain_size if name in ("plain", "all") else size) for name, run in runs.items()}
    at_least = floor(drawn) / size
    points = runs["plain"].points
    different = sum(
        points[student] != runs[name].points[student] for name in ("one", "two", "all") for student in points
    )
    row = ROW.format(
        notebook,
        size if size == plain_size else f"{size} ({plain_size} plain)",
        per["plain"],
        per["one"],
        per["two"],
        per["plain"] / per["two"],
        per["one"] / per["two"],
        at_least,
        per["two"] / at_least,
        per["plain"] / per["all"],
        runs["two"].memory / 2 / 2**20,
        different,
    )
    console.print(row)
    return row


def _measured_before() -> tuple[dict[str, str], dict[str, str]]:
    """Notebook -> its row, in both tables of the results, so that one notebook can be measured anew."""
    rows, steps = {}, {}
    lines = RESULTS.read_text().splitlines() if RESULTS.is_file() else []
    for line in lines:
        name = line.split("|")[1].strip() if line.startswith("|") else ""
        if name in notebooks():
            (steps if name in rows else rows)[name] = line
    return rows, steps


def _sorted(lines: dict[str, str]) -> list[str]:
    return [lines[notebook] for notebook in notebooks() if notebook in lines]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table and write it to `benchmarks/results.md`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--size", type=int, default=40, help="submissions of each notebook (default: 40)")
    parser.add_argument("--plain", type=int, help="so many of them by plain nbgrader, which is slow (default: all)")
    parser.add_argument("--notebook", action="append", choices=[*notebooks()], help="only this notebook (default: all)")
    options = parser.parse_args(arguments)
    console = Console(soft_wrap=True, highlight=False)
    rows, steps = _measured_before()
    for notebook in options.notebook or notebooks():
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            plain = min(options.plain or options.size, options.size)
            rows[notebook] = compare(notebook, options.size, plain, Path(folder), console)
            spent = phases(notebook, Path(folder, "phases"))
            steps[notebook] = f"| {notebook} | " + " | ".join(f"{seconds:.2f} s" for seconds in spent.values()) + " |"
            console.print(steps[notebook])
    intro = (
        "# How fast a class is graded\n\n"
        "Seconds for each submission of a class drawn from the catalogue, right and wrong ones, by `make benchmark`: by\n"
        "plain `nbgrader autograde`, unprotected, and by `nbexaminer grade`, in a sandbox and with an examiner, all\n"
        "from the start of the command to its end. The floor is the cells' own time in a process that has its imports.\n"
        "Ours leaves demonstrations out, on which no point depends; *all cells* is the same with them (`--all-cells`).\n"
        "*Other scores* counts submissions that got other points than from plain nbgrader. "
        f"{os.cpu_count()} cores, Python {platform.python_version()}.\n"
        "The ratios of a row are of one run; the seconds are of one machine.\n\n"
    )
    where = "\n".join(
        [
            "\n## Where the time goes\n",
            "One submission after the other, once all imports are done; the mean of a few.\n",
            *(f"- *{step}*: {what};" for step, what in STEPS.items()),
            "",
            f"| notebook | {' | '.join(STEPS)} |",
            f"| --- |{' ---: |' * len(STEPS)}",
        ]
    )
    RESULTS.write_text(intro + "\n".join([HEAD, *_sorted(rows), where, *_sorted(steps)]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
