"""Where the time of one notebook goes, once all imports are done: the steps of grading it, timed one by one."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import nbformat

from benchmarks.classes import draw, hand_in, make_course
from nbexaminer.execution.submission import ExecuteSubmission
from nbexaminer.pipeline.prepare import prepare
from nbexaminer.pipeline.record import record
from tests.catalogue import notebooks

WARM_UP, RUNS = 2, 5
STEPS = {
    "sanitize": "take the submission in and sanitize it (nbgrader, the gradebook)",
    "kernel": "a kernel, forked into a sandbox of its own",
    "cells": "the student's cells",
    "forks": "forks of the kernel, one for each check",
    "visible": "the visible parts of the checks",
    "hidden": "the hidden tests",
    "rest": "read the notebook, end the sandbox",
    "record": "record it (nbgrader, the gradebook)",
}
"""Step -> what it is, in the order in which they are taken."""


class Timed(ExecuteSubmission):
    """Run a submission, and note how long each step takes.

    Attributes:
        spent: step -> seconds.
    """

    def __init__(self, *arguments: object, **options: object):
        super().__init__(*arguments, **options)
        self.spent: Counter[str] = Counter()

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add the time that one step takes."""
        began = time.perf_counter()
        yield
        self.spent[name] += time.perf_counter() - began


def phases(notebook: str, folder: Path) -> dict[str, float]:
    """Seconds of each of `STEPS`, the mean over some submissions of a notebook."""
    course = make_course(folder, notebook)
    hand_in(course, notebook, draw(notebook, WARM_UP + RUNS))
    assignment = notebooks()[notebook].parent.name
    spent: Counter[str] = Counter()
    for number, submission in enumerate(course.submissions(assignment)):
        began = time.perf_counter()
        prepared = prepare(course, submission)
        sanitized = time.perf_counter()
        preprocessor = Timed(config=course.config)
        preprocessor.task = prepared.tasks[notebook]
        text = nbformat.reads(preprocessor.task.notebook, as_version=4)
        executed, _ = preprocessor.preprocess(text, {"metadata": {}})
        path = folder / "executed.ipynb"
        nbformat.write(executed, path)
        done = time.perf_counter()
        record(course, prepared, {notebook: path})
        if number >= WARM_UP:
            steps = dict(preprocessor.spent)
            steps["rest"] = done - sanitized - sum(steps.values())
            spent.update(steps | {"sanitize": sanitized - began, "record": time.perf_counter() - done})
    return {step: spent[step] / RUNS for step in STEPS}
