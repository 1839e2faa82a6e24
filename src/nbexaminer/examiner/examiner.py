"""Runs check cells, and never a line of the student's code.

It runs the source's own cells, in the assignment's own folder of given files. A name that they use and that none of them
has defined is the student's: another process is asked for it, through the protocol.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import linecache
import traceback
from collections.abc import Callable
from pathlib import Path

from greenlet import getcurrent, greenlet
from IPython.core.formatters import DisplayFormatter

from nbexaminer.examiner import syntax
from nbexaminer.examiner.proxies import RemoteNamespace
from nbexaminer.system.parsing import parse_cell

PACKAGE = str(Path(__file__).parent.parent)
"""The folder of this package, of which no traceback shows a line."""


class Builtins(dict):
    """Python's built-in names, for the examiner's cells; a name that is neither theirs nor one of these is the student's.

    Attributes:
        student: who answers for the student's names while a cell runs, or None.
    """

    student: RemoteNamespace | None = None

    def __missing__(self, name: str) -> object:
        if self.student is None or name.startswith("__"):
            raise KeyError(name)
        return self.student.name(name)


class RunningCell(greenlet):
    """A cell that runs, and can be stopped where its hidden tests begin.

    Attributes:
        printed: what it has written so far.
        student: who answers for the student's names, or None.
    """

    def __init__(self, run: Callable[[], object], student: RemoteNamespace | None):
        super().__init__(run)
        self.student, self.printed = student, io.StringIO()


def _stop() -> None:
    """Called in a cell: wait until the examiner goes on with it."""
    getcurrent().parent.switch(_stop)


class Examiner:
    """Runs cells one after the other.

    Attributes:
        names: global name -> value, as the cells have defined them.
        builtins: where other names are looked up.
        stopped: name -> cell that has come to its hidden tests.
    """

    def __init__(self):
        self.builtins = Builtins(vars(builtins) | {syntax.STOP: _stop})
        self.names = {"__name__": "__main__", "__builtins__": self.builtins}
        self.stopped: dict[str, RunningCell] = {}
        self._format = DisplayFormatter().format

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
            tree = parse_cell(source, file)
            if hidden_from is not None:
                syntax.insert_stop(tree, hidden_from)
            return self._execute(tree, file)

        return self._go_on(name, RunningCell(run, student))

    def go_on(self, name: str) -> list[dict]:
        """Run the hidden tests of a cell that has come to them.

        Returns:
            All its outputs.
        """
        return self._go_on(name, self.stopped.pop(name))

    def _go_on(self, name: str, cell: RunningCell) -> list[dict] | None:
        outputs = []
        self.builtins.student = cell.student
        try:
            with contextlib.redirect_stdout(cell.printed), contextlib.redirect_stderr(io.StringIO()):
                value = cell.switch()
                if value is _stop:
                    self.stopped[name] = cell
                    return None
                if value is not None:
                    data, metadata = self._format(value)
                    data = {kind: text for kind, text in data.items() if isinstance(text, str)}
                    outputs = [{"output_type": "execute_result", "data": data, "metadata": metadata}]
        except BaseException as error:
            # A check may have caught that nothing answers, and taken it for something else.
            outputs = [_as_output(getattr(cell.student, "ended", None) or error)]
        finally:
            self.builtins.student = None
        text = cell.printed.getvalue()
        stream = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        return stream + outputs

    def _execute(self, tree: ast.Module, file: str) -> object:
        """Run a cell's syntax tree: the value of its last expression, or None."""
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file, "exec", dont_inherit=True), self.names)
        if last is None:
            return None
        return eval(compile(ast.Expression(last.value), file, "eval", dont_inherit=True), self.names)


def _as_output(error: BaseException) -> dict:
    """An error as a notebook holds it, whatever its own methods do."""
    # A student's own class of errors may have the name of one of the checks' classes, and is shown by its built-in base.
    name = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ != "student")
    text, shown = "", None
    with contextlib.suppress(Exception):
        text = str(error)
    with contextlib.suppress(Exception):
        shown = [str(line) for line in error._render_traceback_()]
    if shown is None:
        shown = "".join(_without_own_lines(traceback.TracebackException.from_exception(error)).format()).splitlines()
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": shown}


def _without_own_lines(described: traceback.TracebackException) -> traceback.TracebackException:
    """A traceback, and those of the errors that it came from, without the lines of this package."""
    waiting = [described]
    while waiting:
        one = waiting.pop()
        one.stack[:] = [frame for frame in one.stack if not frame.filename.startswith(PACKAGE)]
        waiting += [other for other in (one.__cause__, one.__context__) if other is not None]
    return described
