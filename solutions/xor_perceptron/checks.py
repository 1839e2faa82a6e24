"""Checks for hand-written backpropagation: what was expected, what came, and which known mistake explains it.

The module travels with every assignment and needs nothing but numpy (torch tensors are understood where torch is
installed). A check is a function that runs at once and reports under its title:

    @checks.check("2A forward pass", points=2)
    def check_forward(check):
        hidden_layer, y_output = check.call(forward, X, W1, W2, returns=("hidden_layer", "y_output"))
        check.array("y_output", y_output, expected)

It raises `CheckFailed` with a message to act on, or `NotAttempted` where the stub still stands. What the functions print
or warn about goes to standard output and never changes a verdict.

Sources: relative error and central differences as in the CS231n notes on gradient checks
(https://cs231n.github.io/neural-networks-3/#gradcheck).
"""

from __future__ import annotations

import contextlib
import copy
import html
import re
import sys
import textwrap
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

TOLERANCE = 1e-5
"""Largest relative error that counts as equal: far above rounding (1e-12, or 1e-6 in float32), far below any mistake."""

MISTAKES: dict[str, str] = {
    # scale and sign, found from the numbers alone
    "sign": "Every entry has the opposite sign. A gradient points uphill; the update is what subtracts it.",
    "mean-missing": "Every entry is exactly {n} times too large, and you have {what}: the mean is missing.",
    "mean-twice": "Every entry is exactly {n} times too small, and you have {what}: the mean is taken twice.",
    "mean-for-sum": "Every entry is exactly {n} times too small, and you have {what}: a mean stands where the text asks "
    "for the sum.",
    "rows-factor": "Every entry is exactly {n} times too large, and you have {what}: a sum is asked for, without that "
    "factor.",
    "mean-over-fewer": "Every entry is exactly {n} times too large, and you have {what}: the mean runs over rows and "
    "outputs, so divide by both.",
    "size-for-rows": "Every entry is exactly {n} times too small, and you have {what}: divide by the number of rows, not "
    "by the number of entries.",
    "factor-two": "Every entry is exactly twice what it should be: look for a factor 2 that does not belong, or a term "
    "that is added twice.",
    "factor-half": "Every entry is exactly half of what it should be: look for a missing factor 2 (a square brings one "
    "down) or for a ½ that does not belong.",
    "learning-rate-inside": "Every entry is exactly the learning rate ({n}) times what it should be: the gradient itself "
    "knows nothing of the learning rate.",
    "constant-factor": "Every entry is {n} times what it should be: one constant factor is the whole mistake.",
    "swapped": "These are the right numbers for {what}: two results have changed places.",
    "transposed": "This is the transpose of the right result.",
    # updates, found from the step between the weights before and after
    "ascent": "The step goes the wrong way: it climbs the loss. Gradients point uphill, so subtract them.",
    "not-updated": "The weights come back as they went in: the update is computed but never assigned, or never made.",
    "learning-rate-missing": "The step is 1/{n} times too long, and the learning rate is {n}: the learning rate is "
    "missing.",
    "learning-rate-twice": "The step is {n} times what it should be, and the learning rate is {n}: it is applied twice.",
    # shapes
    "matmul-shapes": "A matrix product needs equal inner sizes: a transpose is missing or on the wrong factor, or an "
    "elementwise product `*` was meant.",
    "elementwise-shapes": "An elementwise operation needs equal shapes: a matrix product `@` was meant, or a transpose is "
    "missing.",
    "argument-ignored": "The size {n} is in none of the arguments of this call: a variable of the notebook is used in "
    "place of an argument.",
    "broadcast-outer": "Shapes (N, 1) and (N,) combine to (N, N): keep the column shape (N, 1) everywhere.",
    "not-summed-over-rows": "The first size is the number of rows: the sum over the rows is missing.",
    "summed-too-far": "This is one number: the sum went over the units too. Sum over the rows only.",
    "dimension-lost": "The numbers may be right, but one dimension is missing: use `keepdims=True`, or reshape.",
    "dimension-gained": "There is one dimension too many.",
    # activations and losses, named by the fingerprint of what they lead to
    "activation-missing": "The activation function is missing: this is still the weighted sum.",
    "activation-twice": "The activation function is applied twice.",
    "wrong-activation": "This is another activation function than the text asks for.",
    "exponent-sign": "The sign in the exponent is turned: this is 1 − σ(z).",
    "reciprocal-missing": "This is 1 + e^(−z): the reciprocal is missing.",
    "derivative-for-function": "This is the derivative, not the function itself.",
    "output-derivative-missing": "The derivative of the output's activation is missing: with a squared error it does not "
    "cancel.",
    "hidden-derivative-missing": "The derivative of the hidden activation is missing: after going back through the "
    "weights, the error still has to pass the activation.",
    "derivatives-missing": "The derivatives of both activations are missing.",
    "activation-of-activation": "The derivative applies σ once more to what is already an activation: with a = σ(z), σ′ is "
    "a(1 − a).",
    "derivative-of-preactivation": "The derivative is taken as z(1 − z), of the weighted sum: with a = σ(z), σ′ is a(1 − a).",
    "derivative-twice": "The derivative of the activation is applied twice.",
    "derivative-incomplete": "Only one factor of the derivative a(1 − a) is there.",
    "wrong-derivative": "This is the derivative of another activation function.",
    "error-missing": "The difference between output and target does not enter: the chain rule starts at the loss.",
    "target-for-output": "The derivative of the activation is taken at the target instead of at the output.",
    "absolute-error": "This is the absolute error: square the differences.",
    "wrong-loss": "This is another loss than the text asks for.",
    "signed-error": "The differences are not squared, so positive and negative ones cancel.",
    "sum-then-square": "The differences are summed first and squared afterwards: square each one, then sum.",
    "root-taken": "There is a square root that the formula does not have.",
    "outer-product": "A matrix product of the differences multiplies every row with every other: square elementwise.",
    # training
    "updated-weights-used": "One matrix is updated before the other gradient is computed: take both gradients from the old "
    "weights, then update both.",
    "not-full-batch": "The weights change after every single row: one update an epoch, from all rows.",
    "one-update-too-many": "There is one update too many.",
    "one-update-too-few": "There is one update too few.",
    "stale-activations": "The forward pass is computed once, before the loop: after an update it belongs to the old weights.",
    "history-length": "There must be one loss for every epoch, and nothing from an earlier run.",
    "history-after-update": "Every loss is taken after its update: `losses[k]` belongs to the weights before update k.",
    "history-constant": "All losses are alike: the forward pass inside the loop does not use the updated weights.",
    # data and weights
    "wrong-table": "These are not the values of the table in the text.",
    "row-order": "All the rows are there, in another order than in the table.",
    "layer-sizes": "The number of units does not fit the data.",
    "all-alike": "All values are equal: hidden units that start alike stay alike. Draw the weights at random.",
    "units-alike": "Two hidden units start with the same weights, so they stay the same for ever.",
    "not-random": "These values look written in by hand: draw them at random.",
    "wrong-dtype": "The text asks for another dtype: convert with `.astype(...)`, or give `dtype=` when you build the array.",
    # kinds of values
    "returns-nothing": "The function returned None: is `return` missing?",
    "wrong-number-of-results": "Return exactly the results that the docstring names, in that order.",
    "not-an-array": "An array is expected here.",
    "np-matrix": "This is an `np.matrix`, in which `*` is a matrix product and sums stay two-dimensional: use plain "
    "arrays.",
    "boolean-values": "The values are booleans. Subtracting booleans fails, and means of them surprise: convert them "
    "with `.astype(...)`.",
    "integer-values": "The values are integers, so every later fraction would be cut off: convert them to float.",
    "not-integers": "The class labels must be integers: convert them with `.astype(int)`.",
    "not-a-number": "One plain number is expected here.",
    "nan": "There are values that are not finite (nan or inf): look for 0/0, log(0) or a quotient of two infinities.",
    "arguments-changed": "The function changed an array that it was given. Work on a copy, or build a new array: `a = a - "
    "b` makes a new one, `a -= b` changes the caller's.",
    "visible-inputs-only": "The visible check passes, other inputs do not: is a value written in, or does the function "
    "use a variable of the notebook in place of its arguments?",
}
"""Slug of a mistake -> the sentence that a student reads."""


class CheckFailed(AssertionError):
    """A check that did not pass.

    Attributes:
        slug: the mistake that explains the failure, a key of `MISTAKES`, or None.
        fingerprint: of the values that came, for contributors who name a further mistake; or None.
    """

    def __init__(self, message: str, slug: str | None = None, fingerprint: float | None = None):
        self.slug = slug
        self.fingerprint = fingerprint
        super().__init__(f"{message}\n[mistake: {slug}]" if slug else message)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: only the message concerns the student."""
        return str(self).splitlines()


class NotAttempted(CheckFailed):
    """The stub still stands: not wrong, only not done."""


# ---------------------------------------------------------------------------------------------------------------- numbers


def relative_error(x: np.ndarray, y: np.ndarray) -> float:
    """Largest relative error, max |x − y| / max(1e-8, |x| + |y|), over all entries.

    Args:
        x, y: arrays of equal shape, or numbers.

    Returns:
        0 for equal values (and for empty arrays), 1 for opposite signs, inf where one of them is not finite.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.size == 0:
        return 0.0
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return 0.0 if np.array_equal(x, y) else float("inf")
    return float(np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))))


def numerical_gradient(
    function: Callable[[np.ndarray], float], at: np.ndarray, h: float = 1e-4
) -> np.ndarray:
    """Gradient of a scalar function by central differences, in float64.

    Args:
        function: takes an array shaped like `at`, returns a number.
        at: the point, any shape; it is not changed.
        h: half the distance between the two evaluations.

    Returns:
        The gradient, float64, shaped like `at`; its relative error is about 1e-9 for smooth functions.
    """
    point = np.array(at, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        middle = point[index]
        point[index] = middle + h
        above = float(function(point.copy()))
        point[index] = middle - h
        below = float(function(point.copy()))
        point[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient


def fingerprint(values: np.ndarray) -> float:
    """One number that tells arrays apart: the entries in row order, weighted by cos(1), cos(2), ...

    A check names a known mistake by the fingerprint of the numbers that the mistake leads to, so that the visible text
    of the check shows no solution.
    """
    flat = np.asarray(values, dtype=np.float64).ravel()
    return float(flat @ np.cos(np.arange(1, flat.size + 1)))


def _close(x: np.ndarray, y: np.ndarray, tolerance: float) -> bool:
    x, y = np.asarray(x), np.asarray(y)
    return x.shape == y.shape and relative_error(x, y) <= tolerance


@dataclass
class Facts:
    """What a check knows about the values that it compares; every field widens what `explain` can name.

    Attributes:
        rows, outputs: number of rows of the batch and of outputs of the network.
        mean_over: what the asked quantity is a mean over: "nothing" (it is a sum), "rows" or "entries" (rows × outputs).
        learning_rate: the learning rate in play.
        start: the parameter before the update, where the compared value is one after it.
        others: name -> expected value of the other results of the same call.
        known: slug -> fingerprint, or fingerprints, of the values to which that mistake leads.
        otherwise: slug of what is wrong where nothing else explains the values.
    """

    rows: int | None = None
    outputs: int | None = None
    mean_over: str = "nothing"
    learning_rate: float | None = None
    start: np.ndarray | None = None
    others: Mapping[str, np.ndarray] = field(default_factory=dict)
    known: Mapping[str, float | Sequence[float]] = field(default_factory=dict)
    otherwise: str | None = None


def _factors(facts: Facts) -> list[tuple[float, str, str]]:
    """(ratio got/expected, slug, what there is that many of) of every scale mistake that these facts allow."""
    n, m = facts.rows or 1, facts.outputs or 1
    rows, outputs, both = f"{n} rows", f"{m} outputs", f"{n} rows × {m} outputs"
    found = [(2.0, "factor-two", ""), (0.5, "factor-half", "")]
    if facts.mean_over == "rows":
        found += [
            (n, "mean-missing", rows),
            (1 / n, "mean-twice", rows),
            (1 / m, "size-for-rows", outputs),
        ]
    elif facts.mean_over == "entries":
        found += [(n * m, "mean-missing", both), (1 / (n * m), "mean-twice", both)]
        found += [(m, "mean-over-fewer", outputs), (n, "mean-over-fewer", rows)]
    else:
        found += [
            (1 / n, "mean-for-sum", rows),
            (n, "rows-factor", rows),
            (1 / (n * m), "mean-for-sum", both),
        ]
        found += [(1 / m, "mean-for-sum", outputs)]
    if facts.learning_rate is not None and facts.start is None:
        found.append((facts.learning_rate, "learning-rate-inside", ""))
    if facts.learning_rate is not None and facts.start is not None:
        rate = facts.learning_rate
        found += [(1 / rate, "learning-rate-missing", ""), (rate, "learning-rate-twice", "")]
    distinct = {
        (round(ratio, 9), slug): (ratio, slug, what) for ratio, slug, what in found if ratio != 1
    }
    return list(distinct.values())


def _ratio(got: np.ndarray, expected: np.ndarray, tolerance: float) -> float | None:
    """The one number r with got = r · expected, or None."""
    largest = np.argmax(np.abs(expected))
    if expected.flat[largest] == 0 or not np.isfinite(got).all():
        return None
    ratio = got.flat[largest] / expected.flat[largest]
    return float(ratio) if _close(got, ratio * expected, tolerance) else None


def explain(
    got: np.ndarray, expected: np.ndarray, facts: Facts, tolerance: float = TOLERANCE
) -> tuple[str, str] | None:
    """The one mistake that explains wrong values of the right shape, from the numbers alone.

    Args:
        got, expected: float arrays of equal shape that differ.
        facts: what the check knows.

    Returns:
        (slug, sentence), or None when no explanation fits or more than one does.
    """
    got, expected = np.asarray(got, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    found: dict[str, str] = {}
    if got.shape != expected.shape or got.size == 0:
        return None
    if facts.start is not None:
        step, wanted = (
            got - np.asarray(facts.start, float),
            expected - np.asarray(facts.start, float),
        )
        slack = max(tolerance, 1e-9)
    else:
        step, wanted, slack = got, expected, tolerance
    if facts.start is not None and not np.any(step):
        found["not-updated"] = MISTAKES["not-updated"]
    mark = fingerprint(got)
    for slug, numbers in facts.known.items():
        if any(
            abs(mark - number) <= 1e-5 * max(1e-3, abs(number)) for number in np.atleast_1d(numbers)
        ):
            found[slug] = MISTAKES[slug]
    for name, other in facts.others.items():
        if _close(got, other, tolerance):
            found["swapped"] = MISTAKES["swapped"].format(what=name)
    ratio = _ratio(step, wanted, slack) if not found else None
    if ratio is not None and not found:
        if abs(ratio + 1) < 1e-4:
            slug = "ascent" if facts.start is not None else "sign"
            found[slug] = MISTAKES[slug]
        for factor, slug, what in _factors(facts):
            if abs(ratio - factor) <= 1e-4 * abs(factor):
                number = (
                    facts.learning_rate
                    if slug.startswith("learning-rate")
                    else max(factor, 1 / factor)
                )
                found[slug] = MISTAKES[slug].format(n=f"{number:g}", what=what)
        if not found and ratio != 0 and got.size > 1:
            found["constant-factor"] = MISTAKES["constant-factor"].format(n=f"{ratio:.6g}")
    if (
        not found
        and got.ndim == 2
        and got.shape[1] > 1
        and _close(got[np.lexsort(got.T)], expected[np.lexsort(expected.T)], tolerance)
    ):
        found["row-order"] = MISTAKES["row-order"]
    if (
        not found
        and got.ndim == 2
        and got.shape[0] == got.shape[1] > 1
        and _close(got.T, expected, tolerance)
    ):
        found["transposed"] = MISTAKES["transposed"]
    return next(iter(found.items())) if len(found) == 1 else None


def explain_shape(got: np.ndarray, expected: np.ndarray, facts: Facts) -> tuple[str, str] | None:
    """The one mistake that explains a wrong shape; same results as `explain`."""
    slug, rows = None, facts.rows
    if got.ndim == 2 and got.shape == expected.shape[::-1]:
        slug = "transposed"
    elif (
        got.ndim == 2
        and expected.ndim == 2
        and expected.shape[1] == 1
        and got.shape == (expected.shape[0],) * 2
    ):
        slug = "broadcast-outer"
    elif got.ndim == 0:
        slug = "summed-too-far"
    elif got.ndim and rows and got.shape[0] == rows and rows not in expected.shape:
        slug = "not-summed-over-rows"
    elif got.ndim < expected.ndim and got.size == expected.size:
        slug = "dimension-lost"
    elif got.ndim > expected.ndim and got.size == expected.size:
        slug = "dimension-gained"
    return (slug, MISTAKES[slug]) if slug else None


def explain_error(error: BaseException, sizes: Mapping[int, str]) -> tuple[str, str] | None:
    """The mistake behind an error about shapes that the student's function raised.

    Args:
        error: what was raised.
        sizes: every size in the arguments of the call -> what it counts, for example {5: "rows", 3: "inputs"}.
    """
    text = str(error)
    product = re.search(r"matmul|not aligned|mat1 and mat2|size mismatch|inner dim", text)
    elementwise = re.search(r"broadcast|must match the size of tensor", text)
    if not isinstance(error, (ValueError, RuntimeError)) or not (product or elementwise):
        return None
    shapes = re.sub(r"dimensions? \d+|operand \d+|\(dim \d+\)|dim \d+|mat\d|0-dim|\d-d\b", "", text)
    numbers = {int(number) for number in re.findall(r"\d+", shapes)} - {0, 1}
    strangers = sorted(numbers - set(sizes)) if sizes else []
    products = {a * b for a in sizes for b in sizes}
    if len(strangers) == 1 and strangers[0] not in products:
        return "argument-ignored", MISTAKES["argument-ignored"].format(n=strangers[0])
    slug = "matmul-shapes" if product else "elementwise-shapes"
    counts = " and ".join(
        f"{number} ({sizes[number]})" for number in sorted(numbers) if number in sizes
    )
    return slug, (f"Here {counts} meet. " if counts else "") + MISTAKES[slug]


# ------------------------------------------------------------------------------------------------------------------ checks


def _plain(value: object) -> object:
    """A torch tensor as a numpy array; everything else as it is."""
    if type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach"):
        return value.detach().cpu().numpy()
    return value


def _same(before: object, after: object) -> bool:
    """Whether a copied argument still equals the original (arrays, numbers, lists and tuples of them)."""
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(
            _same(b, a) for b, a in zip(before, after, strict=True)
        )
    before, after = _plain(before), _plain(after)
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and np.array_equal(before, after)
        )
    return not isinstance(before, (int, float, str)) or before == after


def _show(values: np.ndarray) -> str:
    """An array on few lines, four significant digits."""
    return np.array2string(
        np.asarray(values),
        precision=4,
        threshold=24,
        edgeitems=2,
        separator=", ",
        suppress_small=False,
    )


def _indent(label: str, text: str) -> str:
    return f"  {label:<10}" + text.replace("\n", "\n" + " " * 12)


def _line_of(error: BaseException) -> str | None:
    """The innermost line of the student's own code that the error passed through."""
    if getattr(error, "student_line", None):
        return error.student_line
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename != __file__ and "site-packages" not in frame.filename and frame.line
    ]
    own = [frame for frame in own if not frame.filename.startswith(sys.base_prefix)]
    return own[-1].line if len(own) > 1 else None


def _usable(own: object, expected: np.ndarray, facts: Facts, tolerance: float) -> bool:
    """Whether what the student's own pieces lead to can stand in for the expected value."""
    own = np.asarray(_plain(own), dtype=np.float64)
    if own.shape != expected.shape or not np.isfinite(own).all():
        return False
    return facts.start is None or relative_error(own, facts.start) > tolerance


def _name(function: object) -> str:
    return getattr(function, "__name__", None) or type(function).__name__


class Check:
    """What a check function is given: calls of the student's functions, and comparisons that explain themselves.

    Attributes:
        sizes: every size in the data of this check -> what it counts; makes errors about shapes readable.
        hidden: True once the hidden tests have begun; messages then say what is wrong without showing values.
    """

    def __init__(self, title: str, points: float):
        self.title = title
        self.points = points
        self.sizes: dict[int, str] = {}
        self.hidden = False

    def fail(
        self,
        message: str,
        explanation: tuple[str, str] | None = None,
        came: np.ndarray | None = None,
    ) -> None:
        """Raise `CheckFailed` for this check.

        Args:
            message: what was checked, what was expected, what came.
            explanation: (slug, sentence) of the one mistake that explains it.
            came: the values, for their fingerprint.
        """
        if self.hidden:
            message = "On other inputs than those above: " + message
            explanation = explanation or ("visible-inputs-only", MISTAKES["visible-inputs-only"])
        slug, sentence = explanation or (None, "")
        indent = {"initial_indent": "  ", "subsequent_indent": "  ", "break_long_words": False}
        lines = [f"✗ {self.title}: {message}", *textwrap.wrap(sentence, 100, **indent)]
        raise CheckFailed("\n".join(lines), slug, None if came is None else fingerprint(came))

    def that(self, condition: bool, message: str, slug: str | None = None) -> None:
        """Fail with the message, and the mistake of that slug, unless the condition holds."""
        if not bool(condition):
            self.fail(message, (slug, MISTAKES[slug]) if slug else None)

    def call(
        self,
        function: Callable,
        *arguments: object,
        returns: Sequence[str] = (),
        unchanged: bool = True,
    ) -> object:
        """Call a student's function with copies of the arguments.

        Args:
            function: the student's function.
            arguments: arrays, numbers, or lists of them.
            returns: names of the results, where there is more than one: a tuple or list of that length must come back.
            unchanged: whether to fail when the function changed one of its arguments.

        Returns:
            What the function returned; a list of the results where `returns` names them.

        Raises:
            NotAttempted: the function, or one that it calls, still raises NotImplementedError.
            CheckFailed: it raised something else, returned None or another number of results, or changed an argument.
        """
        given = copy.deepcopy(arguments)
        name = _name(function)
        if not callable(function):
            self.fail(f"`{name}` must be a function.")
        try:
            result = function(*given)
        except NotImplementedError as error:
            line = _line_of(error)
            where = f" (it stops at `{line}`)" if line and "NotImplementedError" not in line else ""
            raise NotAttempted(
                f"○ {self.title}: not attempted. `{name}` still has a blank{where}."
            ) from None
        except (Exception, SystemExit) as error:
            line = _line_of(error)
            where = f"\n  in your line: {line}" if line else ""
            what = f"`{name}` raised {type(error).__name__}: {error}{where}"
            self.fail(what, explain_error(error, self.sizes))
        if unchanged:
            for number, (before, after) in enumerate(zip(arguments, given, strict=True), start=1):
                if not _same(before, after):
                    self.that(
                        False,
                        f"`{name}` changed its argument number {number}.",
                        "arguments-changed",
                    )
        if result is None:
            self.that(False, f"`{name}` gave nothing back.", "returns-nothing")
        if not returns:
            return result
        if not isinstance(result, (list, tuple)) or len(result) != len(returns):
            came = (
                f"{len(result)} results"
                if isinstance(result, (list, tuple))
                else f"one {type(result).__name__}"
            )
            wanted = ", ".join(returns)
            self.that(
                False,
                f"`{name}` must return ({wanted}); it returned {came}.",
                "wrong-number-of-results",
            )
        return list(result)

    def follow(self, pieces: Callable, *arguments: object, count: int = 1) -> list:
        """Results of the student's own earlier functions, so that a mistake there costs no points here.

        Args:
            pieces: combines the student's functions; called with copies of the arguments.
            count: how many results it returns.

        Returns:
            The results; `[None] * count` when they can't be had.
        """
        nothing = [None] * count
        try:
            results = pieces(*copy.deepcopy(arguments))
            results = [results] if count == 1 else list(results)
            return results if len(results) == count else nothing
        except (Exception, SystemExit):
            return nothing

    def array(
        self,
        name: str,
        got: object,
        expected: np.ndarray,
        *,
        own: object = None,
        dtype: str | None = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare an array with the expected one: kind, then shape, then values.

        Args:
            name: what the array is called in the text.
            got: what came.
            expected: what the contract asks for.
            own: what the student's own earlier functions lead to; equally right. Ignored where it is None, not finite
                or, for an update, no step at all.
            dtype: the dtype that the contract demands, where it demands one.
            tolerance: largest relative error.
            facts: fields of `Facts`.
        """
        known = Facts(**facts)
        expected = np.asarray(_plain(expected), dtype=np.float64)
        if isinstance(got, np.matrix):
            self.that(False, f"{name} is not a plain array.", "np-matrix")
        got = _plain(got)
        if not isinstance(got, (np.ndarray, np.generic, int, float)):
            self.that(False, f"{name} is a {type(got).__name__}.", "not-an-array")
        got = np.asarray(got)
        self._shape(name, got, expected, known)
        if dtype is not None and got.dtype != np.dtype(dtype):
            kinds = {"b": "boolean-values", "i": "integer-values", "u": "integer-values"}
            slug = kinds.get(got.dtype.kind, "wrong-dtype")
            self.that(False, f"{name} has dtype {got.dtype}, expected {dtype}.", slug)
        self._compare(name, got, expected, own, tolerance, known)

    def number(
        self,
        name: str,
        got: object,
        expected: float,
        *,
        own: object = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare one number (Python, numpy, or an array of no dimensions) with the expected one; as `array`."""
        value = _plain(got)
        shape = getattr(value, "shape", ())
        kind = getattr(getattr(value, "dtype", None), "kind", None)
        if (
            shape != ()
            or isinstance(value, bool)
            or not (isinstance(value, (int, float)) or kind in ("f", "i", "u"))
        ):
            what = f"an array of shape {shape}" if shape else f"a {type(got).__name__}"
            self.that(False, f"{name} is {what}.", "not-a-number")
        self._compare(
            name,
            np.asarray(value, dtype=float),
            np.asarray(float(expected)),
            own,
            tolerance,
            Facts(**facts),
        )

    def history(
        self,
        name: str,
        got: object,
        expected: Sequence[float],
        *,
        own: object = None,
        **facts: object,
    ) -> None:
        """Compare a list (or array) of losses, one for every epoch, taken before that epoch's update; as `array`."""
        values = (
            [_plain(value) for value in got]
            if isinstance(_plain(got), (list, tuple, np.ndarray))
            else None
        )
        if values is None or any(np.size(value) != 1 for value in values):
            self.that(False, f"{name} is not a list of numbers.", "not-an-array")
        came = np.array([np.asarray(value).item() for value in values], dtype=float)
        wanted = np.asarray(expected, dtype=float)
        if came.shape != wanted.shape:
            self.that(
                False, f"{name} has {came.size} entries, expected {wanted.size}.", "history-length"
            )
        right = [wanted] if own is None else [wanted, np.asarray(own, dtype=float)]
        shifted = any(_close(came[:-1], losses[1:], TOLERANCE) for losses in right)
        same = any(_close(came, right_, TOLERANCE) for right_ in right)
        if shifted and not same:
            self.that(
                False,
                f"{name} begins with the loss after the first update.",
                "history-after-update",
            )
        if came.size > 1 and not same and _close(came, np.full_like(came, came[0]), 1e-12):
            self.that(False, f"{name} repeats {came[0]:.6g}.", "history-constant")
        self._compare(name, came, wanted, own, TOLERANCE, Facts(**facts))

    def weights(self, name: str, got: object, shape: tuple[int, int]) -> None:
        """Check randomly drawn start weights: shape, float, finite, not all alike, no two columns alike, not typed in."""
        got = _plain(got)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            self.that(
                False,
                f"{name} is a {type(got).__name__}.",
                "np-matrix" if hasattr(got, "A1") else "not-an-array",
            )
        self._shape(name, got, np.zeros(shape), Facts())
        if got.dtype.kind != "f":
            self.that(
                False,
                f"{name} has dtype {got.dtype}.",
                "integer-values" if got.dtype.kind in "iu" else "wrong-dtype",
            )
        self.that(np.isfinite(got).all(), f"{name} holds values that are not finite.", "nan")
        self.that(
            got.size == 1 or np.ptp(got) > 0,
            f"{name} holds {got.flat[0]:g} everywhere.",
            "all-alike",
        )
        columns = np.unique(got, axis=1).shape[1]
        self.that(
            columns == got.shape[1],
            f"{name} has {columns} different columns of {got.shape[1]}.",
            "units-alike",
        )
        self.that(
            not np.array_equal(got, np.round(got, 2)),
            f"{name} has no more than two decimals.",
            "not-random",
        )

    def labels(self, name: str, got: object, expected: np.ndarray, *, own: object = None) -> None:
        """Compare class labels: an integer array, every entry equal to the expected one (or to the student's own)."""
        got, expected = _plain(got), np.asarray(expected)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            self.that(False, f"{name} is a {type(got).__name__}.", "not-an-array")
        if got.dtype.kind not in "iu":
            self.that(False, f"{name} has dtype {got.dtype}.", "not-integers")
        self._shape(name, got, expected, Facts())
        if not (np.array_equal(got, expected) or (own is not None and np.array_equal(got, own))):
            wrong = int(np.sum(got != expected))
            self.fail(
                f"{name} has {wrong} wrong labels of {expected.size}." + self._both(got, expected)
            )

    def _shape(self, name: str, got: np.ndarray, expected: np.ndarray, facts: Facts) -> None:
        if got.shape != expected.shape:
            message = f"{name} has shape {got.shape}, expected {expected.shape}."
            self.fail(message, explain_shape(got, expected, facts))

    def _both(self, got: np.ndarray, expected: np.ndarray) -> str:
        if self.hidden:
            return ""
        return "\n" + _indent("expected", _show(expected)) + "\n" + _indent("got", _show(got))

    def _compare(
        self,
        name: str,
        got: np.ndarray,
        expected: np.ndarray,
        own: object,
        tolerance: float,
        facts: Facts,
    ) -> None:
        self._shape(name, got, expected, facts)
        if got.dtype.kind == "b":
            self.that(False, f"{name} has dtype {got.dtype}.", "boolean-values")
        if got.dtype.kind in "iu" and not np.array_equal(expected, np.round(expected)):
            self.that(False, f"{name} has dtype {got.dtype}.", "integer-values")
        if got.dtype.kind not in "fiu":
            self.that(
                False, f"{name} holds values of type {got.dtype}, not numbers.", "not-an-array"
            )
        if not np.isfinite(got).all() and np.isfinite(expected).all():
            self.that(
                False,
                f"{name} holds values that are not finite." + self._both(got, expected),
                "nan",
            )
        if _close(got, expected, tolerance):
            return
        target = expected
        if own is not None and _usable(own, expected, facts, tolerance):
            target = np.asarray(_plain(own), dtype=np.float64)
            if _close(got, target, tolerance):
                return
        explanation = explain(got, expected, facts, tolerance) or explain(
            got, target, facts, tolerance
        )
        if explanation is None and facts.otherwise:
            explanation = facts.otherwise, MISTAKES[facts.otherwise]
        error = np.abs(got - target) / np.maximum(1e-8, np.abs(got) + np.abs(target))
        wrong = int(np.sum(error > tolerance))
        amount = f" in {wrong} of {got.size} entries" if got.size > 1 else ""
        message = (
            f"{name} is wrong{amount} (largest relative error {error.max():.1e})."
            + self._both(got, target)
        )
        self.fail(message, explanation, got)


# ----------------------------------------------------------------------------------------------------------------- results


@dataclass(frozen=True)
class Result:
    """How a check ended: "done", "wrong" or "not attempted"; its points are those of the visible part."""

    status: str
    points: float
    slug: str | None = None


_results: dict[str, Result] = {}


def check(title: str, points: float) -> Callable[[Callable[[Check], None]], None]:
    """Decorator: run the function at once as a check and report under the title.

    Args:
        title: the exercise, as in the text.
        points: what the check is worth, as in the notebook's metadata.

    Raises:
        CheckFailed, NotAttempted: as the check decides.
    """

    def run(body: Callable[[Check], None]) -> None:
        current = Check(title, points)
        try:
            with (
                contextlib.redirect_stderr(sys.stdout),
                warnings.catch_warnings(),
                np.errstate(all="ignore"),
            ):
                warnings.showwarning = lambda message, category, *_: print(
                    f"{category.__name__}: {message}"
                )
                body(current)
        except NotAttempted:
            _results[title] = Result("not attempted", points)
            raise
        except NameError as error:
            _results[title] = Result("not attempted", points)
            message = f"○ {title}: not attempted. {error}: fill the blank in, and run its cell."
            raise NotAttempted(message) from None
        except CheckFailed as failure:
            _results[title] = Result("wrong", points, failure.slug)
            raise
        _results[title] = Result("done", points)
        tests = (
            "the visible and the hidden tests pass"
            if current.hidden
            else "the visible check passes"
        )
        print(f"✓ {title}: {tests}.")

    return run


class Panel:
    """Where the student stands: every check with its verdict, the points so far, and what comes next."""

    _signs: ClassVar = {"done": "✓", "wrong": "✗", "not attempted": "○"}

    def __init__(self, worth: Mapping[str, float]):
        found = {
            title: _results.get(title, Result("not attempted", points))
            for title, points in worth.items()
        }
        self.rows = [
            (self._signs[result.status], title, result, worth[title])
            for title, result in found.items()
        ]
        self.done = sum(points for _, _, result, points in self.rows if result.status == "done")
        self.total = sum(worth.values())
        open_ = [title for _, title, result, _ in self.rows if result.status != "done"]
        self.next = (
            f"Next: {open_[0]}."
            if open_
            else "All visible checks pass. Submit, or go on to the bonus."
        )

    def __repr__(self) -> str:
        width = max(len(title) for _, title, _, _ in self.rows)
        lines = [
            f"{s} {title:<{width}}  {r.status:<13}  {points:g} points"
            for s, title, r, points in self.rows
        ]
        return "\n".join(
            [*lines, f"{self.done:g} of {self.total:g} points in the visible checks. {self.next}"]
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{sign}</td><td style='text-align:left'>{html.escape(title)}</td>"
            f"<td style='text-align:left'>{result.status}</td><td>{points:g}</td></tr>"
            for sign, title, result, points in self.rows
        )
        head = "<tr><th></th><th style='text-align:left'>check</th><th style='text-align:left'>state</th><th>points</th></tr>"
        foot = f"<p><b>{self.done:g} of {self.total:g} points</b> in the visible checks. {html.escape(self.next)}</p>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{foot}"


def panel(worth: Mapping[str, float]) -> Panel:
    """The closing panel of a notebook.

    Args:
        worth: title of every check, in order -> its points.
    """
    return Panel(worth)
