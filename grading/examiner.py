"""The trusted side of the wall: a process that runs the check cells and never sees a line of the student's.

It runs the source's own cells, in the assignment's own folder of given files. A name that they use and that none of them
has defined is the student's: it is asked for across the wall.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import json
import linecache
import os
import signal
import socket
import struct
import sys
import time
import traceback
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

import psutil
from IPython.core.formatters import DisplayFormatter

from grading import warm
from grading.standins import Student

CHANGING = "✗ The visible part passed, and failed when it was repeated: the results change from one call to the next."


class CheckFailed(AssertionError):
    """A failure whose text is written for students; called as the checks call theirs."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Names(dict):
    """Python's built-in names, for the examiner's cells; a name that is neither theirs nor one of these is the student's."""

    student: Student | None = None

    def __missing__(self, name: str) -> object:
        if self.student is None or name.startswith("__"):
            raise KeyError(name)
        return self.student.name(name)


class Examiner:
    """Runs cells one after the other."""

    def __init__(self):
        self.beyond = Names(vars(builtins))
        self.names = {"__name__": "__main__", "__builtins__": self.beyond}
        self.format = DisplayFormatter().format

    def run(self, source: str, name: str, student: Student | None, hidden_from: int | None = None) -> list[dict]:
        """Run a cell.

        Args:
            source: its text.
            name: its id, for tracebacks.
            student: who answers for the student's names, or None.
            hidden_from: the line at which its hidden tests begin, where what is visible has been run before: a failure
                before that line is then one that came the second time only, and its message is not shown, since the
                student's side could have seen hidden inputs in between.

        Returns:
            Its outputs, as a notebook holds them; what it wrote to standard error is left out.
        """
        file = f"<{name}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        self.beyond.student = student
        outputs, printed = [], io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                value = self._execute(parsed(source, file), file)
                if value is not None:
                    data, metadata = self.format(value)
                    data = {kind: text for kind, text in data.items() if isinstance(text, str)}
                    outputs = [{"output_type": "execute_result", "data": data, "metadata": metadata}]
        except BaseException as error:
            lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
            outputs = [_error(error if max(lines, default=0) >= (hidden_from or 0) else CheckFailed(CHANGING))]
        finally:
            self.beyond.student = None
        text = printed.getvalue()
        stream = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        return stream + outputs

    def _execute(self, tree: ast.Module, file: str) -> object:
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file, "exec", dont_inherit=True), self.names)
        if last is None:
            return None
        return eval(compile(ast.Expression(last.value), file, "eval", dont_inherit=True), self.names)


def parsed(source: str, file: str = "<cell>") -> ast.Module:
    """A cell's syntax tree; without its magics, which concern the display of the student's copy of it."""
    try:
        return ast.parse(source, file)
    except SyntaxError:
        lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")]
        return ast.parse("\n".join(lines), file)


def _error(error: BaseException) -> dict:
    """An error as a notebook holds it; also of one that can't say what it is."""
    # An error of the student's may be called like one of the checks', and is none.
    name = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ != "student")
    text, shown = "", None
    with contextlib.suppress(Exception):
        text = str(error)
    with contextlib.suppress(Exception):
        shown = [str(line) for line in error._render_traceback_()]
    if shown is None:
        own = error.__traceback__
        while own is not None and own.tb_frame.f_code.co_filename == __file__:
            own = own.tb_next
        shown = "".join(traceback.format_exception(type(error), error, own)).splitlines()
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": shown}


def answer(connection: socket.socket) -> None:
    """Answer the requests that come through a connection until it closes; the first says in which folder."""
    requests = Connection(connection.detach())
    requests.send_bytes(str(os.getpid()).encode())
    os.chdir(requests.recv_bytes().decode())
    sys.path.insert(0, os.getcwd())
    examiner, cores = Examiner(), os.sched_getaffinity(0)
    while True:
        try:
            request = json.loads(requests.recv_bytes())
        except EOFError:
            return
        student = None
        if request["seconds"] is not None:
            connection = socket.socket(fileno=recv_handle(requests))
            process = recv_handle(requests)
            deadline = time.monotonic() + request["seconds"]
            interrupt = partial(signal.pidfd_send_signal, process)
            words, lines = frozenset(request["words"]), frozenset(request["lines"])
            student = Student(connection, interrupt, deadline, words, lines, hidden=request["hidden from"] is not None)
            _share_a_core(connection)
        outputs = examiner.run(request["source"], request["name"], student, request["hidden from"])
        if student is not None:
            student.end()
            os.sched_setaffinity(0, cores)
            connection.close()
            os.close(process)
        requests.send_bytes(json.dumps(outputs).encode())


def main() -> None:
    """Import the modules that the arguments name, and fork an examiner for each request; the last one says where they come."""
    *modules, numbers = sys.argv[1:]
    warm.serve(numbers, modules, answer)


def _share_a_core(connection: socket.socket) -> None:
    """Put this process and the one that answers on one core: they take turns, and to wake another core takes longer."""
    with contextlib.suppress(OSError, psutil.Error):
        answering = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        core = {psutil.Process().cpu_num()}
        os.sched_setaffinity(0, core)
        os.sched_setaffinity(answering, core)


if __name__ == "__main__":
    main()
