"""nbgrader's gradebook, opened with an error that says what to do where that fails."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator

from nbgrader.api import Gradebook
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from nbexaminer.course.database import (
    assignments_in,
    broken,
    reason_of,
    require_usable,
    shown,
    sqlite_address,
    sqlite_file,
)
from nbexaminer.course.errors import CourseError, first_line


@contextlib.contextmanager
def open_gradebook(address: str, course_id: str) -> Iterator[Gradebook]:
    """Open a gradebook, or make it where there is none yet, for as long as the block runs.

    Args:
        address: of the database, as SQLAlchemy writes it.
        course_id: the course's name.

    Raises:
        CourseError: the address is none, its driver is not installed, the database does not answer, or it is no gradebook
            that this nbgrader can use; such a one stays as it is.
    """
    with told(address):
        require_usable(address)
        _make_if_missing(address, course_id)
        with Gradebook(address, course_id) as gradebook:
            yield gradebook


def require_gradebook(address: str) -> None:
    """Make sure that a gradebook is whole and can be written now, or is not there yet; nothing of it is changed.

    Raises:
        CourseError: as for `open_gradebook`.
    """
    with told(address):
        require_usable(address, thorough=True)


def released(address: str) -> set[str]:
    """Names of the assignments that a gradebook has; nothing of it is changed, or made.

    Raises:
        CourseError: as for `open_gradebook`.
    """
    with told(address):
        return assignments_in(address)


def exists(address: str) -> bool:
    """Whether there is a gradebook; one in a server counts as there.

    Raises:
        CourseError: the address is none.
    """
    with told(address):
        path = sqlite_file(address)
        return path is None or os.path.lexists(path)


def _make_if_missing(address: str, course_id: str) -> None:
    """Make the file of a new gradebook in one step: a half-made one would later count as broken."""
    path = sqlite_file(address)
    if path is None or path.exists():
        return
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        with Gradebook(sqlite_address(fresh), course_id):
            pass
        try:
            os.link(fresh, path)
        except OSError:  # another process was faster, or the file system has no such links
            if not path.exists():
                fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def told(address: str) -> Iterator[None]:
    """Errors of databases as sentences that say what to do."""
    try:
        where = _shown(address)
        yield
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook {where} needs the Python package {error.name}, which is not installed: "
            f"`pip install {error.name}`, or put right what NBGRADER_DB_URL says."
        ) from None
    except ArgumentError:  # nothing that could be an address, or of a kind of database that is unknown
        text = re.sub(r"\?.*", "?…", re.sub(r"(?<=://).*@", "…@", address))  # there may be a password in it
        raise CourseError(
            f"{text!r} is no address of a gradebook: NBGRADER_DB_URL must be like postgresql+psycopg://user@host/name."
        ) from None
    except DBAPIError as error:
        if isinstance(error, OperationalError) and sqlite_file(address) is None:
            raise CourseError(
                f"The gradebook {where} can't be opened ({reason_of(error)}): see that it runs and is not "
                "full, or put right what NBGRADER_DB_URL says."
            ) from None
        raise broken(where, reason_of(error)) from None
    except (SQLAlchemyError, subprocess.CalledProcessError) as error:  # nbgrader runs alembic when it makes a gradebook
        raise CourseError(f"The gradebook {where} can't be used ({first_line(error)}).") from None


def _shown(address: str) -> str:
    """Where a gradebook is, without a password.

    Raises:
        ArgumentError: the address is none.
    """
    try:
        return shown(address)
    except ValueError as error:  # of a port that is no number
        raise ArgumentError(str(error)) from None
