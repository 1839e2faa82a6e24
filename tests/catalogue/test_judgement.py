"""The measured rates: the committed page is fresh, and every final loss has a tolerance with room on both sides."""

from __future__ import annotations

import re

import pytest

from tests.catalogue import cases, notebooks
from tests.catalogue.judgement import PAGE, interval, page


def test_the_page_counts_the_catalogue_as_it_is():
    text = PAGE.read_text(encoding="utf-8")
    for name in notebooks():
        row = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1] == str(len(cases(name, "chaffs")))
        assert cells[7] == str(len(cases(name, "wheats")))


@pytest.mark.slow
def test_the_page_is_what_the_catalogue_makes_now():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_an_interval_holds_its_share_and_shrinks_with_more_cases():
    few, many = (re.findall(r"[\d.]+", interval(0, total)) for total in (10, 1000))
    assert float(few[0]) == float(many[0]) == 0
    assert float(few[-1]) > 10 * float(many[-1])
