"""The measured rates: the committed page is fresh, and so are the readers' verdicts that it counts."""

from __future__ import annotations

import re

import pytest

from gradchecks.mistakes import MISTAKES
from tests.catalogue import cases, notebooks
from tests.catalogue.judgement import PAGE, interval, page
from tests.catalogue.mutants import Fate
from tests.catalogue.mutation import mutants
from tests.catalogue.names import VERDICTS, line_of, read_names, verdict


def test_the_page_counts_the_catalogue_as_it_is():
    text = PAGE.read_text(encoding="utf-8")
    for name in notebooks():
        row = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1] == str(len(cases(name, "chaffs")))
        assert cells[7] == str(len(cases(name, "wheats")))


def test_what_was_read_is_there_to_be_read():
    """Each name was read in a mutant that there is; whether it is still told is counted on the page."""
    for notebook, listed in read_names().items():
        there = {line_of(mutant) for mutant in mutants(notebook)}
        assert listed.keys() <= there
        for slug, said in listed.values():
            assert slug in MISTAKES
            assert said in VERDICTS


def test_a_verdict_ends_with_the_name_that_it_was_about():
    mutant = next(one for one in mutants("xor_perceptron") if line_of(one) in read_names()["xor_perceptron"])
    slug, said = read_names()["xor_perceptron"][line_of(mutant)]
    assert verdict(mutant, Fate("check", slug)) == said
    assert verdict(mutant, Fate("check", "sign" if slug != "sign" else "ascent")) is None


@pytest.mark.slow
def test_the_page_is_what_the_catalogue_makes_now():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_an_interval_holds_its_share_and_shrinks_with_more_cases():
    few, many = (re.findall(r"[\d.]+", interval(0, total)) for total in (10, 1000))
    assert float(few[0]) == float(many[0]) == 0
    assert float(few[-1]) > 10 * float(many[-1])
