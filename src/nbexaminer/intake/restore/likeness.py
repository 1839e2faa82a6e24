"""How much two texts are alike, to recognise given cells that were edited."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterator

from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import plain

ALIKE = 0.6
"""Share of what two texts have in common from which on they are one text that was edited: of lines, or of characters."""
SHORT = range(21, 501)
"""Lengths of texts that are compared by their characters, where they have no line in common."""
COMPARISONS = 20_000
"""Pairs of texts that are compared by their characters at most."""
COMMON = 200
"""A line that stands in more cells than this is no sign of any of them."""


def alike_pairs(
    wanted: list[SourceCell], texts: list[str], lines: Callable[[str], Counter[str]]
) -> list[tuple[SourceCell, int]]:
    """Which texts may be which cells of the source, edited; the pairs that are most alike first.

    Args:
        wanted: cells of the source.
        texts: texts of a submission's cells.
        lines: counts the lines of a text.

    Returns:
        Pairs of a cell of the source and an index of a text.
    """
    holders: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for line in lines(text):
            holders.setdefault(line, []).append(number)
    budget, pairs = COMPARISONS, []
    for each in wanted:
        mine = lines(each.text)
        common = _common_lines(mine, texts, holders, lines)
        for number, shared in common.items():
            pairs.append((2 * shared / (mine.total() + lines(texts[number]).total()), each, number))
        if len(each.text) in SHORT:
            for number, text in _short_texts(texts, common):
                if budget:
                    budget -= 1
                    pairs.append((character_likeness(each.text, text), each, number))
    pairs.sort(key=lambda pair: (-pair[0], pair[1].order, pair[2]))
    return [(each, number) for alike, each, number in pairs if alike >= ALIKE]


def _common_lines(
    mine: Counter[str], texts: list[str], holders: dict[str, list[int]], lines: Callable[[str], Counter[str]]
) -> Counter[int]:
    """Index of a text -> how many lines it has in common with `mine`."""
    common: Counter[int] = Counter()
    for line, times in mine.items():
        numbers = holders.get(line, ())
        if len(numbers) <= COMMON:
            for number in numbers:
                common[number] += min(times, lines(texts[number])[line])
    return common


def _short_texts(texts: list[str], common: Counter[int]) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(texts):
        if number not in common and len(stripped := plain(text)) in SHORT:
            yield number, stripped


def character_likeness(one: str, other: str) -> float:
    """The share of their characters that two texts have in common, from 0 to 1; 0 where it is below `ALIKE`."""
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for bound in (match.real_quick_ratio, match.quick_ratio):
        if bound() < ALIKE:
            return 0.0
    return match.ratio()
