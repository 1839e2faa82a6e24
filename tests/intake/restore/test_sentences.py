"""Repairs of one kind make one sentence."""

from __future__ import annotations

from nbformat.v4 import new_code_cell

from nbexaminer.intake.restore.sentences import BLANK, MISSING, Repairs
from tests.intake.restore.damages import repaired


def test_a_name_that_a_cell_claims_is_shown_short_and_printable():
    def lie(notebook):
        notebook.cells.append(new_code_cell("", id="x", metadata={"nbgrader": {"grade_id": "\x1b[31m" + "z" * 500}}))

    _, sentences = repaired(lie)
    assert len(sentences) == 1
    assert sentences[0].isprintable()
    assert len(sentences[0]) < 150


def test_a_sentence_fits_one_cell_and_several():
    repairs = Repairs()
    for template, name in ((BLANK, "cost"), (MISSING, "a"), (MISSING, "b"), (MISSING, "b")):
        repairs.add(template, name)
    assert repairs.sentences() == [
        "The cell cost was missing: put back as it was given.",
        "The cells a and b were missing: put back.",
    ]
    assert repairs.was_done(MISSING, "b")
    assert not repairs.was_done(BLANK, "b")


def test_of_many_cells_a_sentence_names_a_few():
    repairs = Repairs()
    for number in range(9):
        repairs.add(MISSING, f"c{number}")
    assert repairs.sentences() == ["The cells c0, c1, c2, c3, c4 and 4 more were missing: put back."]
