"""Answers to the requests of one check: a name's value, a call, an attribute."""

from __future__ import annotations

import sys
from operator import attrgetter

import numpy as np

from nbexaminer import protocol
from nbexaminer.candidate import changes
from nbexaminer.candidate.errors import describe
from nbexaminer.candidate.pieces import Asking, piece

_NOTHING = object()


class _Own:
    """One of the student's own objects, as an argument of a request.

    It is wrapped while the changeable parts of the arguments are listed, since its own parts are not among them.
    """

    def __init__(self, value: object):
        self.value = value


def _unwrap(value: object) -> object:
    """A value with the student's own objects in their places; lists and dicts are changed in place."""
    kind = type(value)
    if kind is _Own:
        return value.value
    if kind is tuple:
        return tuple([_unwrap(item) for item in value])
    if kind is list:
        value[:] = [_unwrap(item) for item in value]
    elif kind is dict:
        for key, item in value.items():
            value[key] = _unwrap(item)
    return value


class Answers:
    """Answers the requests of one check.

    Args:
        names: what the student's cells have defined.
        asking: asks the other side to call one of its functions.

    Attributes:
        objects: number of a reference -> the object that it stands for.
        numbers: `id` of such an object -> its number.
    """

    def __init__(self, names: dict[str, object], asking: Asking | None = None):
        self.names, self._asking = names, asking
        self._hidden: dict[str, object] = {}
        self.objects: dict[int, object] = {}
        self.numbers: dict[int, int] = {}

    def keep(self, value: object, why: str = "") -> object:
        """What crosses in place of a value that may not.

        Args:
            value: that may not cross.
            why: the reason, where the value itself is of a plain type but a part of it may not cross.

        Returns:
            A plain value in place of an instance of a subclass; for everything else a reference.
        """
        for plain in (tuple, list, dict, str, int, float):
            if issubclass(type(value), plain) and not why:
                return plain(value)
        if issubclass(type(value), np.ndarray) and not why:
            return np.array(value, dtype=value.dtype, subok=False)
        torch = sys.modules.get("torch")
        if torch is not None and issubclass(type(value), torch.Tensor) and not why:
            return value.detach().as_subclass(torch.Tensor)
        return self._reference(value, why)

    def _reference(self, value: object, why: str = "") -> protocol.Reference:
        number = self.numbers.setdefault(id(value), len(self.objects))
        self.objects[number] = value
        return protocol.Reference(number, f"{type(value).__name__}{why}", callable(value))

    def encode(self, value: object) -> bytes:
        """A value as a message; where a part of it may not cross, a reference to the whole value."""
        try:
            return protocol.encode(value, self.keep)
        except (protocol.Refused, RecursionError) as refused:
            return protocol.encode(self.keep(value, f" ({refused})"))

    def answer(self, request: bytes) -> list[bytes]:
        """Answer one request.

        Args:
            request: a message: ["name", name], ["call", target, arguments, options], "keep" in place of "call" where the
                result is to stay here, ["get", target, attribute], ["set", target, attribute, value], where an attribute of
                an attribute has a dotted name, or ["bind", names]: from then on functions of the other side stand under these
                names, and the student's own under all others. In front of these may stand "under" and what numpy does about
                overflows and the like in the check, for `np.errstate`: what the check has set holds for the functions that
                it calls.

        Returns:
            The parts of the answer: `b"value"` and the value, `b"error"` and its description, or `b"missing"` alone; where a
            call has changed its arguments, those changes come last.

        Raises:
            Refused: the request is malformed.
            KeyError: it names an object that was never given away.
        """
        kind, *rest = protocol.decode(request, lambda reference: _Own(self.objects[reference.number]))
        if kind == "under":
            errors, kind, *rest = rest
            with np.errstate(**errors):
                return self._answer(kind, rest)
        return self._answer(kind, rest)

    def _answer(self, kind: str, rest: list) -> list[bytes]:
        if kind == "name":
            (name,) = rest
            return [b"value", self.encode(self.names[name])] if name in self.names else [b"missing"]
        if kind == "bind":
            self._bind(*rest)
            return [b"value", self.encode(None)]
        is_call = kind in ("call", "keep")
        parts = protocol.changeable([*rest[1], *rest[2].values()]) if is_call else []
        rest = [_unwrap(part) for part in rest]
        before = [changes.state(part) for part in parts]
        try:
            result = _do(kind, *rest)
            answer = [b"value", protocol.encode(self._reference(result)) if kind == "keep" else self.encode(result)]
        except BaseException as error:
            answer = [b"error", protocol.encode(describe(error))]
        changed = changes.changed(parts, before, self.keep)
        return [*answer, protocol.encode(changed, self.keep)] if changed else answer

    def _bind(self, names: list[str]) -> None:
        for name in self._hidden:
            self.names.pop(name, None)
        self.names.update({name: value for name, value in self._hidden.items() if value is not _NOTHING})
        self._hidden = {name: self.names.get(name, _NOTHING) for name in names}
        self.names.update({name: piece(name, self._asking) for name in names})


def _do(kind: str, target: object, *rest: object) -> object:
    if kind in ("call", "keep"):
        arguments, options = rest
        return target(*arguments, **options)
    if kind == "get":
        return attrgetter(rest[0])(target)
    if kind == "set":
        way, _, last = rest[0].rpartition(".")
        return setattr(attrgetter(way)(target) if way else target, last, rest[1])
    raise protocol.Refused("a request of an unknown kind")
