"""The two files with a course's settings: `nbgrader_config.py`, and `nbgrader_config.json` beside it, which commands write.

Jupyter's programs, nbgrader's among them, load both in this order; so does this package.
"""

from __future__ import annotations

import contextlib
import json
import os
import traceback
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from nbexaminer.course.errors import MachineError, first_line

SETTINGS = "nbgrader_config.py"
WRITTEN = "nbgrader_config.json"
"""The file that commands write."""
ONCE = ("Deadlines",)
"""Sections of which a setting may stand in one of the files only."""


def load_settings(root: Path) -> Config:
    """The settings of a course.

    Args:
        root: the course folder.

    Raises:
        CourseError: a file can't be read, what it says can't be run, or both state the same deadlines.
        KeyboardInterrupt: somebody has interrupted that.
    """
    config, written = load_python_settings(root), Config(read_written(root))
    for section in ONCE:
        for name in config.get(section, {}):
            if name in written.get(section, {}):
                raise MachineError(
                    f"c.{section}.{name} stands in {SETTINGS} and in {WRITTEN}: remove it from one of them."
                )
    config.merge(written)
    return config


def load_python_settings(root: Path) -> Config:
    """The settings of `nbgrader_config.py` alone.

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


def read_written(root: Path) -> dict[str, object]:
    """What `nbgrader_config.json` says; nothing where there is no such file.

    Raises:
        CourseError: it can't be read.
    """
    try:
        found = json.loads((root / WRITTEN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise MachineError(f"{WRITTEN} can't be read ({error.strerror}): put that right.") from None
    except UnicodeDecodeError:
        raise MachineError(f"{WRITTEN} is no UTF-8 text: put that right, or move it away.") from None
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}," if isinstance(error, json.JSONDecodeError) else ""
        raise MachineError(
            f"{WRITTEN}{where} is no JSON ({first_line(error)}): put that right, or move it away."
        ) from None
    if not isinstance(found, dict) or not all(isinstance(found.get(section, {}), dict) for section in ONCE):
        raise MachineError(f'{WRITTEN} holds no sections like {{"Deadlines": {{}}}}: put that right, or move it away.')
    found.pop("version", None)  # of the form of the file: Jupyter knows but one
    return found


def write_settings(root: Path, settings: dict[str, object]) -> None:
    """Write `nbgrader_config.json` in one step; the file is removed where there is nothing to write.

    Raises:
        OSError: it can't be written; it stays as it was.
    """
    path = Path(os.path.realpath(root / WRITTEN))
    if not settings:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(fresh, "w", encoding="utf-8") as file:
            # ASCII: nbgrader reads it in the encoding of the locale.
            file.write(json.dumps(settings, indent=2, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
