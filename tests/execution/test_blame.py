"""Which cell ended the kernel, and which are skipped from then on."""

from __future__ import annotations

import pytest

from nbexaminer.execution.blame import (
    BY_ITSELF,
    GIVEN_UP,
    SOON,
    Cells,
    Ending,
    Record,
    Skipped,
    Verdict,
    judge,
    suspect,
)
from nbexaminer.execution.incidents import REASONS

FIVE = Cells(student=(0, 1, 2, 3, 4))
MANY = 100
"""More kernels than any of these stories needs."""


def story(*endings: tuple[int, float, str], cells: Cells = FIVE, most_kernels: int = MANY) -> list[Verdict]:
    """The verdicts on some endings of the kernel, one after the other."""
    record, verdicts = Record(), []
    for ending in endings:
        verdicts.append(judge(record, Ending(*ending), cells, most_kernels))
        record = verdicts[-1].record
    return verdicts


def test_the_cell_that_ran_when_the_kernel_ended_is_to_blame():
    (verdict,) = story((2, 0.1, "kernel"))
    assert verdict == Verdict(Record({2: Skipped(waits_for=0.1)}, kernels=2), blamed=2)


def test_the_record_before_stays_as_it_was():
    record = Record({1: Skipped()})
    judge(record, Ending(3, 0.1, "kernel"), FIVE, MANY)
    assert record == Record({1: Skipped()})


# ------------------------------------------------------------------------------------------------ how long is waited


@pytest.mark.parametrize("reason", BY_ITSELF)
def test_a_kernel_waits_in_place_of_a_cell_for_as_long_as_it_took_to_end(reason):
    (verdict,) = story((2, 3.0, reason))
    assert verdict.record.skipped[2].waits_for == 3.0


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason not in BY_ITSELF])
def test_a_kernel_that_was_killed_at_a_limit_is_not_waited_for(reason):
    (verdict,) = story((2, 3.0, reason))
    assert verdict.record.skipped[2] == Skipped(waits_for=0.0)


@pytest.mark.parametrize("seconds", [SOON, 2 * SOON])
def test_a_cell_that_ran_for_long_is_not_waited_for(seconds):
    (verdict,) = story((2, seconds, "kernel"))
    assert verdict.record.skipped[2] == Skipped(waits_for=0.0)


# ------------------------------------------------------------------------------------------------------- who is innocent


def test_a_cell_in_whose_place_the_kernel_ended_is_forgiven_and_the_one_before_is_to_blame():
    _, verdict = story((2, 0.1, "kernel"), (2, 0.1, "kernel"))
    assert (verdict.blamed, verdict.forgiven) == (1, (2,))
    assert set(verdict.record.skipped) == {1}


def test_a_given_cell_ends_no_kernel():
    (verdict,) = story((2, 0.1, "kernel"), cells=Cells(student=(0, 1, 3), given=frozenset({2})))
    assert (verdict.blamed, verdict.forgiven) == (1, ())


def test_a_later_cell_that_was_blamed_before_gets_another_chance():
    verdicts = story((2, 0.1, "kernel"), (1, 0.1, "kernel"), (3, 0.1, "kernel"))
    # What 1 did to the forks was seen only when 2 had run; the next time it was seen at once. Later, 3 may be guilty as well.
    assert [verdict.blamed for verdict in verdicts] == [2, 1, 3]
    assert [verdict.forgiven for verdict in verdicts] == [(), (2,), ()]
    assert [set(verdict.record.skipped) for verdict in verdicts] == [{2}, {1}, {1, 3}]


def test_a_cell_that_was_given_up_gets_no_other_chance():
    verdict = judge(Record({3: GIVEN_UP}), Ending(1, 0.1, "kernel"), FIVE, MANY)
    assert verdict.forgiven == ()
    assert verdict.record.skipped[3] == GIVEN_UP


# ---------------------------------------------------------------------------------------------------------- who is suspect


@pytest.mark.parametrize(
    ("added", "skipped", "found"),
    [
        (set(), set(), 3),
        ({1, 2}, set(), 2),
        ({1, 2}, {2}, 1),
        ({1}, {1}, 3),
        (set(), {3}, 2),
        (set(), {0, 1, 2, 3}, 4),
        ({4}, set(), 3),
    ],
)
def test_the_suspect_is_the_last_added_cell_before_or_the_last_one_before_or_the_cell_itself(added, skipped, found):
    cells = Cells(FIVE.student, frozenset(added))
    assert suspect(4, dict.fromkeys(skipped, Skipped()), cells) == found


# ------------------------------------------------------------------------------------------------------------- giving up


def test_each_ending_takes_another_kernel():
    assert [verdict.record.kernels for verdict in story((4, 1, "time"), (3, 1, "time"))] == [2, 3]


def test_after_too_many_kernels_the_cells_after_the_first_skipped_one_are_given_up():
    one, two, three = story((1, 1, "time"), (2, 1, "time"), (3, 1, "time"), most_kernels=3)
    assert (one.given_up, two.given_up) == ((), ())
    assert three.given_up == (4,)
    assert three.record.skipped == {1: Skipped(), 2: GIVEN_UP, 3: GIVEN_UP, 4: GIVEN_UP}


def test_where_that_does_not_help_all_cells_are_given_up():
    endings = [(4, 1, "time"), (3, 1, "time"), (2, 1, "time"), (1, 1, "time")]
    verdicts = story(*endings, most_kernels=2)
    assert [verdict.given_up for verdict in verdicts] == [(), (4,), (3,), (0, 2)]
    assert set(verdicts[-1].record.skipped) == set(FIVE.student)
    assert all(why.given_up for why in verdicts[-1].record.skipped.values())


def test_a_given_cell_is_never_given_up():
    cells = Cells(student=(0, 2), given=frozenset({1}))
    verdict = judge(Record(kernels=MANY), Ending(0, 1, "time"), cells, 1)
    assert set(verdict.record.skipped) == {0, 2}


def test_no_cell_is_waited_for_once_it_is_given_up():
    assert GIVEN_UP.waits_for == 0
