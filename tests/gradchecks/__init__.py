"""What the tests of the checks share: matrices to draw, and what a failing check says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gradchecks.failures import CheckFailed

MATRICES = hnp.arrays(np.float64, (3, 4), elements=st.floats(0.1, 10) | st.floats(-10, -0.1))


def message(body: Callable[[], object]) -> str:
    """What a student reads where this fails."""
    with pytest.raises(CheckFailed) as raised:
        body()
    return str(raised.value)


def slug(body: Callable[[], object]) -> str | None:
    """The mistake that is named where this fails."""
    with pytest.raises(CheckFailed) as raised:
        body()
    return raised.value.slug
