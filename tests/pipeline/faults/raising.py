"""Raises at a named point, for the students whose names say what.

`RAISES` names the point as MODULE:FUNCTION. A call of it that has `raises-KIND` anywhere in its arguments, as the name of a
student or in a student's cell, raises an error of that kind.
"""

import errno
import functools
import re


def _kinds():
    import jinja2
    import sqlalchemy.exc
    from nbconvert.utils.exceptions import ConversionException

    return {
        "os": lambda: OSError(errno.EIO, "Input/output error"),
        "rights": lambda: PermissionError(errno.EACCES, "Permission denied", "/somewhere"),
        "recursion": lambda: RecursionError("maximum recursion depth exceeded"),
        "memory": MemoryError,
        "unicode": lambda: UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        "value": lambda: ValueError("No space left on device, disk is full: so a student writes"),
        "key": lambda: KeyError("cells"),
        "assertion": AssertionError,
        "database": lambda: sqlalchemy.exc.OperationalError(
            "SELECT 1", {}, Exception("database is locked\nsecond line")
        ),
        "integrity": lambda: sqlalchemy.exc.IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")),
        "template": lambda: jinja2.TemplateError("no such block"),
        "conversion": lambda: ConversionException("cannot be converted"),
        "full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    }


def raising(function):
    """A function that raises for those students, and else does what it did."""

    @functools.wraps(function)
    def raise_or_call(*arguments, **options):
        kind = re.search(r"raises-([a-z]+)", repr((arguments, options)))
        if kind:
            raise _kinds()[kind[1]]()
        return function(*arguments, **options)

    return raise_or_call
