"""Loading `nbgrader_config.py`, with an error that says where it fails."""

from __future__ import annotations

import traceback
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from nbexaminer.course.errors import MachineError, first_line

SETTINGS = "nbgrader_config.py"


def load_settings(root: Path) -> Config:
    """The settings of a course.

    Args:
        root: the course folder.

    Raises:
        CourseError: the file can't be read, or what it says can't be run.
        KeyboardInterrupt: somebody has interrupted that.
    """
    try:
        return PyFileConfigLoader(SETTINGS, path=str(root)).load_config()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # it is a program, which may also call `sys.exit`
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(SETTINGS)
        ]
        line = error.lineno if isinstance(error, SyntaxError) else lines[0] if lines else None
        where = f"{SETTINGS}, line {line}," if line else SETTINGS
        why = getattr(error, "strerror", None) or getattr(error, "msg", None) or first_line(error)
        raise MachineError(f"{where} can't be loaded ({type(error).__name__}: {why}): put that right.") from None
