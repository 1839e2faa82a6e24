"""Texts of errors, as they may be shown."""

from __future__ import annotations

import pytest

from nbexaminer.course.errors import first_line, printable

REPLACED = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("text", ["", "plain", "O'Brien, Ana", "caf\xe9", "[red]bold", "\N{HEBREW LETTER ALEF}", "%s"])
def test_what_can_be_printed_stays(text):
    assert printable(text) == text


@pytest.mark.parametrize("character", ["\x1b", "\n", "\r", "\t", "\0", "\x7f", "\x9b", "\u202e", "\u2028", "\udcff"])
def test_what_orders_a_terminal_anything_or_is_no_text_is_replaced(character):
    assert printable(f"a{character}[31mb") == f"a{REPLACED}[31mb"


@pytest.mark.parametrize(
    ("error", "line"),
    [(ValueError("one\ntwo"), "one"), (ValueError("  "), "ValueError"), (ValueError("x" * 500), "x" * 120)],
)
def test_the_first_line_of_an_error(error, line):
    assert first_line(error) == line
