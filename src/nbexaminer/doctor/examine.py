"""Make every check; what one of them raises is a row of its own, and hides no other."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbexaminer.course.errors import CourseError, first_line
from nbexaminer.doctor import course, environment, gradebook, machine, settings
from nbexaminer.doctor.findings import Finding, NotLookedAt, State, mend, stops
from nbexaminer.doctor.place import Place

Look = Callable[[Place], Iterable[Finding]]

CHECKS: tuple[tuple[str, Look], ...] = (
    ("Python", environment.python),
    ("packages", environment.packages),
    ("kernel", environment.kernel),
    ("settings", settings.settings),
    ("configure", settings.configured),
    ("sandbox", machine.sandbox),
    ("memory", machine.memory),
    ("disk", machine.disk),
    ("temporary", machine.temporary),
    ("terminal", machine.terminal),
    ("folders", course.folders),
    ("deadlines", course.deadlines),
    ("repository", course.repository),
    ("gradebook", gradebook.gradebook),
    ("releases", course.releases),
    ("other runs", course.other_runs),
)
"""Name of a thing -> what looks at it, in the order of the rows."""
HARMLESS = {"kernel", "disk", "memory", "terminal", "repository"}
"""Things without which grading may go on where looking at them fails."""


@dataclass(frozen=True)
class Row:
    """A finding, and what it is about.

    Attributes:
        name: of the thing.
        state: as of a `Finding`.
        text: as of a `Finding`.
    """

    name: str
    state: State
    text: str


def examine(root: Path, checks: Sequence[tuple[str, Look]] = CHECKS) -> list[Row]:
    """Look at the machine and a course; nothing is changed.

    Args:
        root: the course folder.
        checks: name of a thing, and what looks at it.

    Returns:
        A row for each finding, one at least for each check.
    """
    place = Place(root)
    with _leaving_no_trace():
        return [Row(name, each.state, each.text) for name, look in checks for each in _findings(name, look, place)]


def _findings(name: str, look: Look, place: Place) -> Iterator[Finding]:
    try:
        yield from look(place)
    except NotLookedAt as error:
        yield Finding("not looked at", str(error))
    except CourseError as error:
        yield stops(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or str(error)).partition(".")[0]
        yield stops(f"needs the Python package {package}, which is not installed: `pip install -r requirements.txt`.")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # settings and packages are programs, and may raise anything
        bad = mend if name in HARMLESS else stops
        yield bad(f"could not be looked at ({type(error).__name__}: {first_line(error)}).")


@contextlib.contextmanager
def _leaving_no_trace() -> Iterator[None]:
    """Keep Python from writing compiled modules, libraries from logging, settings from printing or changing the process."""
    bytecode, environment_before, folder = sys.dont_write_bytecode, dict(os.environ), os.getcwd()
    disabled = logging.root.manager.disable
    sys.dont_write_bytecode = True
    logging.disable()
    try:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), sys.stdout.encoding or "utf-8", "replace")):
            yield
    finally:
        sys.dont_write_bytecode = bytecode
        logging.disable(disabled)
        os.environ.clear()
        os.environ.update(environment_before)
        os.chdir(folder)
