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

from grading.standins import Student


class Names(dict):
    """What the examiner's cells have defined; any other name is asked of the student."""

    student: Student | None = None

    def __missing__(self, name: str) -> object:
        if self.student is None or hasattr(builtins, name) or name.startswith("__"):
            raise KeyError(name)
        return self.student.name(name)


class Examiner:
    """Runs cells one after the other."""

    def __init__(self):
        self.names = Names(__name__="__main__")
        self.format = DisplayFormatter().format

    def run(self, source: str, name: str, student: Student | None) -> list[dict]:
        """Run a cell.

        Args:
            source: its text.
            name: its id, for tracebacks.
            student: who answers for the student's names, or None.

        Returns:
            Its outputs, as a notebook holds them; what it wrote to standard error is left out.
        """
        # Magics concern the display of the student's copy of this cell.
        source = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n"))
        file = f"<{name}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        self.names.student = student
        outputs, printed = [], io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                value = self._execute(ast.parse(source, file), file)
                if value is not None:
                    data, metadata = self.format(value)
                    outputs = [{"output_type": "execute_result", "data": data, "metadata": metadata}]
        except BaseException as error:
            outputs = [_error(error)]
        finally:
            self.names.student = None
        text = printed.getvalue()
        stream = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        return stream + outputs

    def _execute(self, tree: ast.Module, file: str) -> object:
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file, "exec"), self.names)
        return None if last is None else eval(compile(ast.Expression(last.value), file, "eval"), self.names)


def _error(error: BaseException) -> dict:
    speak = getattr(error, "_render_traceback_", None)
    if speak is not None:
        shown = speak()
    else:
        own = error.__traceback__
        while own is not None and own.tb_frame.f_code.co_filename == __file__:
            own = own.tb_next
        shown = "".join(traceback.format_exception(type(error), error, own)).splitlines()
    # An error of the student's may be called like one of the checks', and is none.
    name = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ != "student")
    return {"output_type": "error", "ename": name, "evalue": str(error), "traceback": shown}


def main() -> None:
    """Answer the requests that come through the pipe whose number is the first argument, until it closes."""
    requests = Connection(int(sys.argv[1]))
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
            student = Student(connection, interrupt, deadline, request["words"], request["lines"])
            _share_a_core(connection)
        outputs = examiner.run(request["source"], request["name"], student)
        if student is not None:
            os.sched_setaffinity(0, cores)
            connection.close()
            os.close(process)
        requests.send_bytes(json.dumps(outputs).encode())


def _share_a_core(connection: socket.socket) -> None:
    """Put this process and the one that answers on one core: they take turns, and to wake another core takes longer."""
    with contextlib.suppress(OSError, psutil.Error):
        answering = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        core = {psutil.Process().cpu_num()}
        os.sched_setaffinity(0, core)
        os.sched_setaffinity(answering, core)


if __name__ == "__main__":
    main()
