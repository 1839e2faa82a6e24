"""Checks of the gradebook, which not even a byte of is changed: where looking would do that, it is left alone."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from nbexaminer.course.errors import CourseError
from nbexaminer.doctor.findings import Finding, NotLookedAt, mend, stops, well
from nbexaminer.doctor.place import Place

WAITING = "5"
"""Seconds in which a PostgreSQL server must answer."""
WRITE_AHEAD = b"\2"
"""What stands at byte 18 of an SQLite file that keeps a log beside it."""


def gradebook(place: Place) -> Iterator[Finding]:
    """Whether the gradebook can be used by this nbgrader, and be written; or can be made."""
    from nbexaminer.course.database import shown, sqlite_file

    address = place.course.directory.db_url
    with _server_answers_soon():
        path = _file(address)
        if path is not None and _half_written(path):
            yield mend(
                f"{place.relative(path)} was left half written when a program was stopped, or is written right now: the next "
                "`nbexaminer grade` puts it in order, and it was not looked into."
            )
            return
        if path is not None and _kept_open(path):
            raise NotLookedAt(f"{place.relative(path)} keeps a log beside it, which looking would change")
        place.course.require_gradebook()
        where = shown(address) if sqlite_file(address) is None else place.relative(sqlite_file(address))
        if path is not None and not path.exists():
            yield well(f"{where} is not there yet: `nbexaminer build` makes it")
            return
        count = len(released(place))
        if path is None and not _may_be_written(address):
            yield stops(f"{where} may be read only: have its owner give you the right to write.")
            return
    yield well(f"{where}: {count} assignment{'s' * (count != 1)}, can be written")


def released(place: Place) -> set[str]:
    """Names of the assignments that the gradebook has.

    Raises:
        NotLookedAt: it can't be used, or looking would change it.
    """
    from nbexaminer.course.database import require_usable

    address = place.course.directory.db_url
    try:
        path = _file(address)
        if path is None:
            with _server_answers_soon():
                return place.course.released()
        if path.exists() and (_half_written(path) or _kept_open(path)):
            raise NotLookedAt("needs the gradebook, which was not looked into")
        if not path.exists():
            return set()
        require_usable(address)
        with contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'assignment'").fetchall()
            return {name for (name,) in connection.execute("SELECT name FROM assignment")} if tables else set()
    except (CourseError, sqlite3.Error):
        raise NotLookedAt("needs the gradebook, which can't be used") from None


def _file(address: str) -> Path | None:
    """The file of an SQLite gradebook; None for a server's, or for an address that is none."""
    from sqlalchemy.exc import ArgumentError

    from nbexaminer.course.database import sqlite_file

    try:
        return sqlite_file(address)
    except (ArgumentError, ValueError):
        return None


def _half_written(path: Path) -> bool:
    """Whether there is a journal beside an SQLite file from which the next program restores it."""
    journal = path.with_name(f"{path.name}-journal")
    if not journal.is_file():
        return False
    with open(journal, "rb") as file:
        return file.read(1) not in (b"", b"\0")


def _kept_open(path: Path) -> bool:
    """Whether an SQLite file has a log beside it, into which whoever reads writes, too."""
    if not path.is_file() or not os.access(path, os.R_OK):
        return False
    with open(path, "rb") as file:
        return file.read(19)[18:] == WRITE_AHEAD


def _may_be_written(address: str) -> bool:
    """Whether grades may be written into a server's gradebook, or it is to be made there."""
    from sqlalchemy import create_engine, inspect, make_url, text

    if make_url(address).get_backend_name() != "postgresql":
        return True
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            if connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
                return False
            if "grade" not in inspect(connection).get_table_names():
                return True
            asked = text("SELECT has_table_privilege('grade', 'INSERT') AND has_table_privilege('grade', 'UPDATE')")
            return bool(connection.execute(asked).scalar())
    finally:
        engine.dispose()


@contextlib.contextmanager
def _server_answers_soon() -> Iterator[None]:
    """Have a server that does not answer given up after some seconds, unless the environment says when."""
    before = os.environ.get("PGCONNECT_TIMEOUT")
    os.environ.setdefault("PGCONNECT_TIMEOUT", WAITING)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("PGCONNECT_TIMEOUT", None)
