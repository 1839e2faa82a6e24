"""The folders of the course, what git sees of them, its releases, other runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys

import pytest

from nbexaminer.doctor import course as looked_at
from tests.doctor.breaking import add_setting, only, told


def test_all_folders_are_well(small_course):
    small_course.submit("ada")
    assert only(small_course.root, "folders").state == "well"


def test_nothing_is_handed_in_yet(small_course):
    row = only(small_course.root, "folders")
    assert row.state == "mend"
    assert "There is no folder submitted/: put submissions there as submitted/STUDENT/ASSIGNMENT/." in row.text


def test_no_source(small_course):
    shutil.rmtree(small_course.root / "source")
    row = told(small_course.root, "folders")[0]
    assert row.state == "stops"
    assert "There is no assignment in source/" in row.text
    assert only(small_course.root, "releases").state == "not looked at"


@pytest.mark.parametrize(
    ("name", "state"), [("autograded", "stops"), ("feedback", "stops"), ("release", "mend"), ("solutions", "mend")]
)
def test_a_folder_that_can_not_be_written_or_is_none(small_course, monkeypatch, name, state):
    small_course.submit("ada")
    folder = small_course.root / name
    folder.mkdir(exist_ok=True)
    may = os.access
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda path, how: may(path, how) and str(path) != str(folder))
        row = only(small_course.root, "folders")
    assert row.state == state
    assert f"The folder {name} can't be written" in row.text
    shutil.rmtree(folder)
    folder.write_text("a file")
    row = only(small_course.root, "folders")
    assert row.state == state
    assert f"{name} is no folder: move it away." in row.text


def test_a_cache_that_is_a_file(small_course):
    small_course.submit("ada")
    shutil.rmtree(small_course.root / ".cache")
    (small_course.root / ".cache").write_text("a file")
    assert ".cache is no folder that can be written" in only(small_course.root, "folders").text


def git(root, *words: str) -> None:
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, capture_output=True
    )


@pytest.fixture
def repository(small_course, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_course.root.parent))
    git(small_course.root, "init", "-q")
    (small_course.root / ".gitignore").write_text("gradebook.db*\nfeedback/\nsubmitted/*\nautograded/*\n.cache/\n")
    return small_course


def test_no_repository(small_course, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_course.root.parent))
    assert only(small_course.root, "repository").text == "none"


def test_a_repository_that_git_can_not_read(repository, monkeypatch):
    (repository.root / ".git" / "HEAD").write_text("nothing")
    row = only(repository.root, "repository")
    assert row.state == "not looked at"
    assert "git can't read it (fatal: " in row.text
    monkeypatch.setenv("PATH", "/no/such/folder")
    assert only(repository.root, "repository").text == "needs git, which is not installed"


def test_a_repository_without_grades_and_students_work(repository):
    git(repository.root, "add", ".")
    assert only(repository.root, "repository").state == "well"


def test_what_git_leaves_out_and_is_checked_in(repository):
    git(repository.root, "add", "-f", "gradebook.db")
    row = only(repository.root, "repository")
    assert row.state == "mend"
    assert "checked in, and not meant to be: gradebook.db: `git rm --cached`" in row.text


def test_what_git_does_not_leave_out(repository):
    (repository.root / ".gitignore").write_text("feedback/\nautograded/*\n")
    git(repository.root, "add", ".")
    checked_in, seen = told(repository.root, "repository")
    assert "checked in, and not meant to be: gradebook.db" in checked_in.text
    assert "git sees gradebook.db, submitted/, so" in seen.text


def test_extensions_name_students_and_stay_out_of_the_repository(repository):
    (repository.root / "nbgrader_config.json").write_text("{}")
    assert "git sees nbgrader_config.json, so" in only(repository.root, "repository").text


def test_deadlines_are_told_and_wrong_ones_stop(small_course):
    assert only(small_course.root, "deadlines").text == "the settings state no due dates; handing in late costs nothing"
    add_setting(small_course.root, 'c.Deadlines.due = {"tiny": "2027-01-15"}', 'c.Deadlines.penalty = "zero"')
    row = only(small_course.root, "deadlines")
    assert (row.state, row.text) == ("well", "the settings state 1 due date; handing in late costs all points")
    add_setting(small_course.root, 'c.Deadlines.due = {"tinny": "2027-01-15"}')
    row = only(small_course.root, "deadlines")
    assert row.state == "stops"
    assert "did you mean 'tiny'?" in row.text


def test_folders_of_other_names_are_looked_at(repository):
    add_setting(repository.root, "c.CourseDirectory.submitted_directory = 'handed_in'")
    assert "git sees handed_in/" in only(repository.root, "repository").text


def test_a_release_of_the_source_as_it_is(small_course):
    assert only(small_course.root, "releases").text == "1, of the source as it is"


def test_a_release_of_an_older_source(small_course):
    path = small_course.root / "source" / "tiny" / "tiny.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Because.", "Since."), encoding="utf-8")
    row = only(small_course.root, "releases")
    assert row.state == "mend"
    assert row.text == "not made here from the source as it is: tiny: run `nbexaminer build`."


def test_an_assignment_that_the_gradebook_does_not_have(small_course):
    (small_course.root / "gradebook.db").unlink()
    row = only(small_course.root, "releases")
    assert row.state == "stops"
    assert row.text == "not in the gradebook: tiny: run `nbexaminer build`."


def test_a_release_that_is_missing(small_course):
    shutil.rmtree(small_course.root / "release")
    row = only(small_course.root, "releases")
    assert row.state == "stops"
    assert "tiny has no release: run `nbexaminer build`." in row.text


def test_no_other_run(small_course):
    assert only(small_course.root, "other runs").text == "none"


def test_another_run(small_course):
    (small_course.root / ".cache" / "lock").touch()
    with open(small_course.root / ".cache" / "lock", "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        row = only(small_course.root, "other runs")
    assert row.state == "stops"
    assert "another run grades this course right now" in row.text
    assert only(small_course.root, "other runs").state == "well"


@pytest.mark.skipif(sys.platform != "linux", reason="the system's list of locks")
def test_the_process_that_holds_a_lock_is_named(tmp_path, monkeypatch):
    listed = "1: POSIX  ADVISORY  WRITE 7 08:01:42 0 EOF\n2: FLOCK  ADVISORY  WRITE 99 08:01:42 0 EOF\n"
    (tmp_path / "locks").write_text(listed + "2: -> FLOCK  ADVISORY  WRITE 98 08:01:42 0 EOF\n")
    monkeypatch.setattr(looked_at, "LOCKS", tmp_path / "locks")
    assert looked_at._holder(42) == 99
    assert looked_at._holder(43) is None


def test_what_a_killed_run_has_left(small_course):
    (small_course.root / ".cache" / "lock").touch()
    (small_course.root / ".cache" / "kept-1").mkdir()
    row = only(small_course.root, "other runs")
    assert row.state == "well"
    assert "a killed one has left .cache/kept-1, which the next one removes" in row.text
