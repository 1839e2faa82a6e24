"""Texts that may be one text that was edited."""

from __future__ import annotations

from nbformat.v4 import new_code_cell

from nbexaminer.intake.restore.likeness import COMMON, alike_pairs
from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import lines, plain


def given(text: str, order: int = 0) -> SourceCell:
    """A given cell of a source."""
    return SourceCell(new_code_cell(text), order, f"given{order}", "given", text, plain(text))


def indexes(text: str, texts: list[str]) -> list[int]:
    """Which of some texts are like a given one, the likest first."""
    return [number for _, number in alike_pairs([given(text)], texts, lines)]


def test_a_text_with_most_of_its_lines_is_like_it_and_the_likest_comes_first():
    text = "first = 1\nsecond = 2\nthird = 3\nfourth = 4"
    texts = ["first = 1\nother = 2", text + "\nmine = 5", "first = 1\nsecond = 2\nthird = 3\nmine = 4", text]
    assert indexes(text, texts) == [3, 1, 2]


def test_a_short_text_of_one_line_is_compared_by_its_characters():
    text = "X, y = checks.load_points('train.csv')"
    assert indexes(text, ["X, y = checks.load_points('mine.csv')", "print(np.round(loss_history[-1], 3))"]) == [0]
    assert indexes("x = 1", ["x = 2"]) == []  # too short


def test_a_line_that_stands_everywhere_is_no_sign():
    line = "print('the same line in every cell')"
    assert indexes(f"{line}\n" + "x" * 500, [line] * (COMMON + 1)) == []
    assert indexes(f"{line}\nx = 1", [line] * 2) == [0, 1]
