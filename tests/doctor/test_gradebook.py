"""The gradebook, of which nothing is changed."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3

import pytest

from nbexaminer.course import database
from nbexaminer.doctor import gradebook
from tests.doctor.breaking import add_setting, only, told
from tests.small_course import everything


def test_a_gradebook_that_is_whole(small_course):
    assert only(small_course.root, "gradebook").text == "gradebook.db: 1 assignment, can be written"


def test_no_gradebook_yet_and_none_is_made(small_course):
    (small_course.root / "gradebook.db").unlink()
    row = only(small_course.root, "gradebook")
    assert row.state == "well"
    assert row.text == "gradebook.db is not there yet: `nbexaminer build` makes it"
    assert not (small_course.root / "gradebook.db").exists()


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "an empty file"), (b"no database at all", "no database"), (None, "a folder")]
)
def test_what_is_no_gradebook(small_course, content, words):
    path = small_course.root / "gradebook.db"
    path.unlink()
    path.mkdir() if content is None else path.write_bytes(content)
    book, releases = told(small_course.root, "gradebook", "releases")
    assert (book.state, releases.state) == ("stops", "not looked at")
    assert words in book.text
    assert releases.text == "needs the gradebook, which can't be used"


def test_a_gradebook_of_an_older_nbgrader(small_course):
    with sqlite3.connect(small_course.root / "gradebook.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (database.revisions()[-1],))
    connection.close()
    assert "of an older nbgrader: run `nbgrader db upgrade`" in only(small_course.root, "gradebook").text


def test_a_gradebook_that_is_broken(small_course):
    path = small_course.root / "gradebook.db"
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    row = only(small_course.root, "gradebook")
    assert row.state == "stops"
    assert "is broken" in row.text


def test_a_gradebook_that_another_program_holds(small_course, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    holder = sqlite3.connect(small_course.root / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    row = only(small_course.root, "gradebook")
    holder.close()
    assert row.state == "stops"
    assert "in use by another program" in row.text


def test_a_gradebook_that_can_not_be_written(small_course, monkeypatch):
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, how: may(path, how) and not (how & os.W_OK and "gradebook" in str(path))
    )
    row = only(small_course.root, "gradebook")
    assert row.state == "stops"
    assert "can't be read and written: give yourself permission" in row.text


def leave_half_written(path) -> None:
    """Leave a gradebook as a program does that is killed while it writes."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TABLE more AS SELECT hex(randomblob(5000)) AS text FROM (VALUES (1), (2), (3), (4), (5))"
    )
    connection.execute("UPDATE more SET text = hex(randomblob(5000))")
    kept = path.parent.parent / "kept"
    shutil.copytree(path.parent, kept)
    connection.execute("ROLLBACK")
    connection.close()
    shutil.rmtree(path.parent)
    kept.rename(path.parent)


def test_a_gradebook_that_was_left_half_written_is_not_even_put_in_order(small_course):
    leave_half_written(small_course.root / "gradebook.db")
    before = everything(small_course.root)
    assert "gradebook.db-journal" in before
    book, releases = told(small_course.root, "gradebook", "releases")
    assert book.state == "mend"
    assert "left half written" in book.text
    assert releases.text == "needs the gradebook, which was not looked into"
    assert everything(small_course.root) == before


def test_a_gradebook_with_a_log_beside_it_is_left_alone(small_course):
    connection = sqlite3.connect(small_course.root / "gradebook.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    before = everything(small_course.root)
    assert {row.state for row in told(small_course.root, "gradebook", "releases")} == {"not looked at"}
    assert everything(small_course.root) == before


@pytest.mark.parametrize(
    "address",
    ["postgresql+psycopg://me:secret1@127.0.0.1:{}/x", "postgresql+psycopg://127.0.0.1:{}/x?password=secret1"],
)
def test_a_server_that_does_not_answer_and_no_password_is_shown(small_course, monkeypatch, address):
    pytest.importorskip("psycopg")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("NBGRADER_DB_URL", address.format(nobody.getsockname()[1]))
        book, releases = told(small_course.root, "gradebook", "releases")
    assert (book.state, releases.state) == ("stops", "not looked at")
    assert "can't be opened" in book.text
    assert "127.0.0.1" in book.text
    assert "secret1" not in book.text


def test_a_server_that_says_nothing_is_given_up(small_course, monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setattr(gradebook, "WAITING", "2")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("NBGRADER_DB_URL", f"postgresql+psycopg://me:secret1@127.0.0.1:{silent.getsockname()[1]}/x")
        row = only(small_course.root, "gradebook")
    assert row.state == "stops"
    assert "secret1" not in row.text
    assert "PGCONNECT_TIMEOUT" not in os.environ


@pytest.mark.parametrize(
    "address", ["nonsense", "oracle9://me:secret1@host/x", "postgresql://me:secret1@host:x/y?password=secret1"]
)
def test_an_address_that_is_none(small_course, address):
    add_setting(small_course.root, f"c.CourseDirectory.db_url = {address!r}")
    book, releases = told(small_course.root, "gradebook", "releases")
    assert (book.state, releases.state) == ("stops", "not looked at")
    assert "secret1" not in book.text
