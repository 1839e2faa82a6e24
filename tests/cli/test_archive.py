"""`nbexaminer archive`: a year's work in one file that is whole, and a course that is cleared only of what that file holds."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course
from nbexaminer.course.database import gradebook_address, sqlite_address
from nbexaminer.course.gradebook_copy import content_digest, copy_rows
from nbexaminer.pipeline import archive as archiving
from nbexaminer.pipeline import new_year
from nbexaminer.pipeline.lock import one_run
from tests.catalogue import ROOT
from tests.class_of_students import add_graded
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, scores

STEPS = ("submitted", "autograded", "feedback", "release")
NAMES = {"ada": 2.0, "a[b]": 0.0, 'O\'Brien "X"': 1.0, "café": 2.0, "complete": 2.0}
KNOWN = {name: points + 0.5 for name, points in NAMES.items()}


@pytest.fixture
def course(small_course: SmallCourse) -> SmallCourse:
    """A class with a sample student, and what students hand in besides notebooks."""
    add_graded(small_course, NAMES)
    folder = small_course.root / "submitted" / "ada" / "tiny"
    (folder / "link").symlink_to("tiny.ipynb")
    (folder / "empty").mkdir()
    (folder / "data.bin").write_bytes(os.urandom(3000))
    return small_course


def work(course: SmallCourse) -> dict[str, bytes]:
    """All files that an archive must hold, but for the gradebook."""
    found = everything(course.root)
    return {name: found[name] for name in found if name.startswith(STEPS) or name == "nbgrader_config.py"}


def unpack(path: Path, into: Path) -> Path:
    """Unpack an archive with a program of its own; the folder that was in it."""
    into.mkdir()
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(path) as file:
            file.extractall(into)
    else:
        with tarfile.open(path) as file:
            file.extractall(into, filter="data")
    (folder,) = into.iterdir()
    return folder


@pytest.mark.parametrize("name", [None, "year.zip", "year.tar.xz"])
def test_an_archive_that_is_unpacked_is_a_course_with_every_score(course, tmp_path, name):
    before = everything(course.root)
    result = course.run("archive", *([str(tmp_path / name)] if name else []))
    assert result.returncode == 0, result.stderr
    (path,) = [tmp_path / name] if name else (course.root / "archives").iterdir()
    assert "read them back" in result.stdout
    folder = unpack(path, tmp_path / "unpacked")
    assert scores(SmallCourse(folder)) == KNOWN
    with Gradebook(gradebook_address(folder)) as gradebook:
        assert gradebook.find_comment("answer_why", "tiny", "tiny", "café").comment == "seen, café"
    expected, found = work(course), everything(folder)
    if path.name.endswith(".zip"):  # Python's own unpacking writes links as files with their target
        assert found.pop("submitted/ada/tiny/link") == b"tiny.ipynb"
        expected.pop("submitted/ada/tiny/link")
    assert {key: found[key] for key in found if key in work(course)} == expected
    assert "nbgrader==" in (folder / "packages.txt").read_text()
    assert (folder / "submitted" / "ada" / "tiny" / "empty").is_dir()
    made = {key: content for key, content in everything(course.root).items() if not key.startswith("archives/")}
    assert {**made, ".cache/lock": b""} == {**before, ".cache/lock": b""}


def test_a_link_in_a_zip_file_is_a_link_for_programs_that_know_them(course, tmp_path):
    course.run("archive", str(tmp_path / "year.zip"))
    with zipfile.ZipFile(tmp_path / "year.zip") as file:
        info = file.getinfo("year/submitted/ada/tiny/link")
        assert info.external_attr >> 28 == 0o12
        assert file.read(info) == b"tiny.ipynb"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["year.zip", "year.tar.xz"])
def test_a_new_year_begins_with_releases_settings_and_samples(course, tmp_path, name):
    before = work(course)
    result = course.run("archive", str(tmp_path / name), "--start-new-year", "--yes")
    assert result.returncode == 0, result.stderr
    stay = {
        key for key in before if key.startswith(("release", "nbgrader", "submitted/complete", "autograded/complete"))
    }
    assert work(course) == {key: before[key] for key in stay}
    assert not (course.root / "gradebook.db").exists()
    assert not (course.root / "feedback").exists()
    assert [path.name for path in (course.root / ".cache").iterdir()] == ["lock"]
    assert "nbexaminer build" in result.stdout
    assert scores(SmallCourse(unpack(tmp_path / name, tmp_path / "unpacked"))) == KNOWN
    assert course.run("build").returncode == 0
    assert scores(course) == {}


def points() -> dict[str, Callable]:
    """What a clearing calls, each a point at which it may be stopped."""
    return {
        "note": new_year._write_note,
        "gradebook": new_year.end_gradebook,
        "file": new_year._remove,
        "cache": new_year.discard,
    }


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("point", "number"),
    [("note", 1), ("gradebook", 1), ("file", 1), ("file", 4), ("file", 11), ("cache", 1), ("cache", 2)],
)
def test_a_clearing_that_is_stopped_is_finished_by_the_next(course, tmp_path, monkeypatch, point, number, when):
    before, calls = work(course), []
    original = points()[point]

    def stopping(*arguments: object) -> object:
        calls.append(arguments)
        if when == "before" and len(calls) == number:
            raise KeyboardInterrupt
        done = original(*arguments)
        if when == "after" and len(calls) == number:
            raise KeyboardInterrupt
        return done

    file = tmp_path / "year.zip"
    with monkeypatch.context() as patch:
        patch.setattr(new_year, original.__name__, stopping)
        assert_one_clear_sentence(course.run("archive", str(file), "--start-new-year", "--yes"), "same command again")
    assert len(calls) == number
    written = file.read_bytes()
    if (course.root / ".cache" / "new-year.json").exists():
        for command in (["grade"], ["archive"], ["remove", "ada", "--yes"]):
            assert_one_clear_sentence(course.run(*command), "archive --start-new-year")
        again = course.run("archive", str(file), "--start-new-year", "--yes")
    else:  # nothing has gone yet
        assert work(course) == before
        assert scores(course) == KNOWN
        assert_one_clear_sentence(course.run("archive", str(file), "--start-new-year", "--yes"), "exists already")
        again = course.run("archive", str(tmp_path / "other.zip"), "--start-new-year", "--yes")
    assert again.returncode == 0, again.stderr
    assert file.read_bytes() == written
    assert {name.split("/")[1] for name in work(course) if name.startswith(("submitted", "autograded"))} == {"complete"}
    assert [path.name for path in (course.root / ".cache").iterdir()] == ["lock"]
    assert not (course.root / "gradebook.db").exists()
    assert scores(SmallCourse(unpack(file, tmp_path / "unpacked"))) == KNOWN


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".zip", ".tar.xz"])
@pytest.mark.parametrize("number", [1, 7, 20])
def test_an_archive_that_is_stopped_leaves_no_file_and_the_course_as_it_was(
    course, tmp_path, monkeypatch, ending, number
):
    before = work(course)
    opened = []

    def stopping(path: Path, original: Callable = archiving.writer.__globals__["_open"]) -> object:
        opened.append(path)
        if len(opened) == number:
            raise OSError(28, "No space left on device", str(path))
        return original(path)

    with monkeypatch.context() as patch:
        patch.setitem(archiving.writer.__globals__, "_open", stopping)
        result = course.run("archive", str(tmp_path / f"year{ending}"), "--start-new-year", "--yes")
    assert_one_clear_sentence(result, "The disk is full")
    assert not [path for path in tmp_path.iterdir() if "year" in path.name]
    assert work(course) == before
    assert scores(course) == KNOWN
    assert course.run("archive", str(tmp_path / f"year{ending}"), "--start-new-year", "--yes").returncode == 0


def test_an_archive_that_was_killed_is_written_anew(course):
    (course.root / "archives").mkdir()
    (course.root / "archives" / ".course-2020-01-01.partial.zip").write_text("half")
    assert course.run("archive").returncode == 0
    (path,) = (course.root / "archives").iterdir()
    assert not path.name.startswith(".")


@pytest.mark.parametrize("ending", [".zip", ".tar.xz"])
@pytest.mark.parametrize("damage", ["cut", "turned", "missing"])
def test_nothing_is_removed_where_what_is_read_back_is_something_else(course, tmp_path, monkeypatch, ending, damage):
    before, original = work(course), archiving._write

    def damaged(course_: Course, path: Path, *more: object) -> object:
        made = original(course_, path, *more)
        content = bytearray(path.read_bytes())
        if damage == "cut":
            del content[-200:]
        elif damage == "turned":
            content[content.index(b"data.bin") + 1000 if ending == ".zip" else len(content) // 3] ^= 0xFF
        else:
            made.entries.pop("nbgrader_config.py")
        path.write_bytes(content)
        return made

    monkeypatch.setattr(archiving, "_write", damaged)
    result = course.run("archive", str(tmp_path / f"year{ending}"), "--start-new-year", "--yes")
    assert_one_clear_sentence(result, "year")
    assert work(course) == before
    assert scores(course) == KNOWN
    assert not (tmp_path / f"year{ending}").exists()


def test_only_what_was_archived_is_removed(course, tmp_path, monkeypatch):
    original = new_year._write_note

    def meanwhile(*arguments: object) -> None:
        course.submit("late")
        (course.root / "submitted" / "ada" / "tiny" / "tiny.ipynb").write_text("changed")
        original(*arguments)

    monkeypatch.setattr(new_year, "_write_note", meanwhile)
    result = course.run("archive", str(tmp_path / "year.zip"), "--start-new-year", "--yes")
    assert result.returncode == 0, result.stderr
    left = {name for name in work(course) if name.startswith("submitted") and "complete" not in name}
    assert left == {"submitted/ada/tiny/tiny.ipynb", "submitted/late/tiny/tiny.ipynb"}
    assert all(f"left: {name}" in result.stdout for name in left)


def test_a_gradebook_that_changes_meanwhile_stops_it_before_anything_goes(course, tmp_path, monkeypatch):
    original = new_year.content_digest

    def meanwhile(address: str) -> str:
        with Gradebook(address) as gradebook:
            gradebook.find_grade("answer_why", "tiny", "tiny", "ada").manual_score = 1
            gradebook.db.commit()
        return original(address)

    before = work(course)
    monkeypatch.setattr(new_year, "content_digest", meanwhile)
    result = course.run("archive", str(tmp_path / "year.zip"), "--start-new-year", "--yes")
    assert_one_clear_sentence(result, "gradebook was changed", "year.zip")
    assert work(course) == before
    assert scores(course) == KNOWN | {"ada": 3}


def test_it_asks_before_it_clears_and_says_what_goes(course, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    before = everything(course.root)
    result = course.run("archive", "--start-new-year")
    assert_one_clear_sentence(result, "--yes")
    assert "the gradebook, with the roster and all points" in result.stdout
    assert "submitted/: 6 files" in result.stdout
    assert everything(course.root).keys() == before.keys() | {".cache/lock"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("year.rar", "must end with"),
        ("year", "must end with"),
        ("nowhere/year.zip", "There is no folder"),
        ("there.zip", "exists already"),
        ("submitted/year.zip", "would lie in submitted/"),
        (".cache/year.zip", "would lie in .cache/"),
    ],
)
def test_a_file_that_can_be_none(course, monkeypatch, name, words):
    monkeypatch.chdir(course.root)
    (course.root / "there.zip").write_text("mine")
    assert_one_clear_sentence(course.run("archive", name, "--start-new-year", "--yes"), words)
    assert (course.root / "there.zip").read_text() == "mine"
    assert scores(course) == KNOWN


def test_a_name_that_is_no_utf8_goes_into_a_tar_file_only(course, tmp_path):
    strange = os.fsencode(course.root / "submitted" / "ada" / "tiny") + b"/caf\xe9.txt"
    Path(os.fsdecode(strange)).write_text("text")
    assert_one_clear_sentence(course.run("archive", str(tmp_path / "year.zip")), "no UTF-8 text", ".tar.xz")
    result = course.run("archive", str(tmp_path / "year.tar.xz"), "--start-new-year", "--yes")
    assert result.returncode == 0, result.stderr
    assert not os.path.lexists(strange)


def test_what_is_no_file_is_named_and_goes(course, tmp_path):
    os.mkfifo(course.root / "submitted" / "ada" / "pipe")
    result = course.run("archive", str(tmp_path / "year.zip"), "--start-new-year", "--yes")
    assert "not archived: submitted/ada/pipe is no file" in result.stdout
    assert not (course.root / "submitted" / "ada").exists()


def test_a_run_of_grading_keeps_it_out(course, tmp_path):
    with one_run(Course(course.root)):
        assert_one_clear_sentence(course.run("archive", str(tmp_path / "year.zip")), "Another run")


def test_nothing_to_archive(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    assert_one_clear_sentence(SmallCourse(tmp_path).run("archive"), "nothing to archive")


def test_a_clearing_whose_archive_is_gone_goes_no_further(course, tmp_path):
    (course.root / ".cache" / "new-year.json").write_text(json.dumps({"archive": str(tmp_path / "gone.zip")}))
    before = work(course)
    assert_one_clear_sentence(course.run("archive", "--start-new-year", "--yes"), "gone.zip", "is not there")
    assert work(course) == before


def test_git_sees_nothing_of_it(course):
    shutil.copy(ROOT / ".gitignore", course.root)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=course.root, check=True)
    course.run("archive")
    seen = subprocess.run(["git", "status", "--porcelain"], cwd=course.root, capture_output=True, text=True, check=True)
    assert not [line for line in seen.stdout.splitlines() if line.startswith("??")]


@pytest.mark.slow
def test_row_by_row_a_gradebook_is_the_same_in_another_database(course, tmp_path):
    address = gradebook_address(course.root)
    copy_rows(address, "other", tmp_path / "copy.db")
    assert content_digest(sqlite_address(tmp_path / "copy.db")) == content_digest(address)


KILLED = {
    "the archive is half written": "nbexaminer.pipeline.archive_file:_ZipWriter.add:after:9",
    "the archive is read back": "nbexaminer.pipeline.archive:verify:after:1",
    "the note is written": "nbexaminer.pipeline.new_year:_write_note:after:1",
    "the gradebook is gone": "nbexaminer.pipeline.new_year:end_gradebook:after:1",
    "some files are gone": "nbexaminer.pipeline.new_year:_remove:after:6",
    "the cache is about to go": "nbexaminer.pipeline.new_year:discard:before:1",
}
"""What has just happened, or is about to, when the command is killed."""


@pytest.mark.slow
@pytest.mark.parametrize("point", KILLED.values(), ids=KILLED)
def test_a_year_that_is_killed_there_is_whole_or_is_finished_by_the_next(course, tmp_path, point):
    before, mark = work(course), tmp_path / "mark"
    python = os.pathsep.join([str(ROOT / "tests" / "pipeline" / "faults"), os.environ.get("PYTHONPATH", "")])
    environment = {"FAULT": point, "FAULT_MARK": str(mark), "PYTHONPATH": python}
    process = course.start("archive", "--start-new-year", "--yes", env=environment)
    while not (mark.exists() and mark.read_text()):
        assert process.poll() is None, process.communicate()
    process.kill()
    process.communicate()
    whole = [path for path in (course.root / "archives").iterdir() if not path.name.startswith(".")]
    if not whole:
        assert work(course) == before
        assert scores(course) == KNOWN
    again = course.run("archive", "--start-new-year", "--yes")
    assert again.returncode == 0, again.stderr
    (path,) = (course.root / "archives").iterdir()
    assert whole in ([], [path])
    assert scores(SmallCourse(unpack(path, tmp_path / "unpacked"))) == KNOWN
    assert {name.split("/")[1] for name in work(course) if name.startswith(("submitted", "autograded"))} == {"complete"}
    assert not (course.root / "gradebook.db").exists()
    assert [path.name for path in (course.root / ".cache").iterdir()] == ["lock"]
