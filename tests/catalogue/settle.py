"""Bring the headers of wrong submissions up to date where a notebook's checks have come to judge better.

    python -m tests.catalogue.settle NOTEBOOK

A submission that loses points in fewer checks than before, for the same mistakes, is rewritten; everything else that differs is
printed, for a human to decide.
"""

from __future__ import annotations

import re
import sys

from tests.catalogue.cases import SUBMISSIONS, Case, cases
from tests.catalogue.judging import Judgement, judge_in_process


def settle(judgement: Judgement) -> bool:
    """Rewrite a submission's header where it loses fewer points for the same mistakes; whether it was."""
    case = judgement.case
    fewer = case.kind == "chaffs" and judgement.failed and judgement.failed < case.fails
    if not fewer or not judgement.slugs <= case.mistakes or bool(judgement.slugs) != bool(case.mistakes):
        return False
    path = SUBMISSIONS / case.notebook / case.kind / f"{case.name}.py"
    kept = [name for name in _listed(path.read_text(encoding="utf-8")) if name in judgement.failed]
    text = re.sub(
        r"^fails = \[.*?\]", f"fails = {kept!r}".replace("'", '"'), path.read_text("utf-8"), count=1, flags=re.M | re.S
    )
    if judgement.slugs and judgement.slugs < case.mistakes:
        slugs = sorted(judgement.slugs)
        shown = f'"{slugs[0]}"' if len(slugs) == 1 else repr(slugs).replace("'", '"')
        text = re.sub(r"^mistake = .*$", f"mistake = {shown}", text, count=1, flags=re.M)
    path.write_text(text, encoding="utf-8")
    return True


def as_it_says(judgement: Judgement) -> bool:
    """Whether a submission is judged as its header says."""
    if judgement.case.kind == "wheats":
        return not judgement.failed
    named = judgement.named if judgement.case.mistakes else judgement.slugs <= {"visible-inputs-only"}
    return judgement.in_place and named


def _listed(text: str) -> list[str]:
    return re.findall(r'"(\w+)"', re.search(r"^fails = \[(.*?)\]", text, flags=re.M | re.S)[1])


def main(notebook: str, names: list[str]) -> None:
    """Go through the catalogue of a notebook, or the named submissions of it."""
    chosen: list[Case] = [case for case in cases(notebook) if case.kind in ("chaffs", "wheats")]
    for case in chosen:
        if names and case.name not in names:
            continue
        judgement = judge_in_process(case)
        if as_it_says(judgement):
            continue
        if settle(judgement):
            print(f"settled  {case}: {sorted(judgement.failed)}")
            continue
        print(f"DIFFERS  {case}: {case.story.splitlines()[0]}")
        print(
            f"  says {sorted(case.fails)} {sorted(case.mistakes)}, is {sorted(judgement.failed)} {sorted(judgement.slugs)}"
        )
        for message in judgement.messages if names else ():
            print(message)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
