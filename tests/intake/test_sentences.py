"""Names in sentences."""

from __future__ import annotations

import pytest

from nbexaminer.intake.sentences import Remarks, bounded, listed, literal, shown


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdef"), "a, b, c, d and 2 more"),
        (["a"] * 20_000, "a, a, a, a and 19,996 more"),
    ],
)
def test_names_are_listed(names, text):
    assert listed(names) == text


def test_a_name_is_shown_short_and_printable():
    assert shown("a\nb\x1b.ipynb") == "a�b�.ipynb"
    assert shown("x" * 100 + ".ipynb") == "x" * 40 + "…" + "x" * 29 + ".ipynb"


def test_a_remark_is_said_once_about_all_files_that_it_holds_for():
    said = Remarks()
    for name in ("a{b}", "c", "c"):
        said.add("The archive{s} {names} {name} places outside of {itself}: {was} {its}.", name)
        said.add("The folder is a link.")
    said.add("{names} {was_each} {names} {is} {an}archive{s}.", "d")
    assert said.sentences() == [
        "The archives a{b} and c name places outside of themselves: were their.",
        "The folder is a link.",
        "d was d is an archive.",
    ]


def test_what_a_template_is_made_of_may_hold_braces():
    said = Remarks()
    said.add(f"{{names}} {{is}} none ({literal('{names} {0}')}).", "a")
    assert said.sentences() == ["a is none ({names} {0})."]


def test_only_so_many_sentences_are_said():
    assert bounded(list("abc"), 3) == list("abc")
    assert bounded(["a"] * 2_000, 3) == ["a", "a", "And 1,998 more remarks of this kind."]
