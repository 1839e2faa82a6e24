"""Whether a database is a gradebook that can be used, and its address."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from nbexaminer.course import database
from nbexaminer.course.database import broken, gradebook_address, require_usable, schema_problem, sqlite_file
from nbexaminer.course.errors import CourseError
from nbexaminer.course.gradebook import require_gradebook

KNOWN = ("newest", "older", "oldest")
OWN = {"assignment", "submitted_assignment", "grade", "alembic_version"}
PLAIN = ["/course", "/a course", "/dir[1]", "/it's", "/caf\xe9", "/#1 & {x}", "C:\\x"]
NOT_PLAIN = ["/what?", "/what?x=1", "/%41", "/100%", "/%c3%bc"]


@pytest.mark.parametrize("folder", [*PLAIN, *NOT_PLAIN])
def test_an_address_leads_to_its_file(folder):
    path = Path(folder).absolute() / "gradebook.db"
    assert sqlite_file(gradebook_address(folder)) == path


@pytest.mark.parametrize("folder", PLAIN)
def test_an_address_is_nbgraders_own_where_that_leads_to_the_file(folder):
    assert gradebook_address(folder) == f"sqlite:///{Path(folder).absolute() / 'gradebook.db'}"


@pytest.mark.parametrize("address", ["postgresql+psycopg://a@b/c", "sqlite://", "sqlite:///:memory:"])
def test_what_is_no_sqlite_file(address):
    assert sqlite_file(address) is None


@pytest.mark.parametrize(
    ("tables", "version", "words"),
    [
        (set(), None, None),
        (OWN, "newest", None),
        (OWN, "older", "nbgrader db upgrade"),
        (OWN, "oldest", "nbgrader db upgrade"),
        (OWN, None, "nbgrader db upgrade"),
        (OWN, "f" * 999, "pip install --upgrade nbgrader"),
        ({"bookmarks"}, None, "of another program"),
    ],
)
def test_the_remedy_follows_from_the_schema(tables, version, words):
    problem = schema_problem(tables, version, KNOWN)
    assert words in problem if words else problem is None
    assert len(problem or "") < 200


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("database is locked", "in use by another program"),
        ("database or disk is full", "make room"),
        ("no such column: grade.extra", "nbgrader db upgrade"),
        ("database disk image is malformed\nsecond line", "put a copy of it back"),
    ],
)
def test_what_a_database_says_becomes_a_sentence_with_the_remedy(reason, words):
    told = str(broken("gradebook.db", reason))
    assert words in told
    assert "\n" not in told


def test_the_newest_version_of_the_schema_comes_first(small_course):
    with sqlite3.connect(small_course.root / "gradebook.db") as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert database.revisions()[0] == version
    assert len(set(database.revisions())) == len(database.revisions()) > 1


def refused(path: Path) -> str | None:
    """Why a gradebook can't be used; None where it can."""
    try:
        require_gradebook(gradebook_address(path.parent))
    except CourseError as error:
        return str(error)
    return None


def test_a_database_that_is_damaged_anywhere_is_told_as_one_and_left_as_it_is(small_course, tmp_path):
    whole = (small_course.root / "gradebook.db").read_bytes()
    path, chosen = tmp_path / "gradebook.db", random.Random(1)
    told = 0
    for number in range(60):
        damaged = bytearray(whole)
        if number % 2:
            del damaged[chosen.randrange(len(whole)) :]
        else:
            start = chosen.randrange(len(whole))
            damaged[start : start + 3000] = chosen.randbytes(min(3000, len(whole) - start))
        path.write_bytes(damaged)
        sentence = refused(path)
        told += sentence is not None
        assert sentence is None or str(path) in sentence.splitlines()[0]
        assert len((sentence or "").splitlines()) < 2
        assert path.read_bytes() == damaged
        assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["gradebook.db"]
    assert told > 40


def test_what_a_killed_run_has_left_half_written_is_put_back(small_course, tmp_path):
    path = tmp_path / "gradebook.db"
    shutil.copy(small_course.root / "gradebook.db", path)
    whole = path.read_bytes()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.executescript("BEGIN; CREATE TABLE many (x); INSERT INTO many VALUES (zeroblob(1000000));")
        killed = tmp_path / "killed"
        killed.mkdir()
        for left in tmp_path.glob("gradebook.db*"):
            shutil.copy(left, killed)
        connection.execute("ROLLBACK")
    assert (killed / "gradebook.db-journal").stat().st_size
    assert (killed / "gradebook.db").read_bytes() != whole
    require_usable(gradebook_address(killed), thorough=True)
    assert (killed / "gradebook.db").read_bytes() == whole


def test_a_password_is_never_shown():
    address = "postgresql+psycopg://user:hush@127.0.0.1:1/name"
    with pytest.raises(CourseError) as caught:
        require_gradebook(address)
    assert "hush" not in str(caught.value)
    assert make_url(address).host in str(caught.value)
