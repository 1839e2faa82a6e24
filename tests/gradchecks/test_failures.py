"""How a failed check looks."""

from __future__ import annotations

import numpy as np

from gradchecks.failures import CheckFailed, NotAttempted, array_text, labelled, wrapped


def test_a_program_reads_the_slug_and_a_student_neither_it_nor_a_traceback():
    failure = CheckFailed("✗ 1: wrong.\nLine two.", "sign", 0.5)
    assert str(failure) == "✗ 1: wrong.\nLine two.\n[mistake: sign]"
    assert failure._render_traceback_() == ["✗ 1: wrong.", "Line two."]
    assert (failure.slug, failure.fingerprint) == ("sign", 0.5)
    assert str(CheckFailed("no")) == "no"


def test_not_attempted_is_a_failure_of_its_own():
    assert issubclass(NotAttempted, CheckFailed)
    assert issubclass(CheckFailed, AssertionError)


def test_a_large_array_takes_few_lines():
    assert len(array_text(np.ones((100, 100))).splitlines()) == 5
    assert array_text(np.array([1 / 3, 2.0])) == "[0.3333, 2.    ]"


def test_lines_fit_a_cell_and_values_stand_below_each_other():
    assert all(len(line) <= 96 for line in wrapped("word " * 100, "  "))
    assert labelled("got", "[1,\n 2]") == "  got       [1,\n             2]"
