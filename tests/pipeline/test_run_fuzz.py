"""A class of made-up submissions is graded to its end, and the honest students in it get all points and their pages. Slow.

`make fuzz` grades further classes; `FUZZ_SEED=7` grades the one that a failure names.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from random import Random

import nbformat
import pytest

from tests.fuzz.submissions import KINDS, honest_notebook, remove
from tests.small_course import SmallCourse, scores

STUDENTS = 60
HONEST = ("ada", "zoe")
"""The first and the last of the class."""
LIMITS = "c.ExecuteNotebook.timeout = 10\nc.ExecuteSubmission.notebook_timeout = 30\n"
RESULTS = ("autograded", "feedback", ".cache", "gradebook.db")
"""What a run may write in a course."""


def listed(folder: Path) -> list[str]:
    """Every file in a folder but the results: its path, kind, size, rights and time of change; nothing is followed."""
    left_out = [word for name in RESULTS for word in ("-path", f"./{name}*", "-prune", "-o")]
    what = ["find", ".", *left_out, "-type", "f", "-printf", r"%p %y %s %m %T@\0", "-o", "-printf", r"%p %y %m %l\0"]
    found = subprocess.run(what, cwd=folder, capture_output=True, check=True)
    return sorted(found.stdout.decode(errors="surrogateescape").split("\0"))


def refused(result: subprocess.CompletedProcess) -> set[str]:
    """The students about whom a run says that they were not graded, one sentence each."""
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    named = [re.fullmatch(r"error: submitted/([^/]+)/tiny/ could not be graded: \S.*", line) for line in lines]
    assert all(named), result.stderr
    assert len({match[1] for match in named}) == len(lines), result.stderr
    return {match[1] for match in named}


def grade(course: SmallCourse, temporary: Path) -> subprocess.CompletedProcess:
    process = course.start("grade", "--jobs", "2", start_new_session=True, env={"TMPDIR": str(temporary)})
    out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def assert_the_class_is_graded(course: SmallCourse, temporary: Path, seed: int) -> None:
    """Fill a class, grade it, and grade it again.

    Args:
        course: released, without submissions.
        temporary: an empty folder for the run.
        seed: what the class is made from.
    """
    honest = honest_notebook(course.root / "release" / "tiny")
    names = [f"fuzz{number:03}" for number in range(STUDENTS)]
    for number, name in enumerate(names):
        folder = course.root / "submitted" / name / "tiny"
        folder.mkdir(parents=True)
        KINDS[number % len(KINDS)](Random(f"{seed} {number}"), folder, honest)
    for name in HONEST:
        course.submit(name, honest)
    before = listed(course.root)
    result = grade(course, temporary)
    missing = refused(result)
    assert result.returncode == bool(missing), result.stderr
    known = scores(course)
    assert {name: known.get(name) for name in HONEST} == dict.fromkeys(HONEST, 2), result.stderr
    for name in {*names, *HONEST} - missing:
        assert known[name] in (0, 2, 3)
        nbformat.validate(nbformat.read(course.root / "autograded" / name / "tiny" / "tiny.ipynb", as_version=4))
        assert "double" in (course.root / "feedback" / name / "tiny" / "tiny.html").read_text(encoding="utf-8")
    assert not missing, result.stderr
    assert listed(course.root) == before
    assert not list(temporary.iterdir())
    again = grade(course, temporary)
    assert f"0 graded, {len(names) + len(HONEST)} unchanged" in again.stdout, again.stdout + again.stderr
    assert scores(course) == known
    assert listed(course.root) == before


def try_class(course: SmallCourse, seed: int) -> None:
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write(LIMITS)
    try:
        with tempfile.TemporaryDirectory(prefix="run-") as temporary:
            assert_the_class_is_graded(course, Path(temporary), seed)
    except BaseException:
        print(f"FUZZ_SEED={seed}")
        raise
    finally:
        remove(course.root)


@pytest.mark.slow
def test_a_class_of_made_up_submissions(small_course: SmallCourse):
    try_class(small_course, seed=1)


@pytest.mark.fuzz
@pytest.mark.parametrize("number", range(10))
def test_many_classes(small_course: SmallCourse, number: int):
    try_class(small_course, int(os.environ.get("FUZZ_SEED", Random().randrange(10**9))))
