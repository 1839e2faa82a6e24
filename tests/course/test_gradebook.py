"""A gradebook that can't be used ends each command in one sentence with the remedy, and is left as it is."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from nbexaminer.course import database
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.gradebook import open_gradebook
from tests.small_course import assert_one_clear_sentence, obey_permissions, scores

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


def _sql(*statements: str) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return act


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.db")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "kept").write_text("kept")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _of_another_program(path: Path) -> None:
    path.unlink()
    _sql("CREATE TABLE bookmarks (name TEXT)")(path)


def _broken_inside(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[8192:20000] = b"\xff" * (20000 - 8192)
    path.write_bytes(whole)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("points: all\n"), "is no database"),
    "a short text": (lambda path: path.write_text("x"), "is no database"),
    "empty": (lambda path: path.write_bytes(b""), "is an empty file"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:30000]), "is broken"),
    "cut off in its head": (lambda path: path.write_bytes(path.read_bytes()[:50]), "is broken"),
    "broken inside": (_broken_inside, "is broken"),
    "a folder": (_folder, "is a folder"),
    "a pipe": (_pipe, "is no file"),
    "a link to nothing": (_link_to_nothing, "is a link that leads nowhere"),
    "of another program": (_of_another_program, "is a database of another program"),
    "older": (_sql("UPDATE alembic_version SET version_num = '167914646830'"), "`nbgrader db upgrade`"),
    "older than versions": (_sql("DROP TABLE alembic_version"), "`nbgrader db upgrade`"),
    "without a version": (_sql("DELETE FROM alembic_version"), "`nbgrader db upgrade`"),
    "newer": (_sql("UPDATE alembic_version SET version_num = 'ffffffffffff'"), "`pip install --upgrade nbgrader`"),
}
"""What became of gradebook.db -> how, and words of the sentence."""
REMEDY = re.compile("put a copy of it back|put right|run `|`pip|give yourself|close that")


def _seen(path: Path) -> object:
    """All that a file, folder or link is, as far as a command could change it."""
    if path.is_symlink():
        return os.readlink(path)
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return path.read_bytes() if path.is_file() else path.stat().st_mode


@pytest.mark.parametrize("command", ["grade", "build"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_gradebook_that_is_none(small_course, kind, command):
    small_course.submit("ada")
    path = small_course.root / "gradebook.db"
    act, words = BROKEN[kind]
    act(path)
    before, beside = _seen(path), sorted(small_course.root.iterdir())
    result = small_course.run(command, *(["--force"] if command == "build" else []))
    assert_one_clear_sentence(result, str(path), words)
    assert REMEDY.search(result.stderr), result.stderr
    assert _seen(path) == before
    assert sorted(each for each in small_course.root.iterdir() if each.name != ".cache") == [
        each for each in beside if each.name != ".cache"
    ]


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Another process that holds a database while the block runs."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout.readline() == "held\n"
        yield
        holder.stdin.close()


@pytest.mark.parametrize("command", ["grade", "build"])
@pytest.mark.parametrize("how", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_gradebook_that_another_program_holds(small_course, monkeypatch, command, how):
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    small_course.submit("ada")
    path = small_course.root / "gradebook.db"
    before = path.read_bytes()
    with held(path, how):
        result = small_course.run(command, *(["--force"] if command == "build" else []))
    assert_one_clear_sentence(result, str(path), "in use by another program", "close that")
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["grade", "build"])
def test_a_gradebook_that_may_not_be_read(small_course, command):
    small_course.submit("ada")
    path = small_course.root / "gradebook.db"
    before = path.read_bytes()
    path.chmod(0)
    result = small_course.run(command, preexec_fn=obey_permissions)
    assert_one_clear_sentence(result, str(path), "give yourself permission")
    assert path.read_bytes() == before


ADDRESSES = {
    "no address": ("nonsense", "is no address"),
    "an unknown kind of database": ("nodatabase://host/course", "is no address"),
    "no number for its port": ("postgresql+psycopg://grader:hush@host:port/course", "is no address"),
    "no server": ("postgresql+psycopg://grader:hush@127.0.0.1:1/course", "can't be opened"),
    "no such host": ("postgresql+psycopg://grader:hush@nowhere.invalid/course", "can't be opened"),
    "no driver": ("mysql+pymysql://grader:hush@127.0.0.1/course", "is not installed"),
    "an option that is unknown": ("postgresql+psycopg://grader:hush@127.0.0.1/course?nonsense=1", "can't be opened"),
    "an option that is no number": ("sqlite:////nowhere/gradebook.db?timeout=long", "can't be opened"),
    "no folder": ("sqlite:////nowhere/at/all/gradebook.db", "/nowhere/at/all is missing"),
}
"""What is wrong with NBGRADER_DB_URL -> its value, and words of the sentence."""


@pytest.mark.parametrize("command", ["grade", "build"])
@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_address_of_no_gradebook(small_course, monkeypatch, kind, command):
    small_course.submit("ada")
    address, words = ADDRESSES[kind]
    monkeypatch.setenv("NBGRADER_DB_URL", address)
    before = (small_course.root / "gradebook.db").read_bytes()
    result = small_course.run(command)
    assert_one_clear_sentence(result, words, "NBGRADER_DB_URL")
    assert "hush" not in result.stderr
    assert (small_course.root / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("statement", ["DELETE FROM assignment", "UPDATE assignment SET name = 'of another course'"])
def test_a_gradebook_without_the_release(small_course, statement):
    small_course.submit("ada")
    path = small_course.root / "gradebook.db"
    _sql(statement)(path)
    before = path.read_bytes()
    assert_one_clear_sentence(small_course.run("grade"), "tiny has no release in the gradebook", "`nbexaminer build`")
    assert path.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["removed", "of another course"])
def test_the_remedies_help(small_course, lost):
    small_course.submit("ada")
    path = small_course.root / "gradebook.db"
    if lost == "removed":
        path.unlink()
    else:
        _sql("UPDATE assignment SET name = 'another'", "UPDATE notebook SET name = 'another'")(path)
    made = small_course.run("build")
    assert made.returncode == 0, made.stderr
    graded = small_course.run("grade")
    assert graded.returncode == 0, graded.stderr
    assert scores(small_course) == {"ada": 2}


@pytest.mark.slow
def test_a_new_gradebook_is_whole_or_not_there(tmp_path, monkeypatch):
    address = gradebook_address(tmp_path)
    with open_gradebook(address, "course"):
        assert [each.name for each in tmp_path.iterdir()] == ["gradebook.db"]
    database.require_usable(address, thorough=True)
