"""The program in which an author's own cells are run: one fork for each run, so that none sees what another has done.

It reads what to do as JSON from standard input, and writes a line of JSON to a file when a cell begins, and when it has ended.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
from typing import NoReturn, TextIO

from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets.config import Config


class TooLong(BaseException):
    """A cell has run for longer than it may."""


class Shell(InteractiveShell):
    """IPython's own, for cells with magics; what is shown is shown to nobody."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Let `%matplotlib` pass."""


def main() -> None:
    """Run what standard input asks for."""
    task = json.load(sys.stdin)
    sys.path.insert(0, "")
    for name in task["modules"]:  # here once, instead of in each fork
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    for run in task["runs"]:
        child = os.fork()
        if not child:
            try:
                _run(run["folder"], run["cells"], run["results"], task["seconds"])
            finally:
                os._exit(0)
        os.waitpid(child, 0)


def _run(folder: str, cells: list[str], results: str, seconds: int) -> None:
    """Run cells one after the other, as a kernel does, in a folder; an error ends its cell only."""
    os.chdir(folder)
    signal.signal(signal.SIGALRM, _stop)
    settings = Config(HistoryManager={"enabled": False}, InteractiveShell={"xmode": "Minimal"})
    shell = Shell.instance(config=settings)
    with open(results, "w", encoding="utf-8") as file:
        for source in cells:
            _tell(file, None)
            signal.alarm(seconds)
            try:
                result = shell.run_cell(source)
            finally:
                signal.alarm(0)
            _tell(file, _described(result))


def _stop(*_: object) -> NoReturn:
    raise TooLong


def _tell(file: TextIO, what: dict | None) -> None:
    file.write(json.dumps(what) + "\n")
    file.flush()


def _described(result: ExecutionResult) -> dict:
    """How a cell ended: its error, the line of the cell where that came up, and its value where that is a number."""
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        value = None
        with contextlib.suppress(Exception):  # nbgrader takes what is shown for points, where it is a number
            value = float(repr(result.result))
        return {"kind": "", "text": "", "line": 0, "value": value}
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = ""
    return {"kind": type(error).__name__, "text": text, "line": _line(error), "value": None}


def _line(error: BaseException) -> int:
    """The line of the cell in which an error came up; 0 where that is not known."""
    line, file, traceback = 0, None, error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if file is None and code.co_name == "<module>":
            file = code.co_filename
        if code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


if __name__ == "__main__":
    main()
