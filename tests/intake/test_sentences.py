"""Names in sentences."""

from __future__ import annotations

import pytest

from nbexaminer.intake.sentences import listed, shown


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdef"), "a, b, c, d and 2 more"),
    ],
)
def test_names_are_listed(names, text):
    assert listed(names) == text


def test_a_name_is_shown_short_and_printable():
    assert shown("a\nb\x1b.ipynb") == "a�b�.ipynb"
    assert shown("x" * 100 + ".ipynb") == "x" * 40 + "…" + "x" * 29 + ".ipynb"
