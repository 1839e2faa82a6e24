"""`nbexaminer remove`: all that there is of one student goes, and nothing of anybody else."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing

import pytest

from nbexaminer.course import keeping
from nbexaminer.course.course import Course
from nbexaminer.pipeline import remove
from nbexaminer.pipeline.ledger import Ledger
from nbexaminer.pipeline.lock import one_run
from tests.class_of_students import add_graded
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, scores

NAMES = [
    *("a", "a[b]", "[a]", "ab", "a*", "a?", "*", "?", "%", "_", "a%", "a_", "A"),
    *(
        'O\'Brien "X"',
        "'; DROP TABLE student; --",
        "-n",
        "~",
        "$HOME",
        "trailing ",
        " leading",
        "new\nline",
        "\x1b[31m",
    ),
    *("café", "cafe\u0301", "tiny", "release", "[red]bold"),
]


class Terminal(io.StringIO):
    """Standard input of somebody who sits at a terminal."""

    def isatty(self) -> bool:
        return True


def rows(course: SmallCourse) -> int:
    """Grades and comments in the gradebook, which is whole."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        assert gradebook.execute("PRAGMA foreign_key_check").fetchall() == []
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sum(gradebook.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("grade", "comment"))


def files(course: SmallCourse) -> dict[str, bytes]:
    """All files of students."""
    found = everything(course.root)
    tops = ("submitted/", "autograded/", "feedback/", ".cache/executed/", ".cache/sanitized/")
    return {path: content for path, content in found.items() if path.startswith(tops)}


@pytest.mark.parametrize("name", [NAMES[0], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[1:])])
def test_one_student_goes_and_nothing_of_the_others_whatever_they_are_called(small_course, name):
    add_graded(small_course, dict.fromkeys([other for other in NAMES if other != name], 2))
    before, count = files(small_course), rows(small_course)
    known = scores(small_course)
    add_graded(small_course, {name: 1})
    result = small_course.run("remove", "--yes", "--", name)
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert files(small_course) == before
    assert scores(small_course) == known
    assert rows(small_course) == count
    assert Ledger(Course(small_course.root)).students() == {*NAMES} - {name}


def test_all_that_goes_is_listed_before(small_course):
    add_graded(small_course, {"ada": 2, "bob": 1})
    result = small_course.run("remove", "ada", "--yes")
    for words in (
        "in the gradebook: tiny (2.5 points, 1 given by hand)",
        "submitted/ada/ (1 file, ",
        "autograded/ada/ (1 file, 1 kB)",
        "feedback/ada/ (1 file, 1 kB)",
        ".cache/sanitized/ada/",
        ".cache/executed/",
        "in the ledger: tiny",
    ):
        assert words in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Removed ada.")


def test_without_a_terminal_and_without_yes_nothing_is_done(small_course, monkeypatch):
    add_graded(small_course, {"ada": 2})
    before = files(small_course)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert_one_clear_sentence(small_course.run("remove", "ada"), "--yes")
    assert files(small_course) == before
    assert scores(small_course) == {"ada": 2.5}


@pytest.mark.parametrize(
    ("answer", "goes"), [("y\n", True), ("yes\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_it_asks_and_only_yes_is_yes(small_course, monkeypatch, answer, goes):
    add_graded(small_course, {"ada": 2})
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    result = small_course.run("remove", "ada")
    assert result.returncode == int(not goes)
    assert "for good, of ada? [y/N]" in result.stdout
    assert ("Nothing was removed." in result.stdout) == (not goes)
    assert scores(small_course) == ({} if goes else {"ada": 2.5})


@pytest.mark.parametrize("name", ["adda", "Ada", "ada/", "", ".", "..", "../ada", "submitted/ada", "*", "ada/tiny"])
def test_who_is_misspelt_is_not_removed(small_course, name):
    add_graded(small_course, {"ada": 2, "bob": 1})
    before = files(small_course)
    assert_one_clear_sentence(small_course.run("remove", name, "--yes"), "There is no student")
    assert files(small_course) == before
    assert scores(small_course) == {"ada": 2.5, "bob": 1.5}


def test_the_nearest_name_is_suggested(small_course):
    add_graded(small_course, {"ada": 2, "bob": 1})
    assert_one_clear_sentence(small_course.run("remove", "adda", "--yes"), "did you mean 'ada'?")


@pytest.mark.parametrize("step", range(8))
def test_stopped_half_way_it_can_be_run_again(small_course, monkeypatch, step):
    add_graded(small_course, {"bob": 1})
    before, count = files(small_course), rows(small_course)
    add_graded(small_course, {"ada": 2})
    calls = []

    def stopping(original):
        def call(*arguments, **more):
            calls.append(original)
            if len(calls) == step + 1:
                raise KeyboardInterrupt
            return original(*arguments, **more)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(remove, "discard", stopping(keeping.discard))
        patch.setattr(Ledger, "forget", stopping(Ledger.forget))
        patch.setattr(
            "nbgrader.api.Gradebook.remove_submission_notebook", stopping(remove.Gradebook.remove_submission_notebook)
        )
        patch.setattr("nbgrader.api.Gradebook.remove_student", stopping(remove.Gradebook.remove_student))
        assert_one_clear_sentence(small_course.run("remove", "ada", "--yes"), "interrupted", "same command again")
    assert small_course.run("remove", "ada", "--yes").returncode == 0
    assert files(small_course) == before
    assert scores(small_course) == {"bob": 1.5}
    assert rows(small_course) == count
    assert_one_clear_sentence(small_course.run("remove", "ada", "--yes"), "There is no student")


def test_a_link_goes_and_what_it_leads_to_stays(small_course, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "tiny.ipynb").write_text("mine")
    (small_course.root / "submitted").mkdir()
    (small_course.root / "submitted" / "ada").symlink_to(tmp_path / "elsewhere")
    result = small_course.run("remove", "ada", "--yes")
    assert "the link, not what it leads to" in result.stdout
    assert not (small_course.root / "submitted" / "ada").is_symlink()
    assert (tmp_path / "elsewhere" / "tiny.ipynb").read_text() == "mine"


def test_a_run_of_grading_keeps_it_out(small_course):
    add_graded(small_course, {"ada": 2})
    with one_run(Course(small_course.root)):
        assert_one_clear_sentence(small_course.run("remove", "ada", "--yes"), "Another run")
    assert scores(small_course) == {"ada": 2.5}
