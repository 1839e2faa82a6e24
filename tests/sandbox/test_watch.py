"""The decisions about a kernel that uses too much or runs too long."""

from __future__ import annotations

import pytest

from nbexaminer.sandbox.layout import MEGABYTE
from nbexaminer.sandbox.watch import (
    FEW,
    GRACE,
    PAUSE,
    SHORT_PAUSE,
    Limits,
    Usage,
    overdue,
    pause,
    too_much,
)

LIMITS = Limits(memory=100 * MEGABYTE, processes=10)


def usage(memory: int = 0, processes: int = 1, threads: int = 1, system: int = 0) -> Usage:
    """What some processes use, memory in megabytes."""
    return Usage(processes, threads, memory * MEGABYTE, system * MEGABYTE)


@pytest.mark.parametrize(
    ("used", "reason"),
    [
        (usage(), None),
        (usage(memory=100), None),
        (usage(memory=101), "memory"),
        (usage(memory=81, processes=FEW), None),
        (usage(memory=80, processes=FEW + 1), None),
        (usage(memory=81, processes=FEW + 1), "memory"),
        (usage(memory=90, system=10), None),
        (usage(memory=90, system=11), "memory"),
        (usage(threads=9), None),
        (usage(threads=10), "processes"),
        (usage(threads=10, memory=101), "processes"),
    ],
)
def test_what_is_used_too_much_of(used, reason):
    assert too_much(used, LIMITS) == reason


def test_a_share_of_the_memory_can_be_asked_for():
    assert too_much(usage(memory=81), LIMITS, share=0.8) == "memory"
    assert too_much(usage(memory=80), LIMITS, share=0.8) is None


@pytest.mark.parametrize(
    ("used", "seconds"),
    [
        (usage(), PAUSE),
        (usage(memory=39, processes=FEW), PAUSE),
        (usage(memory=40), SHORT_PAUSE),
        (usage(processes=FEW + 1), SHORT_PAUSE),
    ],
)
def test_where_the_memory_may_soon_be_used_up_it_is_measured_more_often(used, seconds):
    assert pause(used, LIMITS) == seconds


def test_a_cell_is_interrupted_once_and_then_killed():
    assert overdue(-1, interrupted=False) is None
    assert overdue(0.1, interrupted=False) == "interrupt"
    assert overdue(0.1, interrupted=True) is None
    assert overdue(GRACE + 0.1, interrupted=True) == "kill"
    assert overdue(GRACE + 0.1, interrupted=False) == "kill"
