"""The reason for a converter's failure, found in its log."""

from __future__ import annotations

import pytest

from nbexaminer.course.converters import reason


@pytest.mark.parametrize(
    ("log", "found"),
    [
        ("", "no reason given"),
        ("[INFO] reading\n[ERROR] stopped", "[ERROR] stopped"),
        ("ValueError: first\n  nbgrader.utils.KeyError: last\nNbGraderException: see above", "KeyError: last"),
        ("RuntimeError: why\nValidationError: Notebook failed to validate", "RuntimeError: why"),
    ],
)
def test_the_cause_is_the_last_error_that_is_not_nbgraders_own(log, found):
    assert reason(log) == found
