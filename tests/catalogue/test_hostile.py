"""Hostile submissions gain nothing: no points, no secrets, no trace."""

from __future__ import annotations

import re

import pytest

from nbexaminer.candidate import answers, forks
from tests.catalogue import vault
from tests.catalogue.hostility import BASELINE, FULL, MISSING, PAGE, Verdict, cases, page, rows, run

CASES = cases()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """Every case graded by nbexaminer, each followed by another student's right answers."""
    return run([case.name for case in CASES])[True]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_reaches_nothing(case, verdicts):
    verdict = verdicts[case.name]
    assert verdict.gained == 0
    assert verdict.secrets == ()
    assert not verdict.script
    assert verdict.written == ()
    assert not verdict.others
    assert verdict.left == 0
    assert verdict.next == FULL
    assert not verdict.refused
    assert verdict.holes == []


@pytest.mark.slow
def test_what_their_answers_deserve_they_mostly_get(verdicts):
    """Some break what answers for them; were it many, nothing would be graded at all."""
    fair = [case for case in CASES if verdicts[case.name].score == BASELINE + case.earns]
    assert len(fair) >= 0.8 * len(CASES)


@pytest.mark.slow
def test_the_same_look_at_plain_nbgrader_sees_what_they_reach():
    names = (
        "transformed_text",
        "saved_arguments",
        "source_written",
        "others_points",
        "double_fork",
        "script_in_output",
    )
    plain = run(names, ways=[False])[False]
    assert plain["transformed_text"].gained == FULL - BASELINE
    assert plain["saved_arguments"].secrets == ("hidden inputs in the output of a cell",)
    assert "source/vault/vault.ipynb" in plain["source_written"].written
    assert plain["others_points"].others
    assert plain["others_points"].next == 0
    assert plain["double_fork"].left == 1
    assert plain["script_in_output"].script


def test_what_the_attacks_replace_is_there_to_be_replaced():
    """An attack on a module that has another name by now would do nothing, and nobody would notice."""
    named = {
        name for case in CASES for name in re.findall(r"nbexaminer\.candidate\.\w+", repr((case.replaced, case.added)))
    }
    assert named == {"nbexaminer.candidate.answers", "nbexaminer.candidate.forks"}
    assert answers.protocol is forks.protocol
    assert all(map(callable, (forks.snapshot, forks.protocol.send, answers.Answers.answer)))
    assert forks._path == ""


def test_there_are_many_cases_of_every_kind():
    assert len(CASES) >= 45
    for kind in ("points", "secret", "write", "crash", "other student"):
        assert sum(case.wins == kind for case in CASES) >= 3


def test_the_page_has_every_case_and_no_other():
    assert set(rows(PAGE)) == {case.name for case in CASES}
    assert MISSING not in {text for texts in rows(PAGE).values() for text in texts}
    assert page(CASES, rows(PAGE)) == PAGE.read_text(encoding="utf-8")


def test_every_case_wins_somewhere_and_none_across_the_wall():
    wins = {name for name, (plain, _) in rows(PAGE).items() if not plain.startswith("nothing")}
    assert {case.name for case in CASES if not case.elsewhere} <= wins
    assert [name for name, (_, across) in rows(PAGE).items() if not across.startswith("nothing")] == []


def test_no_case_knows_the_secrets_itself():
    secret = (vault.MARKER, vault.MARKER.replace("-", "_"), vault.NEIGHBOUR, *vault.NUMBERS)
    for case in CASES:
        sources = [*case.replaced.values(), *(source for _, source in case.added), case.made_by]
        assert not any(word in source for word in secret for source in sources), case.name
