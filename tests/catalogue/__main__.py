"""`python -m tests.catalogue [notebook ...]` runs the catalogue and prints the confusion table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console
from rich.table import Table

from tests.catalogue.cases import cases, notebooks
from tests.catalogue.judging import Judgement, judge_across, judge_in_process


def confusion_table(judgements: Iterable[Judgement]) -> Table:
    """Chaffs caught, in the intended checks only, named; wheats rejected: a row for each notebook."""
    table = Table(title="judgement", title_justify="left")
    for column in ("notebook", "chaffs", "caught", "in place", "named", "wheats", "rejected"):
        table.add_column(column, justify="left" if column == "notebook" else "right")
    judged = list(judgements)
    for notebook in sorted({judgement.case.notebook for judgement in judged}):
        mine = [judgement for judgement in judged if judgement.case.notebook == notebook]
        chaffs = [judgement for judgement in mine if judgement.case.kind == "chaffs"]
        wheats = [judgement for judgement in mine if judgement.case.kind == "wheats"]
        counts = [len(chaffs), *(sum(getattr(j, what) for j in chaffs) for what in ("caught", "in_place", "named"))]
        counts += [len(wheats), sum(judgement.caught for judgement in wheats)]
        table.add_row(notebook, *map(str, counts))
    return table


def main(arguments: list[str] | None = None) -> int:
    """Print what every case led to, then the confusion table; 1 when a case is not judged as it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.catalogue", description=main.__doc__)
    parser.add_argument("notebook", nargs="*", help="only these notebooks (default: all)")
    parser.add_argument("--case", help="only cases whose name contains this; prints their messages")
    parser.add_argument("--across", action="store_true", help="on both sides")
    options = parser.parse_args(arguments)
    wanted = [case for name in options.notebook or notebooks() for case in cases(name)]
    if options.case:
        wanted = [case for case in wanted if options.case in case.name]
    console = Console(highlight=False, soft_wrap=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        judgements = list(pool.map(judge_across if options.across else judge_in_process, wanted))
    for judgement in judgements:
        problems = (
            [] if judgement.in_place else [f"fails {sorted(judgement.failed)}, not {sorted(judgement.case.fails)}"]
        )
        if judgement.case.kind == "chaffs" and not judgement.named:
            problems.append(f"names {sorted(judgement.slugs)}, not {sorted(judgement.case.mistakes)}")
        if problems or options.case:
            console.print(f"{judgement.case}: {'; '.join(problems) or 'as it should be'}", markup=False)
            for message in judgement.messages:
                console.print("    " + message.replace("\n", "\n    "), markup=False)
    console.print(confusion_table(judgements))
    return 0 if all(judgement.in_place for judgement in judgements) else 1


if __name__ == "__main__":
    sys.exit(main())
