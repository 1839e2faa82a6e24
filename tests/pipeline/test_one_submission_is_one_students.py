"""Whatever one submission holds, the run comes to its end, and the student beside it gets all points and a page."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nbformat
import pytest

from nbexaminer.course.digest import digest_of_submission
from nbexaminer.pipeline import prepare as preparing
from nbexaminer.pipeline import run as running
from tests.small_course import SmallCourse, assert_one_clear_sentence, scores, small_notebook


def sparse(folder: Path) -> None:
    with open(folder / "data.bin", "wb") as file:
        file.truncate(2**40)


def deep(folder: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(1500):
        os.mkdir("a")
        os.chdir("a")
    os.fchdir(here)
    os.close(here)


def link_to_a_large_file(folder: Path) -> None:
    sparse(folder.parent)
    (folder / "data.csv").symlink_to(folder.parent / "data.bin")


def a_folder_named_like_a_given_file(folder: Path) -> None:
    (folder / "given.py").mkdir()
    (folder / "given.py" / "x.txt").write_text("x")


def names_that_are_no_text(folder: Path) -> None:
    os.makedirs(os.fsencode(folder) + b"/\xff\xfe/inside")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe/\xe4.txt")).write_text("x")


def many_folders(folder: Path) -> None:
    for number in range(3000):
        (folder / str(number)).mkdir()


TREES = [sparse, deep, link_to_a_large_file, a_folder_named_like_a_given_file, names_that_are_no_text, many_folders]
CELLS = {
    "minus signs": "-" * 20_000 + "1",
    "two arguments of one name": "def f(a, a):\n    return a",
    "a late global": "def f():\n    a = 1\n    global a",
    "a sum of 400 terms": " + ".join(["1"] * 400),
    "brackets": "(" * 5000,
    "no text": "x = '\\ud800'",
}


@pytest.fixture
def course(small_course: SmallCourse) -> SmallCourse:
    """The small course with a given file, and an honest student."""
    (small_course.root / "source" / "tiny" / "given.py").write_text("VALUE = 1\n")
    assert small_course.run("build").returncode == 0
    small_course.submit("zed")
    return small_course


def assert_zed_has_all(course: SmallCourse) -> dict[str, float]:
    result = course.run("grade", "--jobs", "2", start_new_session=True)
    assert "Traceback" not in result.stderr, result.stderr
    found = scores(course)
    assert found["zed"] == 2, result.stdout + result.stderr
    assert (course.root / "feedback" / "zed" / "tiny" / "tiny.html").is_file()
    return found


def grade(course: SmallCourse) -> dict[str, float]:
    """Grade a class to its end; the scores."""
    result = course.run("grade", "--jobs", "2", start_new_session=True)
    assert "Traceback" not in result.stderr, result.stderr
    assert (course.root / "feedback" / "zed" / "tiny" / "tiny.html").is_file(), result.stdout + result.stderr
    return scores(course)


@pytest.mark.slow
def test_strange_trees(course: SmallCourse):
    for make in TREES:
        make(course.submit(make.__name__).parent)
    try:
        assert grade(course) == dict.fromkeys(["zed", *(make.__name__ for make in TREES)], 2)
        assert f"0 graded, {len(TREES) + 1} unchanged" in course.run("grade").stdout
    finally:
        subprocess.run(["rm", "-rf", course.root / "submitted"], check=True)  # too deep for Python


@pytest.mark.slow
def test_a_right_answer_is_graded_whatever_stands_beside_it(course: SmallCourse):
    for name, text in CELLS.items():
        course.submit(name, small_notebook(extra=text))
    assert grade(course) == dict.fromkeys(["zed", *CELLS], 2)


@pytest.mark.slow
def test_a_students_name_is_no_text(course: SmallCourse):
    folder = os.fsencode(course.root / "submitted") + b"/\xff\xfe/tiny"
    os.makedirs(folder)
    result = course.run("grade", start_new_session=True)
    assert result.returncode == 1
    assert "error: " in result.stderr
    assert "no UTF-8 text: rename it" in result.stderr
    assert scores(course) == {"zed": 2}


@pytest.mark.slow
def test_a_students_name_orders_a_terminal_nothing(course: SmallCourse):
    course.submit("bell\x07\x1b[2J")
    result = course.run("grade", start_new_session=True)
    assert result.returncode == 0, result.stderr
    assert "bell��[2J" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("module", "name"), [(running, "prepare"), (running, "record"), (preparing, "take_in")])
def test_an_unforeseen_error_is_that_students(course: SmallCourse, monkeypatch, module, name):
    course.submit("mallory")
    original = getattr(module, name)

    def fails_for_mallory(*arguments: object, **options: object) -> object:
        if any("mallory" in str(argument) for argument in arguments):
            raise RecursionError("too deep")
        return original(*arguments, **options)

    monkeypatch.setattr(module, name, fails_for_mallory)
    result = course.run("grade")
    assert_one_clear_sentence(result, "submitted/mallory/tiny/ could not be graded", "RecursionError: too deep")
    assert scores(course)["zed"] == 2


def test_a_digest_tells_what_has_changed_and_follows_nothing(tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    (tmp_path / "elsewhere").write_text("secret")
    seen = {digest_of_submission(folder)}
    (folder / "a.txt").write_text("a")
    seen.add(digest_of_submission(folder))
    (folder / "a.txt").write_text("b")
    seen.add(digest_of_submission(folder))
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    seen.add(digest_of_submission(folder))
    (folder / "empty").mkdir()
    seen.add(digest_of_submission(folder))
    assert len(seen) == 5
    (tmp_path / "elsewhere").write_text("changed")
    (folder / "__pycache__").mkdir()
    os.utime(folder / "a.txt", (1, 1))
    assert digest_of_submission(folder) in seen


def test_a_notebook_with_such_a_cell_is_a_notebook():
    assert nbformat.validate(small_notebook(extra=CELLS["minus signs"])) is None
