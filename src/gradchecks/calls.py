"""Calls of the student's functions: with copies of the arguments, and errors that name the student's own line."""

from __future__ import annotations

import ast
import contextlib
import inspect
import sys
import textwrap
import traceback
from collections.abc import Callable, Sequence
from types import FrameType

from gradchecks.explain import explain_error, readable
from gradchecks.failures import NotAttempted
from gradchecks.judge import Judge
from gradchecks.mistakes import mistake
from gradchecks.values import copied, is_unchanged


class Calls(Judge):
    """The part of a check that calls the student's functions."""

    def call(
        self,
        function: Callable,
        *arguments: object,
        returns: Sequence[str] = (),
        unchanged: bool = True,
        returns_nothing: bool = False,
        notebook_sizes: Sequence[object] = (),
    ) -> object:
        """Call a student's function with copies of the arguments.

        Args:
            function: the student's function, method or class.
            arguments: arrays, numbers, or lists of them; or models, which are not copied.
            returns: names of the results, where there is more than one: a tuple or list of that length must come back.
            unchanged: whether to fail when the function changed one of its arguments.
            returns_nothing: whether the contract asks for no result; then whatever comes back is fine.
            notebook_sizes: other arguments, of the sizes of the notebook's own data: a function that fails on `arguments`
                and not on these uses the notebook's variables in place of its arguments.

        Returns:
            What the function returned; a list of the results where `returns` names them.

        Raises:
            NotAttempted: the function, or one that it calls, still raises NotImplementedError.
            CheckFailed: it raised something else, returned None or another number of results, or changed an argument.
        """
        given = copied(arguments)
        name = _name(function)
        if not callable(function):
            self.fail(f"`{name}` must be a function.")
        try:
            result = function(*given)
        except NotImplementedError as error:
            raise NotAttempted(self._blank(name, error)) from None
        except (Exception, SystemExit) as error:
            what, explanation, where = self._error(function, name, error, notebook_sizes)
            self.fail(what, explanation, then=where)
        if unchanged:
            self._require_unchanged(name, arguments, given)
        return result if returns_nothing else self._results(name, result, returns)

    def _blank(self, name: str, error: NotImplementedError) -> str:
        """What is said of a function that still has a blank, or calls one that has."""
        line, inner = _line_of(error), _function_of(error)
        if inner and inner not in (name, "__init__"):
            return f"○ {self.title}: not attempted. `{name}` calls `{inner}`, which still has a blank."
        if _answered_above(error):
            return f"○ {self.title}: not attempted. `{name}` still has the line `raise NotImplementedError`: delete it."
        where = f" (it stops at `{line}`)" if line and "NotImplementedError" not in line else ""
        return f"○ {self.title}: not attempted. `{name}` still has a blank{where}."

    def _error(
        self, function: Callable, name: str, error: BaseException, notebook_sizes: Sequence[object]
    ) -> tuple[str, tuple[str, str] | None, str]:
        """What is said of a function that raised an error, the mistake that explains it, and the student's line."""
        line, inner = _line_of(error, outermost=True), _line_of(error)
        where = f"\n  in your line: {line}" if line else ""
        where += f"\n  which stops in: {inner}" if inner and inner != line else ""
        # The text of an error could show the inputs of hidden tests.
        text = "" if self.hidden else f": {readable(error)}"
        what = f"`{name}` raised {type(error).__name__}{text}"
        slugs = [slug for part, slug in self.errors.items() if part in str(error)]
        explanation = mistake(slugs[0]) if slugs else explain_error(error, self.sizes)
        if explanation and explanation[0] in ("matmul-shapes", "elementwise-shapes") and inner != line:
            explanation = mistake("call-arguments")
        if explanation and explanation[0] in ("matmul-shapes", "call-arguments") and _works(function, notebook_sizes):
            explanation = (
                "argument-ignored",
                "It runs with the sizes of the notebook's own data: is a variable of the notebook used in place of an "
                "argument, or do shapes fit there only because a size is 1?",
            )
        return what, explanation, where

    def _require_unchanged(self, name: str, arguments: Sequence[object], given: Sequence[object]) -> None:
        for number, (before, after) in enumerate(zip(arguments, given, strict=True), start=1):
            if not is_unchanged(before, after):
                what = f"`{name}` changed its argument number "
                self.fail(what, mistake("arguments-changed"), then=f"{number}.")

    def _results(self, name: str, result: object, returns: Sequence[str]) -> object:
        """The result, or a list of as many results as `returns` has names."""
        if result is None:
            self.that(False, f"`{name}` gave nothing back.", "returns-nothing")
        if not returns:
            return result
        if not isinstance(result, (list, tuple)) or len(result) != len(returns):
            several = isinstance(result, (list, tuple))
            came = f"one {type(result).__name__}"
            if several:
                came = "another number of results" if self.hidden else f"{len(result)} results"
            message = f"`{name}` must return ({', '.join(returns)}); it returned {came}."
            self.that(False, message, "wrong-number-of-results")
        return list(result)

    def follow(self, pieces: Callable, *arguments: object, count: int = 1) -> list:
        """Call the student's own earlier functions, so that a mistake there costs no points here.

        Args:
            pieces: combines the student's functions; called with copies of the arguments.
            arguments: for it.
            count: how many results it returns.

        Returns:
            The results; `[None] * count` when they can't be had.
        """
        nothing = [None] * count
        try:
            results = pieces(*copied(arguments))
            results = [results] if count == 1 else list(results)
            return results if len(results) == count else nothing
        except (Exception, SystemExit):
            return nothing


def _name(function: object) -> str:
    return getattr(function, "__name__", None) or type(function).__name__


def _works(function: Callable, arguments: Sequence[object]) -> bool:
    """Whether there are arguments, and the function takes them without an error."""
    try:
        return bool(arguments) and function(*copied(tuple(arguments))) is not None
    except (Exception, SystemExit):
        return False


def _line_of(error: BaseException, outermost: bool = False) -> str | None:
    """The innermost or outermost line of the student's own code that the error passed through."""
    known = getattr(error, "student_call" if outermost else "student_line", None)
    if known:
        return known
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    passed = zip(frames, traceback.extract_tb(error.__traceback__), strict=False)
    own = [line for frame, line in passed if not _is_ours(frame) and "site-packages" not in line.filename and line.line]
    own = [line for line in own if not line.filename.startswith(sys.base_prefix)]
    return own[0 if outermost else -1].line if own else None


def _function_of(error: BaseException) -> str | None:
    """The name of the student's function that raised an error; None where it is not known."""
    if getattr(error, "student_function", None):
        return error.student_function
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if not _is_ours(frame)]
    return frames[-1].f_code.co_name if frames else None


def _answered_above(error: BaseException) -> bool:
    """Whether the stub's line is the last one of a function that has code of its own before."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if not _is_ours(frame)]
    with contextlib.suppress(OSError, TypeError, SyntaxError, IndexError):
        function = ast.parse(textwrap.dedent(inspect.getsource(frames[-1].f_code))).body[0]
        code = [one for one in function.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
        return len(code) > 1 and isinstance(code[-1], ast.Raise)
    return False


def _is_ours(frame: FrameType) -> bool:
    """Whether a frame runs code of these checks: of their package, or of the one file that is made from it."""
    ours = __name__.partition(".")[0]
    return str(frame.f_globals.get("__name__")).partition(".")[0] == ours
