"""nbgrader's gradebook, opened with an error that says what to do where that fails."""

from __future__ import annotations

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from nbexaminer.course.errors import CourseError, first_line


def open_gradebook(address: str, course_id: str) -> Gradebook:
    """Open a gradebook, or make it where there is none yet; the result is a context manager.

    Args:
        address: of the database, as SQLAlchemy writes it.
        course_id: the course's name.

    Raises:
        CourseError: the address is none, its driver is not installed, or the database does not answer.
    """
    try:
        where = make_url(address).render_as_string(hide_password=True)
        return Gradebook(address, course_id)
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook {where} needs the Python package {error.name}, which is not installed: "
            f"`pip install {error.name}`, or put right what NBGRADER_DB_URL says."
        ) from None
    except ArgumentError:  # nothing that could be an address, or of a kind of database that is unknown
        raise CourseError(
            f"{address!r} is no address of a gradebook: NBGRADER_DB_URL must be like "
            "postgresql+psycopg://user@host/name."
        ) from None
    except OperationalError as error:
        raise CourseError(
            f"The gradebook {where} can't be opened ({first_line(error.orig or error)}): see that it runs and is not "
            "full, or put right what NBGRADER_DB_URL says."
        ) from None
