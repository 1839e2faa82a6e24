"""Whether a database is a gradebook that this nbgrader can use; looked at without changing a byte of it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError, ProgrammingError

from nbexaminer.course.errors import CourseError, first_line

MAGIC = b"SQLite format 3\0"
"""How each SQLite file begins."""
PATIENCE = 5.0
"""Seconds for which a database is waited for that another program holds."""
OWN_TABLES = {"assignment", "submitted_assignment", "grade"}
"""Tables that each version of nbgrader has."""
BACKUP = (
    "put a copy of it back that is whole, or move it away and run `nbexaminer build` and `nbexaminer grade` again; only "
    "points and comments given by hand would be missing then"
)
LOCKED = (
    "The gradebook {where} is in use by another program: close that (a database browser, another run), then run the same "
    "command again; what was graded is kept."
)


def is_locked(reason: str) -> bool:
    """Whether an error's text is about a database that another program holds."""
    return "database is locked" in reason or "database table is locked" in reason


def sqlite_address(path: Path) -> str:
    """The address of an SQLite file, whatever characters its path holds.

    It is nbgrader's own wherever that leads to the file: `nbgrader db upgrade` takes the path from it as it stands.

    Raises:
        CourseError: SQLAlchemy has no address for such a path.
    """
    for address in (f"sqlite:///{path}", URL.create("sqlite", database=str(path)).render_as_string()):
        url = make_url(address)
        if url.database == str(path) and not url.query:
            return address
    raise CourseError(f"No database can lie in {path.parent}: rename the folder, so that there is no ? or % in it.")


def gradebook_address(root: str | Path) -> str:
    """The address of the gradebook in a course folder.

    For `nbgrader_config.py`: without it nbgrader's own programs look elsewhere where there is a ? or a % in the path.

    Raises:
        CourseError: as for `sqlite_address`.
    """
    return sqlite_address(Path(root).absolute() / "gradebook.db")


def sqlite_file(address: str) -> Path | None:
    """The file of an SQLite database; None for another kind of database, or one in memory."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:") or url.query:
        return None
    return Path(url.database)


def shown(address: str) -> str:
    """Where a gradebook is, as it may be printed: a password may stand before the host, or behind the question mark."""
    return str(sqlite_file(address) or make_url(address).set(query={}).render_as_string(hide_password=True))


def require_usable(address: str, thorough: bool = False) -> None:
    """Make sure that there is no database yet, or a gradebook that this nbgrader can use.

    Args:
        address: of the database.
        thorough: whether to read all of an SQLite file, and to see that it may be written now.

    Raises:
        CourseError: it is none, or one of an older or a newer nbgrader; or there is none, and none can be made.
        DBAPIError: the server does not answer.
    """
    path = sqlite_file(address)
    if path is None:
        tables, version = _described_by_server(address)
    elif not os.path.lexists(path):
        _require_room(path)
        return
    else:
        _require_regular(path)
        tables, version = _described_by_file(path, thorough)
    problem = schema_problem(tables, version, revisions())
    if problem:
        raise CourseError(f"The gradebook {shown(address)} {problem}")


def schema_problem(tables: set[str], version: str | None, known: Sequence[str]) -> str | None:
    """Why a database's tables can't be used, in words that follow its name; None where they can.

    Args:
        tables: their names.
        version: of their schema, as nbgrader has noted it in the database.
        known: the versions that this nbgrader knows, the newest first.
    """
    if not tables or version == known[0]:
        return None  # an empty database becomes a gradebook
    if version is None and not tables >= OWN_TABLES:
        return "is a database of another program: move it away, or put right where the settings say the gradebook is."
    if version is None or version in known:
        return (
            "is of an older nbgrader: run `nbgrader db upgrade` in the course folder, which keeps a copy of it beside."
        )
    return f"is of a newer nbgrader (its version is {version[:32]!r}): `pip install --upgrade nbgrader` here."


def assignments_in(address: str) -> set[str]:
    """Names of the assignments that a usable gradebook has; nothing where there is none yet."""
    path = sqlite_file(address)
    if path is not None and not path.exists():
        return set()
    with _connected(address) as connection:
        if "assignment" not in inspect(connection).get_table_names():
            return set()
        return {name for (name,) in connection.execute(text("SELECT name FROM assignment"))}


@cache
def revisions() -> tuple[str, ...]:
    """The versions of the schema that this nbgrader knows, the newest first."""
    from alembic.script import ScriptDirectory  # it takes half a second to import
    from nbgrader.dbutil import ALEMBIC_DIR

    return tuple(revision.revision for revision in ScriptDirectory(ALEMBIC_DIR).walk_revisions())


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Connection]:
    """A connection through SQLAlchemy, for as long as the block runs.

    Raises:
        CourseError: the driver does not know what the address asks for.
        DBAPIError: the database does not answer.
    """
    with contextlib.ExitStack() as opened:
        try:
            engine = create_engine(address)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect())
        except (TypeError, ValueError, ProgrammingError) as error:
            why = reason_of(error) if isinstance(error, ProgrammingError) else first_line(error)
            raise CourseError(
                f"The gradebook {shown(address)} can't be opened ({why}): put right what NBGRADER_DB_URL says."
            ) from None
        yield connection


def _described_by_server(address: str) -> tuple[set[str], str | None]:
    """Names of the tables, and the version of their schema."""
    with _connected(address) as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            return tables, None
        rows = connection.execute(text("SELECT version_num FROM alembic_version")).fetchall()
        return tables, str(rows[0][0]) if rows else None


def _require_room(path: Path) -> None:
    """Make sure that a new SQLite file can be made.

    Raises:
        CourseError: it can't be.
    """
    if not path.parent.is_dir():
        raise CourseError(
            f"The gradebook {path} can't be made, since the folder {path.parent} is missing: make that, or put right what "
            "NBGRADER_DB_URL says."
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise CourseError(f"The gradebook {path} can't be made: give yourself write permission for its folder.")


def _require_regular(path: Path) -> None:
    """Make sure that an SQLite file is a file of that kind, and may be read and written.

    Raises:
        CourseError: it isn't.
    """
    if not path.is_file():
        what = "a folder" if path.is_dir() else "a link that leads nowhere" if path.is_symlink() else "no file"
        raise CourseError(f"The gradebook {path} is {what}: {BACKUP}.")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise CourseError(
            f"The gradebook {path} can't be read and written: give yourself permission for the file and its folder."
        )
    with open(path, "rb") as file:
        start = file.read(len(MAGIC))
    if start != MAGIC:
        raise CourseError(f"The gradebook {path} is {'no database' if start else 'an empty file'}: {BACKUP}.")


def _described_by_file(path: Path, thorough: bool) -> tuple[set[str], str | None]:
    """As `_described_by_server`, for an SQLite file.

    Raises:
        CourseError: it is broken, or another program holds it.
    """
    with _opened(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = None
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            version = str(row[0]) if row else None
        if thorough:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            connection.execute("BEGIN IMMEDIATE")  # nothing is written by this; it fails where another program writes
            connection.execute("ROLLBACK")
    return tables, version


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"file:{quote(str(path))}?mode=rw"  # never made; what a killed run has left half done is put back
    try:
        with contextlib.closing(
            sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        ) as connection:
            yield connection
    except sqlite3.Error as error:
        raise broken(path, str(error)) from None


def broken(path: Path | str, reason: str) -> CourseError:
    """The error about a gradebook that can't be used, by what the database says of it."""
    if is_locked(reason):
        return CourseError(LOCKED.format(where=path))
    if "disk is full" in reason:
        return CourseError(
            f"The gradebook {path} can't be written ({reason}): make room, then run the same command again."
        )
    if any(words in reason for words in ("no such column", "no such table", "does not exist", "UndefinedColumn")):
        return CourseError(
            f"The gradebook {path} lacks what this nbgrader needs ({first_line(reason)}): run `nbgrader db "
            "upgrade` in the course folder, which keeps a copy of it beside."
        )
    return CourseError(f"The gradebook {path} is broken ({first_line(reason)}): {BACKUP}.")


def reason_of(error: DBAPIError) -> str:
    """What the database's own driver says."""
    return first_line(error.orig or error)
