"""Whatever is in a name, it fits its column, and no two names look the same."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from nbexaminer.report.fitting import as_many, cut, cut_in_the_middle, fitted, named, padded, wrapped

NAMES = [
    "ada",
    "x" * 100 + "1",
    "x" * 100 + "2",
    "y" * 50 + "1" + "y" * 50,
    "y" * 50 + "2" + "y" * 50,
    "bell\x07",
    "bell\x08",
    "new\nline",
    "[red]bold",
    "\N{CJK UNIFIED IDEOGRAPH-5C71}" * 30,
    "e\N{COMBINING ACUTE ACCENT}" * 40,
    "caf\xe9",
    "cafe\N{COMBINING ACUTE ACCENT}",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt",
]


@pytest.mark.parametrize("width", [12, 20, 33])
def test_names_fit_and_stay_distinct(width):
    shown = fitted(NAMES, width)
    assert all(cell_len(name) <= width for name in shown)
    assert len({unicodedata.normalize("NFKC", name) for name in shown}) == len(NAMES)
    assert all(name.isprintable() for name in shown)
    assert shown[0] == "ada"


def test_a_long_name_keeps_its_beginning_and_its_end():
    assert fitted(["Featherstonehaugh, Ada 1234"], 20) == ["Featherstoneh…a 1234"]


@pytest.mark.parametrize("width", range(1, 9))
def test_wide_characters_are_never_cut_in_half(width):
    text = "a\N{CJK UNIFIED IDEOGRAPH-5C71}\N{CJK UNIFIED IDEOGRAPH-5C71}b\N{CJK UNIFIED IDEOGRAPH-5C71}c"
    assert cell_len(cut(text, width)) <= width
    assert cell_len(cut_in_the_middle(text, width)) <= width
    assert cell_len(padded(cut(text, width), width)) == width


@pytest.mark.parametrize(("width", "text"), [(30, "a -2, b -1, c -1"), (15, "a -2, +2 more")])
def test_as_many_as_fit_and_how_many_more(width, text):
    assert as_many(["a -2", "b -1", "c -1"], width, ", ", "+{count} more") == text


def test_a_single_part_that_is_too_wide_is_cut_and_the_rest_still_counted():
    assert as_many(["a_very_long_exercise -4", "b -1"], 20, ", ", "+{count} more") == "a_very_lon…, +1 more"
    assert as_many([], 20, ", ", "+{count} more") == ""


def test_some_of_many_names():
    assert named(["a", "b", "a"]) == "a, b"
    assert named([f"s{number}" for number in range(9)], 2) == "s0, s1 and 7 more"
    assert named(["Berg, Ada", "Wu, Bo"]) == "Berg, Ada; Wu, Bo"


def test_statements_are_wrapped_at_words():
    assert wrapped("one two three four five", 14) == ["one two", "  three four", "  five"]
    assert wrapped("one two three four five", 14, "3 x ", 2) == ["3 x one two", "    three fou…"]
    wide = "\N{CJK UNIFIED IDEOGRAPH-5C71}"
    assert wrapped(wide * 9, 10) == [wide * 4, f"  {wide * 4}", f"  {wide}"]
