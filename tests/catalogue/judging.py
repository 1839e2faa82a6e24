"""What the checks made of a case, compared with what the case says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from tests.catalogue.cases import Case, fill, folder_of
from tests.catalogue.running import Verdict, in_fork, run_across, run_in_process


@dataclass(frozen=True)
class Judgement:
    """What the checks made of a case.

    Attributes:
        failed: check cells that failed.
        slugs: the mistakes that they named.
        messages: what the student reads, one text for each failed check.
    """

    case: Case
    failed: frozenset[str]
    slugs: frozenset[str]
    messages: tuple[str, ...]

    @property
    def caught(self) -> bool:
        """Whether the case lost points at all."""
        return bool(self.failed)

    @property
    def in_place(self) -> bool:
        """Whether it lost them in the intended checks and in no other."""
        return self.failed == self.case.fails

    @property
    def named(self) -> bool:
        """Whether the student reads the right mistake, and no other."""
        return bool(self.slugs) and self.slugs <= self.case.mistakes

    @property
    def misnamed(self) -> bool:
        """Whether the student reads a mistake that was not made."""
        return not self.slugs <= self.case.mistakes


def judge(case: Case, verdicts: dict[str, Verdict]) -> Judgement:
    """Compare the verdicts with what the case says of itself."""
    failed = {name: verdict for name, verdict in verdicts.items() if verdict.failed}
    slugs = frozenset(verdict.slug for verdict in failed.values() if verdict.slug)
    return Judgement(case, frozenset(failed), slugs, tuple(verdict.message for verdict in failed.values()))


def judge_in_process(case: Case) -> Judgement:
    """Run a case the quick way and judge it."""
    return judge(case, run_in_process(fill(case), folder_of(case)))


def judge_across(case: Case) -> Judgement:
    """Run a case on both sides and judge it."""
    return judge(case, in_fork(run_across, fill(case), folder_of(case)))
