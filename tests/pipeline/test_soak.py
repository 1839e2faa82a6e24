"""A hundred random kills: `make soak` runs them for a quarter of an hour. The named points are in test_killed.py."""

from __future__ import annotations

import contextlib
import random
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.pipeline.killing import STUDENTS, assert_done, assert_sound, ended
from tests.small_course import SmallCourse

KILLED_RUNS, KILLED_WORKERS, KILLED_FORK_SERVERS = 10, 45, 45

pytestmark = pytest.mark.soak


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


@pytest.mark.parametrize(("who", "goal"), [("workers", KILLED_WORKERS), ("fork_servers", KILLED_FORK_SERVERS)])
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
