"""The catalogue of submissions: wrong ones (chaffs), right ones (wheats), attacks and broken files, and how they are run."""

from tests.catalogue.cases import (
    ROOT,
    SUBMISSIONS,
    Case,
    _source,
    cases,
    check_cells,
    fill,
    folder_of,
    notebooks,
    parse,
)
from tests.catalogue.judging import Judgement, judge, judge_across, judge_in_process
from tests.catalogue.running import TIME_LIMIT, Verdict, demonstrations, in_fork, run_across, run_cells, run_in_process

__all__ = [
    "ROOT",
    "SUBMISSIONS",
    "TIME_LIMIT",
    "Case",
    "Judgement",
    "Verdict",
    "_source",
    "cases",
    "check_cells",
    "demonstrations",
    "fill",
    "folder_of",
    "in_fork",
    "judge",
    "judge_across",
    "judge_in_process",
    "notebooks",
    "parse",
    "run_across",
    "run_cells",
    "run_in_process",
]
