"""Which texts are so much alike that they may be one text that was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from rapidfuzz import fuzz, process

from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import plain

ALIKE = 0.6
"""Share of their lines, or of their characters, that two texts have in common when they are one text that was edited."""
SHORT = range(21, 501)
"""Lengths of texts that are compared by their characters, where they have no line in common."""
COMMON = 200
"""A line that stands in more cells than this is no sign of any of them."""

LineCounts = Callable[[str], Counter[str]]
"""Counts the lines of a text."""


def alike_pairs(wanted: list[SourceCell], texts: list[str], lines: LineCounts) -> list[tuple[SourceCell, int]]:
    """Which texts may be which cells of the source, edited; the pairs that are most alike first.

    Args:
        wanted: cells of the source.
        texts: texts of a submission's cells.
        lines: counts the lines of a text (`texts.lines`).

    Returns:
        Pairs of a cell of the source and an index of a text.
    """
    holders: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for line in lines(text):
            holders.setdefault(line, []).append(number)
    short = {number: stripped for number, text in enumerate(texts) if len(stripped := plain(text)) in SHORT}
    pairs = []
    for original in wanted:
        mine = lines(original.text)
        common = _common_lines(mine, texts, holders, lines)
        for number, shared in common.items():
            pairs.append((2 * shared / (mine.total() + lines(texts[number]).total()), original, number))
        if len(original.text) in SHORT:
            alike = process.extract_iter(original.text, short, scorer=fuzz.ratio, score_cutoff=100 * ALIKE)
            pairs += [(score / 100, original, number) for _, score, number in alike if number not in common]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].order, pair[2]))
    return [(original, number) for alike, original, number in pairs if alike >= ALIKE]


def _common_lines(
    mine: Counter[str], texts: list[str], holders: dict[str, list[int]], lines: LineCounts
) -> Counter[int]:
    """Index of a text -> how many lines it has in common with `mine`."""
    common: Counter[int] = Counter()
    for line, times in mine.items():
        numbers = holders.get(line, ())
        if len(numbers) <= COMMON:
            for number in numbers:
                common[number] += min(times, lines(texts[number])[line])
    return common
