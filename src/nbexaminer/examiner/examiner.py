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
import sys
import traceback
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

from greenlet import getcurrent, greenlet
from IPython.core.formatters import DisplayFormatter

from nbexaminer.examiner.proxies import RemoteNamespace
from nbexaminer.system import forkserver


class Names(dict):
    """Python's built-in names, for the examiner's cells; a name that is neither theirs nor one of these is the student's."""

    student: RemoteNamespace | None = None

    def __missing__(self, name: str) -> object:
        if self.student is None or name.startswith("__"):
            raise KeyError(name)
        return self.student.name(name)


class _Check(greenlet):
    """A cell that runs, and can be stopped where its hidden tests begin.

    Attributes:
        printed: what it has written so far.
        student: who answers for the student's names, or None.
    """

    def __init__(self, run: Callable[[], object], student: RemoteNamespace | None):
        super().__init__(run)
        self.student, self.printed = student, io.StringIO()


def _stop() -> None:
    """In a cell: go on when the examiner says so."""
    getcurrent().parent.switch(_stop)


class Examiner:
    """Runs cells one after the other."""

    def __init__(self):
        self.beyond = Names(vars(builtins) | {STOP: _stop})
        self.names = {"__name__": "__main__", "__builtins__": self.beyond}
        self.format = DisplayFormatter().format
        self.stopped: dict[str, _Check] = {}

    def run(
        self, source: str, name: str, student: RemoteNamespace | None, hidden_from: int | None = None
    ) -> list[dict] | None:
        """Run a cell, up to its hidden tests.

        Args:
            source: its text.
            name: its id, for tracebacks.
            student: who answers for the student's names, or None.
            hidden_from: the line at which its hidden tests begin; None to run all of it.

        Returns:
            Its outputs, as a notebook holds them; what it wrote to standard error is left out. None where it has come to its
            hidden tests.
        """
        file = f"<{name}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)

        def run() -> object:
            tree = parsed(source, file)
            if hidden_from is not None:
                _mark(tree, hidden_from)
            return self._execute(tree, file)

        return self._go_on(name, _Check(run, student))

    def go_on(self, name: str) -> list[dict]:
        """Run the hidden tests of a cell that has come to them: its outputs."""
        return self._go_on(name, self.stopped.pop(name))

    def _go_on(self, name: str, check: _Check) -> list[dict] | None:
        outputs = []
        self.beyond.student = check.student
        try:
            with contextlib.redirect_stdout(check.printed), contextlib.redirect_stderr(io.StringIO()):
                value = check.switch()
                if value is _stop:
                    self.stopped[name] = check
                    return None
                if value is not None:
                    data, metadata = self.format(value)
                    data = {kind: text for kind, text in data.items() if isinstance(text, str)}
                    outputs = [{"output_type": "execute_result", "data": data, "metadata": metadata}]
        except BaseException as error:
            outputs = [_error(error)]
        finally:
            self.beyond.student = None
        text = check.printed.getvalue()
        stream = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        return stream + outputs

    def _execute(self, tree: ast.Module, file: str) -> object:
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file, "exec", dont_inherit=True), self.names)
        if last is None:
            return None
        return eval(compile(ast.Expression(last.value), file, "eval", dont_inherit=True), self.names)


STOP = "__stop__"
"""The name under which a cell finds what stops it."""


def _mark(tree: ast.Module, line: int) -> None:
    """Put a stop before the first statement from a line on."""
    blocks = [block for node in ast.walk(tree) for _, block in ast.iter_fields(node) if isinstance(block, list)]
    places = [
        (statement.lineno, -statement.col_offset, block, at)
        for block in blocks
        for at, statement in enumerate(block)
        if isinstance(statement, ast.stmt) and statement.lineno >= line
    ]
    if places:
        _, _, block, at = min(places, key=lambda place: place[:2])
        call = ast.Expr(ast.Call(ast.Name(STOP, ast.Load()), [], []))
        block.insert(at, ast.fix_missing_locations(ast.copy_location(call, block[at])))


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
    examiner = Examiner()
    students: dict[str, tuple[RemoteNamespace, socket.socket, int]] = {}
    while True:
        try:
            request = json.loads(requests.recv_bytes())
        except EOFError:
            return
        name, student = request["name"], None
        if request["seconds"] is not None:
            if name not in students:
                connection = socket.socket(fileno=recv_handle(requests))
                process = recv_handle(requests)
                interrupt = partial(signal.pidfd_send_signal, process)
                words, lines = frozenset(request["words"]), frozenset(request["lines"])
                students[name] = RemoteNamespace(connection, interrupt, 0, words, lines), connection, process
            student, connection, process = students[name]
            student.give(request["seconds"], request["hidden"])
        if name in examiner.stopped:
            outputs = examiner.go_on(name)
        else:
            outputs = examiner.run(request["source"], name, student, request["hidden from"])
        if student is not None and outputs is not None:
            student.end()
            connection.close()
            os.close(process)
            del students[name]
        requests.send_bytes(json.dumps(outputs).encode())


def main() -> None:
    """Import the modules that the arguments name, and fork an examiner for each request; the last one says where they come."""
    *modules, numbers = sys.argv[1:]
    forkserver.serve(numbers, modules, answer)


if __name__ == "__main__":
    main()
