"""From wrong values, a wrong shape or an error to the one mistake that explains them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from gradchecks.mistakes import mistake
from gradchecks.numerics import TOLERANCE, close, fingerprint

FACTORS = re.compile(r"\((\d+)(?:x|, ?)(\d+)\)? and \(?(\d+)(?:x|, ?)(\d+)\)")
"""How torch and numpy's `dot` write the shapes of two factors that don't fit: (5x2 and 5x2), (5,2) and (5,2)."""

FAR = 10
"""Weights that lie as many steps away from the start have begun elsewhere."""


@dataclass
class Facts:
    """What a check knows about the values that it compares; every field widens what `explain` can name.

    Attributes:
        rows, outputs: number of rows of the batch and of outputs of the network.
        mean_over: what the asked quantity is a mean over: "nothing" (it is a sum), "rows" or "entries" (rows × outputs).
        learning_rate: the learning rate in play.
        start: the parameter before the update, where the compared value is one after it.
        others: name -> expected value, or shape, of the other results of the same call.
        known: slug -> fingerprint, or fingerprints, of the values to which that mistake leads.
        shapes: slug -> the wrong shapes to which that mistake leads.
        otherwise: slug of what is wrong where nothing else explains the values.
        named: whether a mistake may be told from the numbers; not where all of them would have shown on other inputs before.
    """

    rows: int | None = None
    outputs: int | None = None
    mean_over: str = "nothing"
    learning_rate: float | None = None
    start: np.ndarray | None = None
    others: Mapping[str, np.ndarray] = field(default_factory=dict)
    known: Mapping[str, float | Sequence[float]] = field(default_factory=dict)
    shapes: Mapping[str, Sequence[Sequence[int]]] = field(default_factory=dict)
    otherwise: str | None = None
    named: bool = True


def explain(
    got: np.ndarray, expected: np.ndarray, facts: Facts, tolerance: float = TOLERANCE
) -> tuple[str, str] | None:
    """The one mistake that explains wrong values of the right shape, from the numbers alone.

    Args:
        got, expected: float arrays of equal shape that differ.
        facts: what the check knows.
        tolerance: largest relative error that counts as equal.

    Returns:
        (slug, sentence), or None when no explanation fits or more than one does.
    """
    got, expected = np.asarray(got, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if got.shape != expected.shape or got.size == 0 or not facts.named:
        return None
    found = _recognised(got, facts, tolerance)
    found = found or _scaled(got, expected, facts, tolerance)
    found = found or _rearranged(got, expected, tolerance)
    if not found and facts.start is not None and _far(got, expected, np.asarray(facts.start, float)):
        return mistake("start-ignored")
    if len(found) != 1:
        return None
    slug, sentence = next(iter(found.items()))
    if facts.start is not None:
        return slug, sentence.replace("Every entry is", "The step is")
    return slug, sentence if got.size > 1 else sentence.replace("Every entry", "The value")


def explain_whole(got: np.ndarray, facts: Facts) -> tuple[str, str] | None:
    """The one known mistake that leads to these whole numbers or booleans, whatever their type; None where none does."""
    found = _recognised(got.astype(np.float64), Facts(known=facts.known), TOLERANCE) if got.dtype.kind in "biu" else {}
    return next(iter(found.items())) if len(found) == 1 else None


def _recognised(got: np.ndarray, facts: Facts, tolerance: float) -> dict[str, str]:
    """Slug -> sentence of every mistake whose own values these are: no update, a fingerprint, another result."""
    found = {}
    if facts.start is not None and not np.any(got - np.asarray(facts.start, float)):
        found |= [mistake("not-updated")]
    mark, before = fingerprint(got), None if facts.start is None else fingerprint(np.asarray(facts.start, float))
    for slug, numbers in facts.known.items():
        # That there was no update at all is told exactly, above.
        if any(_is_near(mark, one) and not _is_near(before, one) for one in np.atleast_1d(numbers)):
            found |= [mistake(slug)]
    for name, other in facts.others.items():
        if not isinstance(other, tuple) and close(got, other, tolerance):
            found |= [mistake("swapped", what=name)]
    return found


def _is_near(mark: float | None, known: float) -> bool:
    """Whether there is a fingerprint, and it is a known one."""
    return mark is not None and abs(mark - known) <= 1e-5 * max(1e-3, abs(known))


def _far(got: np.ndarray, expected: np.ndarray, start: np.ndarray) -> bool:
    """Whether these values are much farther from the start than the update leads."""
    step, came = np.linalg.norm(expected - start), np.linalg.norm(got - start)
    return bool(np.isfinite(came) and came > FAR * step > 0)


def _scaled(got: np.ndarray, expected: np.ndarray, facts: Facts, tolerance: float) -> dict[str, str]:
    """Slug -> sentence of every mistake that multiplies the values (after an update: the step) by one number."""
    if facts.start is None:
        ratio = _ratio(got, expected, tolerance)
    else:
        start = np.asarray(facts.start, float)
        ratio = _ratio(got - start, expected - start, max(tolerance, 1e-9))
    if ratio is None:
        return {}
    found = {}
    if abs(ratio + 1) < 1e-4:
        found |= [mistake("sign" if facts.start is None else "ascent")]
    for factor, slug, what in factors(facts):
        if abs(ratio - factor) <= 1e-4 * abs(factor):
            number = facts.learning_rate if slug.startswith("learning-rate") else max(factor, 1 / factor)
            found |= [mistake(slug, n=f"{number:g}", what=what)]
    if not found and ratio != 0 and got.size > 1:
        found |= [mistake("constant-factor" if facts.start is None else "step-factor", n=f"{ratio:.6g}")]
    return found


def _rearranged(got: np.ndarray, expected: np.ndarray, tolerance: float) -> dict[str, str]:
    """Slug -> sentence where all the numbers are right and stand in other places."""
    if got.ndim != 2:
        return {}
    rows, columns = got.shape
    if columns > 1 and close(got[np.lexsort(got.T)], expected[np.lexsort(expected.T)], tolerance):
        return dict([mistake("row-order")])
    if rows == columns > 1 and close(got.T, expected, tolerance):
        return dict([mistake("transposed")])
    return {}


def factors(facts: Facts) -> list[tuple[float, str, str]]:
    """(ratio got/expected, slug, what there is that many of) of every scale mistake that these facts allow."""
    n, m = facts.rows or 1, facts.outputs or 1
    rows, outputs, both = f"{n} rows", f"{m} outputs", f"{n} rows × {m} outputs"
    found = [(2.0, "factor-two", ""), (0.5, "factor-half", "")]
    if facts.mean_over == "rows":
        found += [(n, "mean-missing", rows), (1 / n, "mean-twice", rows), (1 / m, "size-for-rows", outputs)]
    elif facts.mean_over == "entries":
        found = []  # a factor 2 or ½ comes from one of these means
        found += [(n * m, "mean-missing", both), (1 / (n * m), "mean-twice", both)]
        found += [(m, "mean-over-fewer", outputs), (n, "mean-over-fewer", rows)]
        found += [(1 / m, "mean-twice", outputs), (1 / n, "mean-twice", rows)]
    else:
        found += [(1 / n, "mean-for-sum", rows), (n, "rows-factor", rows), (1 / (n * m), "mean-for-sum", both)]
        if m != 2:  # with two outputs this is a half, and a missing factor 2 is the likelier reason
            found += [(1 / m, "mean-for-sum", outputs)]
    if facts.learning_rate is not None and facts.start is None:
        found.append((facts.learning_rate, "learning-rate-inside", ""))
    if facts.learning_rate is not None and facts.start is not None:
        rate = facts.learning_rate
        found += [(1 / rate, "learning-rate-missing", ""), (rate, "learning-rate-twice", "")]
    distinct = {(round(ratio, 9), slug): (ratio, slug, what) for ratio, slug, what in found if ratio != 1}
    return list(distinct.values())


def _ratio(got: np.ndarray, expected: np.ndarray, tolerance: float) -> float | None:
    """The one number r with got = r · expected, or None."""
    largest = np.argmax(np.abs(expected))
    if expected.flat[largest] == 0 or not np.isfinite(got).all():
        return None
    ratio = got.flat[largest] / expected.flat[largest]
    return float(ratio) if close(got, ratio * expected, tolerance) else None


def explain_shape(
    got: np.ndarray, expected: np.ndarray, facts: Facts, sizes: Mapping[int, str] = MappingProxyType({})
) -> tuple[str, str] | None:
    """The one mistake that explains a wrong shape; same results as `explain`.

    Args:
        got, expected, facts: as for `explain`.
        sizes: as for `explain_error`.
    """
    slugs = [slug for slug, shapes in facts.shapes.items() if list(got.shape) in [list(shape) for shape in shapes]]
    if len(slugs) == 1:
        return mistake(slugs[0])
    for name, other in facts.others.items():
        if isinstance(other, tuple) and got.shape == other:
            return "swapped", f"This is the shape of {name}: have two results changed places?"
        if got.dtype.kind in "fiu" and close(got, other, TOLERANCE):
            return mistake("swapped", what=name)
    slug = _shape_slug(got, expected, facts.rows, sizes)
    if slug == "summed-too-far" and facts.start is not None:
        slug = "one-number"
    if slug == "transposed" and not (got.dtype.kind in "fiu" and close(got.T, expected, TOLERANCE)):
        return slug, "This is the shape of the transpose: have two axes changed places?"
    if slug == "argument-ignored":
        return slug, (
            "The number of rows is not that of the arguments: is a variable of the notebook used in place of one of them, or "
            "a number written in?"
        )
    return mistake(slug) if slug else None


def _shape_slug(got: np.ndarray, expected: np.ndarray, rows: int | None, sizes: Mapping[int, str]) -> str | None:
    """The first mistake in this list that leads from the expected shape to the one that came."""
    matrices = got.ndim == expected.ndim == 2
    column = matrices and rows and expected.shape == (rows, 1)
    per_row = got.ndim > 0 and rows and got.shape[0] == rows
    one_each = got.shape[1:] == expected.shape or (got.ndim > 0 and (1, *got.shape[1:]) == (expected.shape or (1, 1)))
    other_rows = matrices and rows and got.shape[1] == expected.shape[1] and rows == expected.shape[0]
    reasons = {
        "transposed": got.ndim == 2 and got.shape == expected.shape[::-1],
        "broadcast-outer": column and got.shape == (rows, rows),
        "argument-ignored": other_rows and got.shape[0] not in sizes,
        "summed-too-far": got.ndim == 0 and expected.size > 1,
        "wrong-axis": per_row and got.ndim == expected.ndim == 1 and rows != expected.shape[0],
        "not-summed-over-rows": per_row and rows not in expected.shape and one_each,
        "dimension-lost": got.ndim < expected.ndim and got.size == expected.size,
        "dimension-gained": got.ndim > expected.ndim and got.size == expected.size,
    }
    return next((slug for slug, fits in reasons.items() if fits), None)


def explain_sizes(numbers: Iterable[int], sizes: Mapping[int, str]) -> tuple[str, str] | None:
    """The mistake behind a size that is in no argument of the call, nor a product of two that are.

    Args:
        numbers: the sizes that came.
        sizes: as of `explain_error`.
    """
    products = {a * b for a in sizes for b in sizes if a != b or sizes[a] == "rows"}
    strangers = sorted(set(numbers) - set(sizes) - products - {0, 1}) if sizes else []
    return mistake("argument-ignored", n=strangers[0]) if strangers else None


def readable(error: BaseException) -> str:
    """The text of an error in words; those of a matrix product speak of operands and signatures, or of mat1 and mat2."""
    found = re.search(r"matmul: .* core dimension 0.*\(size (\d+) is different from (\d+)\)", str(error))
    if found:
        return f"in a matrix product the left factor has {found[2]} columns, and the right one {found[1]} rows"
    found = FACTORS.search(str(error))
    if found:
        a, b, c, d = found.groups()
        return (
            f"in a matrix product the left factor has shape ({a}, {b}) and the right one ({c}, {d}): {b} and {c} differ"
        )
    return str(error)


def explain_error(error: BaseException, sizes: Mapping[int, str]) -> tuple[str, str] | None:
    """The mistake behind an error about shapes that the student's function raised.

    Args:
        error: what was raised.
        sizes: every size in the arguments of the call -> what it counts, for example {5: "rows", 3: "inputs"}.
    """
    text = str(error)
    if isinstance(error, RuntimeError) and re.search(r"same dtype|expected scalar type|Found dtype", text):
        return mistake("dtype-mixed")
    if isinstance(error, TypeError) and re.search(r"only (length-1|0-dimensional|integer scalar|one element)", text):
        return mistake("scalar-function")
    if isinstance(error, TypeError) and "NoneType" in text:
        return mistake("none-inside")
    if "does not have enough dimensions" in text or "0D tensor" in text:
        return mistake("no-matrix")
    if "truth value of an array" in text:
        return mistake("array-in-if")
    product = re.search(r"matmul|not aligned|mat1 and mat2|size mismatch|inner dim", text)
    elementwise = re.search(r"broadcast|must match the size of tensor", text)
    if not isinstance(error, (ValueError, RuntimeError)) or not (product or elementwise):
        return None
    return _explain_sizes_that_meet(text, "matmul-shapes" if product else "elementwise-shapes", sizes)


def _explain_sizes_that_meet(text: str, slug: str, sizes: Mapping[int, str]) -> tuple[str, str]:
    """The mistake behind two shapes that don't go together, from the error's text; `slug` where nothing else is known."""
    shapes = re.sub(r"dimensions? \d+|operand \d+|\(dim \d+\)|dim \d+|mat\d|0-dim|\d-d\b", "", text)
    numbers = {int(number) for number in re.findall(r"\d+", shapes)} - {0, 1}
    stranger = explain_sizes(numbers, sizes)
    if stranger:
        return stranger
    rows = [number for number, what in sizes.items() if what == "rows" and number > 1]
    if any(re.search(rf"\b{n}x{n}\b|\({n}, ?{n}\)", text) for n in rows):
        return "broadcast-outer", (
            "One of them is rows × rows: do shapes (N, 1) and (N,) meet, which combine to that (keep the column shape (N, 1)), "
            "or does a product like `a @ b.T` make it?"
        )
    slug, sentence = mistake(slug)
    product = FACTORS.search(text)
    inner = {int(number) for number in product.groups()[1:3]} if product else numbers
    counts = " and ".join(f"{number} ({sizes[number]})" for number in sorted(inner) if number in sizes)
    counts = counts if " and " in counts else ""
    return slug, (f"Here {counts} meet. " if counts else "") + sentence
