"""What a regrade is said to have changed."""

from __future__ import annotations

import pytest

from nbexaminer.course.results import Recorded
from nbexaminer.pipeline.record import changes

FULL, NONE, WAITS = Recorded(2, 2, 2), Recorded(0, 2, 0), Recorded(None, 2, None)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"step": FULL}, {"step": FULL}, ()),
        ({}, {"step": FULL}, ()),
        ({"step": FULL}, {"step": NONE}, ("step: 2 → 0",)),
        ({"step": WAITS}, {"step": FULL}, ("step: ? → 2",)),
        ({"step": FULL}, {"step": Recorded(1.5, 3, 1.5)}, ("step: 2/2 → 1.5/3",)),
        ({"step": FULL}, {"step": FULL, "loss": NONE}, ("new: loss 0/2",)),
        ({"step": FULL, "loss": WAITS}, {"step": FULL}, ("gone: loss (was ?/2)",)),
        ({"step": FULL}, {}, ()),
    ],
)
def test_each_exercise_that_is_another_is_told(before, after, said):
    assert changes(before, after) == said
