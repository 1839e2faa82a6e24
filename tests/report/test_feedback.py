"""What of a student's output reaches the feedback page."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_markdown_cell

from nbexaminer.report.feedback import EmbedPictures, _without_element


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a<script>b</script>c", "ac"),
        ("a<SCRIPT src='x'>b</Script >c<script>d</script>", "ac"),
        ("a<scripts>b</scripts>", "a<scripts>b</scripts>"),
        ("a<script>b", "a<script>b"),
        ("</script>a", "</script>a"),
    ],
)
def test_scripts_go_with_what_they_hold(text, kept):
    assert _without_element("script", text) == kept


@pytest.mark.parametrize("text", ["<script>", "</script ", "<script></script"])
def test_many_scripts_that_never_end_are_looked_at_once(text):
    assert _without_element("script", 10**5 * text) == 10**5 * text


def test_many_pictures_that_are_none_are_looked_at_once():
    cell, _ = EmbedPictures().preprocess_cell(new_markdown_cell(10**5 * "!["), {}, 0)
    assert cell.source == 10**5 * "!["
