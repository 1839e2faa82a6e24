"""A student's values: as plain arrays, as copies, and whether they stayed as they were."""

from __future__ import annotations

import contextlib
import copy

import numpy as np


def plain(value: object) -> object:
    """A torch tensor as a numpy array; everything else as it is, tensors that numpy has no array for among it."""
    if type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach"):
        with contextlib.suppress(TypeError, RuntimeError):  # sparse, quantised, without data, of a type of torch's own
            return value.detach().cpu().numpy()
    return value


def shape(value: object) -> tuple[int, ...]:
    """The shape of an array, a tensor, or lists of numbers; of anything else its length alone, or ()."""
    try:
        return tuple(np.shape(plain(value)))
    except (TypeError, ValueError, RuntimeError):
        return (len(value),) if isinstance(value, (list, tuple)) else ()


def kind_of(value: object) -> str:
    """What a value is called in a message: its type, and of a tensor that is no plain one what is special about it."""
    name = type(value).__name__
    if type(value).__module__.split(".")[0] == "torch" and isinstance(plain(value), type(value)):
        for feature in ("dtype", "layout", "device"):
            found = str(getattr(value, feature, "")).removeprefix("torch.")
            if found not in ("", "float32", "float64", "strided", "cpu"):
                return f"{name} ({feature} {found})"
    return name


def copied(value: object) -> object:
    """A copy of arrays, tensors, and lists, tuples and dicts of them; anything else, such as a model, as it is."""
    if type(value) in (list, tuple):
        return type(value)(copied(item) for item in value)
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    if not isinstance(plain(value), np.ndarray):
        return value
    return copy.deepcopy(value) if isinstance(value, np.ndarray) else value.detach().clone()


def is_unchanged(before: object, after: object) -> bool:
    """Whether a copied argument still equals the original (arrays, numbers, lists and tuples of them)."""
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(is_unchanged(b, a) for b, a in zip(before, after, strict=True))
    before, after = plain(before), plain(after)
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
        )
    return not isinstance(before, (int, float, str)) or before == after
