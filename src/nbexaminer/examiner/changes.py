"""Changes that a student's function has made to its arguments, made here too."""

from __future__ import annotations

import contextlib

import numpy as np

from nbexaminer import protocol

Changes = list[tuple[int, object]]
"""(number of a part of the arguments, as `protocol.changeable` counts them; its new content) for each changed part."""


def read_changes(described: object) -> Changes:
    """Changes as they came from the other side.

    Raises:
        Refused: they have another form.
    """
    fits = type(described) is list and all(
        type(pair) is list and len(pair) == 2 and type(pair[0]) is int and pair[0] >= 0 for pair in described
    )
    if not fits:
        raise protocol.Refused("changes without their parts")
    return [(number, content) for number, content in described]


def apply_changes(changes: Changes, arguments: list[object]) -> None:
    """Change the parts of a call's arguments in place, as the student's function has; what does not fit is left out."""
    parts = protocol.changeable(arguments)
    for number, content in changes:
        if number < len(parts):
            _overwrite(parts[number], content, parts)


def _overwrite(part: object, content: object, parts: list[object]) -> None:
    """Give a list, dict, array or tensor a new content, if that is one for it."""
    with contextlib.suppress(ValueError, TypeError, IndexError, AttributeError, RuntimeError):
        if type(part) is list:
            part[:] = [_item(entry, parts) for entry in content]
        elif type(part) is dict:
            items = {key: _item(entry, parts) for key, *entry in content}
            part.clear()
            part.update(items)
        elif type(part) is type(content) and isinstance(part, np.ndarray):
            if part.dtype != content.dtype:
                part.dtype = content.dtype
            if part.shape != content.shape:
                part.resize(content.shape, refcheck=False)
            part[...] = content
        elif type(part) is type(content) and part.shape == content.shape and part.dtype == content.dtype:
            part.data.copy_(content)


def _item(entry: list, parts: list[object]) -> object:
    """What an entry of a list or dict stands for: [n] for the part of that number, [None, value] for another value."""
    number, *value = entry
    if number is None:
        return value[0]
    if type(number) is not int or number < 0:
        raise IndexError(number)
    return parts[number]
