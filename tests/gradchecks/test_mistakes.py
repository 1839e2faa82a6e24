"""The sentences that students read."""

from __future__ import annotations

from gradchecks.mistakes import MISTAKES


def test_every_mistake_has_a_sentence_that_can_be_written():
    for slug_, sentence in MISTAKES.items():
        assert slug_ == slug_.lower()
        assert " " not in slug_
        assert sentence.format(n=5, what="5 rows").rstrip(" )").endswith((".", "?"))
