"""The terminal, in whatever locale: nothing that is printed raises, or orders it anything."""

from __future__ import annotations

import io
import locale
import os
import sys

from nbexaminer.course.errors import CourseError, MachineError, printable
from nbexaminer.pipeline.disk import stopped


def in_words(error: CourseError | OSError) -> CourseError:
    """An error as a sentence that says what to do."""
    return error if isinstance(error, CourseError) else stopped(error)


def tell_error(error: Exception | str) -> None:
    """Write an error to standard error, on one line; it says who looks for more where the machine is to blame."""
    more = " `nbexaminer doctor` looks for more of that kind." if isinstance(error, MachineError) else ""
    print(printable(f"error: {error}{more}"), file=sys.stderr)


def print_last(text: str) -> None:
    """Print what a command ends with; nothing where standard output is what fails, as on a full disk."""
    try:
        print(text, flush=True)
    except OSError:
        print_nowhere()


def print_nowhere() -> None:
    """Let go of standard output, to which Python writes once more when it ends."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def confirm(question: str, yes: bool) -> bool:
    """Ask whether to go on; anything but yes is no.

    Args:
        question: what is asked.
        yes: whether the command line has answered.

    Raises:
        CourseError: nobody is there to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise CourseError("Nothing was done, since there is no terminal to ask in: say --yes if you mean it.")
    try:
        return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False


def prepare_streams() -> None:
    """Have standard output and standard error show what their encoding lacks as something else, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def use_utf8() -> None:
    """Begin this process anew in Python's UTF-8 mode, unless names of files are UTF-8 already.

    Otherwise a student would be called another in each locale. What is printed keeps the encoding of the terminal.
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get("PYTHONUTF8") == "1":
        return
    os.environ["PYTHONUTF8"] = "1"
    os.environ.setdefault("PYTHONIOENCODING", f"{locale.getencoding()}:replace")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
