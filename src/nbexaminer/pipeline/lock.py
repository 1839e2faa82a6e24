"""One run at a time: two at once would write the same files and the same rows of the gradebook."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from weakref import WeakSet

from nbexaminer.course.cache import make_usable
from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.course.keeping import remove_kept
from nbexaminer.intake.collect.placing import put_back
from nbexaminer.system import tempdirs

CLEARING = "new-year.json"
"""In the cache, while a course is cleared for a new year."""

_locked: WeakSet[Course] = WeakSet()
"""The courses for which this process is inside `one_run`."""


@contextlib.contextmanager
def one_run(course: Course, finishing: bool = False) -> Iterator[None]:
    """Keep other runs out of a course while the block runs.

    A block inside another one for the same `Course` object belongs to the same run.

    Args:
        course: the course.
        finishing: whether the run is the one that may find a course half cleared.

    Raises:
        CourseError: another run grades this course, it is half cleared for a new year, or `.cache` can't be used.
    """
    if course in _locked:
        yield
        return
    make_usable(course.cache)
    with open(course.cache / "lock", "wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("Another run grades this course right now: wait for its end, or stop it.") from None
        if not finishing:
            require_not_half_cleared(course)
        _locked.add(course)
        _remove_leftovers(course)
        try:
            yield
        finally:
            _remove_leftovers(course)
            _locked.discard(course)


def require_not_half_cleared(course: Course) -> None:
    """Make sure that a course is not half cleared for a new year.

    Raises:
        CourseError: it is.
    """
    if (course.cache / CLEARING).exists():
        raise CourseError(
            "A new year was begun here and stopped half-way: run `nbexaminer archive --start-new-year` to finish that."
        )


def _remove_leftovers(course: Course) -> None:
    """Remove temporary files of processes that were killed, and put back what they had moved away."""
    tempdirs.sweep()
    put_back(course.folder("submitted"))
    remove_kept(course.cache)
