"""No attack of the zoo acts in a page, or has it fetch anything: as a parser sees it."""

from __future__ import annotations

import pytest

from tests.report.zoo import attacks
from tests.report.zoo.pages import acting, armed, cells, feedback, formgrader, notebook

CELLS = dict(cells())
FEW = (
    "HTML in a text:",
    "HTML as text/html",
    "Markdown:",
    "output",
    "metadata of code",
    "attachment",
    "name of",
    "id of",
)
SOME = [cell for name, cell in CELLS.items() if name.startswith(FEW)]
"""Each attack once; all places of all attacks take too long for every run of the tests."""


def test_the_zoo_is_large():
    assert len(CELLS) + len(attacks.NOTEBOOK) > 700
    places = (attacks.HTML, attacks.MARKDOWN, attacks.OUTPUTS, attacks.METADATA, attacks.ATTACHMENTS, attacks.NOTEBOOK)
    assert sum(map(len, places)) >= 170


@pytest.fixture(scope="module")
def feedback_page(tmp_path_factory) -> str:
    return feedback(notebook(SOME), tmp_path_factory.mktemp("folder"))


def test_no_attack_acts_in_the_feedback_page(feedback_page):
    assert acting(feedback_page) == []


def test_no_attack_acts_in_the_formgrader(tmp_path):
    assert acting(formgrader(notebook(SOME), tmp_path), own_scripts=True) == []


@pytest.mark.slow
def test_no_attack_acts_wherever_it_stands(tmp_path):
    made = notebook(list(CELLS.values()))
    assert acting(feedback(made, tmp_path)) == []
    assert acting(formgrader(made, tmp_path), own_scripts=True) == []


def test_the_feedback_page_tells_the_browser_to_fetch_nothing(feedback_page):
    assert "default-src 'none'" in feedback_page[:400]


@pytest.mark.parametrize("name", attacks.NOTEBOOK)
def test_no_metadata_of_a_notebook_acts(name, tmp_path):
    made = notebook([CELLS["output: HTML as a plain text"]], armed(attacks.NOTEBOOK[name]))
    assert acting(feedback(made, tmp_path)) == []
    assert acting(formgrader(made, tmp_path), own_scripts=True) == []


def test_no_name_of_a_student_acts_in_the_formgrader(tmp_path):
    name = '"><img src=x onerror=1>'
    page = formgrader(notebook([]), tmp_path, student=name, first_name=name, last_name=name, notebook_path=name)
    assert acting(page, own_scripts=True) == []


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=1>", "<script>1</script>", "<a href='javascript:1'>x</a>", "<p>$\\href{a}{b}$</p>"]
)
def test_the_parser_finds_what_acts(text):
    assert acting(f"<html><body>{text}</body></html>")
