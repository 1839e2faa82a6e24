"""A gradebook as one SQLite file, wherever it is kept; whether two hold the same; and an end of one."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from nbgrader.api import Assignment, Base, Gradebook, Student
from sqlalchemy import Table, create_engine, select
from sqlalchemy.engine import Connection

from nbexaminer.course.database import broken, sqlite_address, sqlite_file
from nbexaminer.course.gradebook import told

BESIDE = ("-journal", "-wal", "-shm")
"""Files that SQLite keeps beside a database."""


def copy_gradebook(address: str, course_id: str, target: Path) -> None:
    """Copy a gradebook into an SQLite file, as it is at one moment.

    Args:
        address: of the gradebook.
        course_id: the course's name.
        target: the new file.

    Raises:
        CourseError: the gradebook can't be used.
    """
    with told(address):
        path = sqlite_file(address)
        if path is None:
            copy_rows(address, course_id, target)
            return
        try:
            with (
                contextlib.closing(sqlite3.connect(path)) as source,
                contextlib.closing(sqlite3.connect(target)) as copy,
            ):
                source.backup(copy)
        except sqlite3.Error as error:
            raise broken(path, str(error)) from None


def content_digest(address: str) -> str:
    """SHA-256 over all rows that nbgrader has in a gradebook, whichever kind of database that is.

    Raises:
        CourseError: the gradebook can't be used.
    """
    seen = hashlib.sha256()
    with told(address), contextlib.closing(_Engine(address)) as engine, engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            seen.update(f"{table.name}\0".encode())
            for line in sorted(repr(tuple(row)) for row in connection.execute(select(table))):
                seen.update(line.encode(errors="surrogatepass") + b"\0")
    return seen.hexdigest()


def holds_nothing(address: str) -> bool:
    """Whether a gradebook knows no assignment and no student.

    Raises:
        CourseError: the gradebook can't be used.
    """
    with told(address), contextlib.closing(_Engine(address)) as engine, engine.connect() as connection:
        return not any(connection.execute(select(kind.id).limit(1)).all() for kind in (Assignment, Student))


def end_gradebook(address: str) -> None:
    """Remove a gradebook: the file, or in a server all rows of nbgrader's tables in one transaction.

    Raises:
        CourseError: the gradebook can't be used.
        OSError: the file can't be removed.
    """
    path = sqlite_file(address)
    if path is not None:
        path.unlink(missing_ok=True)
        for ending in BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return
    with told(address), contextlib.closing(_Engine(address)) as engine, engine.connect() as connection:
        with connection.begin():
            _empty(connection)


class _Engine:
    """Connections to a database, none of which outlives the block."""

    def __init__(self, address: str):
        self._engine = create_engine(address)

    def connect(self) -> Connection:
        return self._engine.connect()

    def close(self) -> None:
        self._engine.dispose()


def copy_rows(address: str, course_id: str, target: Path) -> None:
    """Copy a gradebook row by row, from any kind of database, all as it is at one moment; as for `copy_gradebook`."""
    with Gradebook(sqlite_address(target), course_id):
        pass  # it makes the tables, and notes their version
    with contextlib.ExitStack() as opened:
        source, copy = (
            opened.enter_context(contextlib.closing(_Engine(each))) for each in (address, sqlite_address(target))
        )
        reading = opened.enter_context(source.connect()).execution_options(isolation_level="SERIALIZABLE")
        writing = opened.enter_context(copy.connect())
        with writing.begin(), reading.begin():
            _empty(writing)
            for table in Base.metadata.sorted_tables:
                _copy_table(table, reading, writing)


def _copy_table(table: Table, reading: Connection, writing: Connection) -> None:
    rows = [dict(row) for row in reading.execute(select(table)).mappings()]
    if rows:
        writing.execute(table.insert(), rows)


def _empty(connection: Connection) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(table.delete())
