"""What of a check's error a student may read."""

from __future__ import annotations

import pytest

from gradchecks.failures import CheckFailed
from nbexaminer.course.speaking import told


def output(error: Exception) -> dict:
    return {"ename": type(error).__name__, "evalue": str(error)}


def test_a_check_speaks_and_any_other_error_does_not():
    assert told(output(CheckFailed("✗ 2: dW is wrong."))) == "✗ 2: dW is wrong."
    assert told(output(KeyError("expected = 0.25"))) == "KeyError in the test"
    assert told({}) == " in the test"


@pytest.mark.parametrize("more", ["", "\n  `forward` imports the module `cv2`."])
def test_the_name_of_a_mistake_is_for_programs_only(more):
    error = output(CheckFailed("✗ 2: dW is wrong.", "sign"))
    assert "[mistake: sign]" in error["evalue"]
    assert told(error | {"evalue": error["evalue"] + more}) == "✗ 2: dW is wrong." + more
