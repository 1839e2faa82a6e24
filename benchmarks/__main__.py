"""`python -m benchmarks`: what the wall and the sandbox cost, against plain nbgrader, in one run."""

from __future__ import annotations

import argparse
import copy
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbgrader.converters import Autograde
from rich.console import Console
from rich.progress import track
from traitlets.config import Config

from benchmarks.classes import draw, hand_in, make_course
from grading.course import Course
from tests.catalogue import notebooks

RESULTS = Path(__file__).with_name("cost.md")
PLAIN = [
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""nbgrader's own way to grade: everything in one kernel, unprotected."""


def settings(course: Course, plain: bool) -> Config:
    """The settings of a course, or the same with nbgrader's own way to run a submission."""
    config = copy.deepcopy(course.config)
    if plain:
        config.Autograde.autograde_preprocessors = PLAIN
        config.Execute.timeout = config.ExecuteNotebook.timeout
        config.Execute.extra_arguments = config.ExecuteNotebook.extra_arguments
    return config


def grade(course: Course, plain: bool, assignment: str, student: str) -> tuple[float, dict[str, float]]:
    """Grade one submission; the seconds that it took, and the points of each check."""
    measured = Course(course.root)
    measured.__dict__["config"] = settings(course, plain)
    start = time.perf_counter()
    problem = measured.run(Autograde, assignment, student)
    seconds = time.perf_counter() - start
    if problem:
        raise RuntimeError(f"{student}: {problem}")
    with measured.gradebook() as gradebook:
        submission = gradebook.find_submission(assignment, student)
        return seconds, {grade.name: grade.auto_score for nb in submission.notebooks for grade in nb.grades}


def measure(course: Course, notebook: str, size: int, show: Callable) -> list[str]:
    """One row of the table: medians of both ways over some submissions, each graded both ways in turn."""
    assignment = notebooks()[notebook].parent.name
    took: dict[bool, list[float]] = {True: [], False: []}
    different = 0
    for student in show(hand_in(course, notebook, draw(notebook, size)), description=notebook):
        results = {}
        for plain in (True, False):
            seconds, results[plain] = grade(course, plain, assignment, student)
            took[plain].append(seconds)
        different += results[True] != results[False]
    ratio = sum(took[False]) / sum(took[True])
    medians = [statistics.median(took[plain]) for plain in (True, False)]
    return [notebook, str(size), f"{medians[0]:.1f} s", f"{medians[1]:.1f} s", f"{ratio:.2f}", str(different)]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table and write it to `benchmarks/cost.md`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--size", type=int, default=4, help="submissions of each notebook (default: 4)")
    parser.add_argument("--notebook", action="append", help="only this notebook (default: all)")
    options = parser.parse_args(arguments)
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    console = Console()
    head = ["notebook", "submissions", "plain nbgrader", "across the wall", "ratio", "other scores"]
    rows = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        course = make_course(Path(folder) / "course")
        for notebook in options.notebook or notebooks():
            rows.append(measure(course, notebook, options.size, lambda items, description: track(items, description)))
            console.print(dict(zip(head, rows[-1], strict=True)))
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] + ["---:"] * (len(head) - 1), *rows)]
    intro = (
        "# What the wall costs\n\n"
        "Seconds to grade one submission (`nbgrader autograde`, median; made by `make benchmark`), in nbgrader's own way, "
        "unprotected, and across the wall in a sandbox. Each submission was graded both ways in turn; the ratio is that of the "
        f"sums. {os.cpu_count()} cores, Python {platform.python_version()}.\n\n"
    )
    RESULTS.write_text(intro + "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
