"""Which arguments a call of a student's function has changed, and what they hold now."""

from __future__ import annotations

import contextlib
import operator

import numpy as np

from nbexaminer import protocol


def state(part: object) -> object:
    """What `changed` compares a part with after the call: the items of a list or dict, else dtype, shape and bytes."""
    if type(part) is list:
        return list(part)
    if type(part) is dict:
        return dict(part)
    if isinstance(part, np.ndarray):
        return part.dtype.str, part.shape, part.tobytes()
    try:
        return protocol.encode(part)
    except protocol.Refused:
        return None


def changed(parts: list[object], before: list[object], keep: protocol.Keep) -> list[list]:
    """The parts of some arguments that hold something else now.

    Args:
        parts: all lists, dicts, arrays and tensors of the arguments, as `protocol.changeable` lists them.
        before: the `state` of each before the call.
        keep: makes a reference for a value that may not cross.

    Returns:
        [number of the part, its content] for each; parts whose content may not cross are left out. The content of a list or
        dict is written as entries: [n] is the part of that number, [None, value] another value.
    """
    found = []
    for number, (part, old) in enumerate(zip(parts, before, strict=True)):
        with contextlib.suppress(protocol.Refused, RecursionError):
            if _is_as_before(part, old):
                continue
            content = part
            if type(part) is list:
                content = [_entry(item, parts) for item in part]
            elif type(part) is dict:
                content = [[key, *_entry(item, parts)] for key, item in part.items()]
            protocol.encode(content, keep)  # refused here, it is left out; refused later, it would spoil the answer
            found.append([number, content])
    return found


def _is_as_before(part: object, old: object) -> bool:
    if type(part) is list:
        return len(part) == len(old) and all(map(operator.is_, part, old))
    if type(part) is dict:
        return list(part) == list(old) and all(map(operator.is_, part.values(), old.values()))
    return state(part) == old


def _entry(item: object, parts: list[object]) -> list:
    for number, part in enumerate(parts):
        if item is part:
            return [number]
    return [None, item]
