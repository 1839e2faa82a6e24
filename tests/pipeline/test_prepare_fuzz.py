"""Whatever a submission holds, it is prepared: made-up trees of files, notebooks and cells. `make fuzz` tries many more."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbexaminer.course.course import Course
from tests.fuzz.preparing import assert_can_be_prepared
from tests.fuzz.submissions import KINDS, honest_notebook, remove

SOAK = int(os.environ.get("FUZZ", "1000"))
kinds = pytest.mark.parametrize("fill", KINDS, ids=lambda fill: fill.__name__)


@pytest.fixture(scope="module")
def course(_built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("fuzz") / "course"
    subprocess.run(["cp", "-r", _built_course, root], check=True)
    (root / "submitted").mkdir()
    return Course(root)


def try_one(course: Course, fill: Callable, draw: Random) -> None:
    """Prepare one submission, and remove it."""
    student = Path(tempfile.mkdtemp(dir=course.root / "submitted"))
    try:
        (student / "tiny").mkdir()
        fill(draw, student / "tiny", honest_notebook(course.folder("release", assignment="tiny")))
        assert_can_be_prepared(course, student / "tiny")
    finally:
        remove(student)


@kinds
@given(draw=st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
def test_any_submission(course: Course, fill: Callable, draw: Random):
    try_one(course, fill, draw)


@pytest.mark.slow
@kinds
@pytest.mark.parametrize("seed", range(120))
def test_many_submissions(course: Course, fill: Callable, seed: int):
    try_one(course, fill, Random(f"{fill.__name__} {seed}"))


@pytest.mark.fuzz
@kinds
def test_very_many_submissions(course: Course, fill: Callable):
    first = Random().randrange(10**9)
    for seed in range(first, first + SOAK):
        try:
            try_one(course, fill, Random(f"{fill.__name__} {seed}"))
        except BaseException:
            print(f"seed {seed}")
            raise
