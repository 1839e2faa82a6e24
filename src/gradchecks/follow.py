"""What follows from an earlier mistake: which functions are known to be wrong, and who calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType

_wrong: dict[str, set[str]] = {}


def remember(function: str, title: str, right: bool) -> None:
    """Keep whether a function passes the visible check of this title."""
    titles = _wrong.setdefault(function, set())
    titles.discard(title) if right else titles.add(title)


def mend_first(function: Callable, name: str, title: str) -> str:
    """A sentence for a function that fails, where one that it calls, or another check of its own, has failed already.

    Args:
        function: the student's.
        name: of it.
        title: of the check in which it fails.
    """
    own = sorted(_wrong.get(name, set()) - {title})
    if own:
        return f"`{name}` fails another check as well ({own[0]}): mend that first."
    code = getattr(function, "__code__", None)
    for called in _names(code) if isinstance(code, CodeType) else ():
        titles = sorted(_wrong.get(called, set()))
        if titles and called != name:
            return f"`{name}` calls `{called}`, which fails its own check ({titles[0]}): mend that first."
    return ""


def _names(code: CodeType) -> Iterator[str]:
    """Global names and attributes that a function uses, and those of the functions inside of it."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)
