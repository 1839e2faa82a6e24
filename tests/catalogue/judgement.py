"""`docs/judgement.md`: how often the checks are wrong, measured over the whole catalogue.

`python -m tests.catalogue.judgement` writes the page.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from scipy.stats import binomtest

from tests.catalogue import ROOT, Judgement, notebooks
from tests.catalogue.mutants import equivalents, fates
from tests.catalogue.names import verdict
from tests.catalogue.record import judgements

PAGE = ROOT / "docs" / "judgement.md"
TEXT = """# How often the checks are wrong

This page is made by `python -m tests.catalogue.judgement` from the catalogue in
`tests/catalogue/submissions/`; a test proves that it is fresh.

A **chaff** is a wrong submission with one mistake: it must lose points, in the checks that the mistake concerns and in no
other, and the student must read the mistake's name. A **wheat** is a right submission in another style: it must lose nothing.
A chaff that loses no point is a *false accept*, a wheat that loses one a *false reject*.

## Over the whole catalogue

{confusion}

The intervals are exact (Clopper and Pearson, 95 %). They speak of submissions like those in the catalogue, which were written
by people who knew the exercises and their usual mistakes; they do not speak of submissions written to deceive.

## Small changes of the solutions

A **mutant** is a reference solution in which a program has changed one thing: an operator, a number, an operand, an argument, a
name, an axis, a line. Each is run with the visible and the hidden tests, up to the first check that fails. An *equivalent* one
does what is asked all the same; all of them are listed, with the reason, in `tests/catalogue/equivalent_mutants.toml`. *Named*
are those of which that first check says which mistake it is. Names were read, beside the changed code, and found
*false* (the sentence says something false of the code, or shows a right line) or *incomplete* (the fact is true, but the cause
is none of those listed); the verdicts stand in `tests/catalogue/names_read.json`. Most of these mutants have an arbitrary
variable in the place of another one, which students seldom write.

{mutants}
"""


def interval(count: int, total: int) -> str:
    """A share with its exact 95 % confidence interval, in percent."""
    if not total:
        return "—"
    found = binomtest(count, total).proportion_ci(0.95, method="exact")
    return f"{100 * count / total:.1f} % [{100 * found.low:.1f}, {100 * found.high:.1f}]"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def confusion(judgements: Sequence[Judgement]) -> str:
    """The confusion table with the rates, a row for each notebook and one for all."""
    rows = []
    for notebook in [*notebooks(), None]:
        mine = [judgement for judgement in judgements if notebook in (None, judgement.case.notebook)]
        chaffs = [judgement for judgement in mine if judgement.case.kind == "chaffs"]
        wheats = [judgement for judgement in mine if judgement.case.kind == "wheats"]
        missed, rejected = sum(not j.caught for j in chaffs), sum(j.caught for j in wheats)
        shares = ("caught", "in_place", "named", "misnamed")
        counts = [len(chaffs), *(sum(getattr(judgement, share) for judgement in chaffs) for share in shares)]
        rates = [interval(missed, len(chaffs)), str(len(wheats)), str(rejected), interval(rejected, len(wheats))]
        rows.append([notebook or "**all**", *map(str, counts), *rates])
    head = ["notebook", "chaffs", "caught", "in place", "named", "named wrongly"]
    head += ["false accepts", "wheats", "rejected", "false rejects"]
    return _table(head, rows)


def changes() -> str:
    """What became of the mutants, a row for each notebook and one for all."""
    rows, total = [], [0] * 8
    for notebook in notebooks():
        found = fates(notebook)
        equivalent = equivalents(notebook)
        accepted = [mutant for mutant, fate in found.items() if not fate.check]
        unexplained = sum((mutant.cell, mutant.after) not in equivalent for mutant in accepted)
        named = sum(bool(fate.slug) for fate in found.values())
        said = Counter(verdict(mutant, fate) for mutant, fate in found.items() if fate.slug)
        counts = [len(found), len(found) - len(accepted), len(accepted) - unexplained, unexplained, named]
        counts += [named - said[None], said["false"], said["incomplete"]]
        total = [sum(pair) for pair in zip(total, counts, strict=True)]
        rows.append([notebook, *map(str, counts)])
    rows.append(["**all**", *map(str, total)])
    return _table(
        ["notebook", "mutants", "caught", "equivalent", "accepted", "named", "read", "false", "incomplete"], rows
    )


def page() -> str:
    """The page as the catalogue makes it now."""
    found_judgements = [judgement for judgement in judgements() if judgement.case.kind != "reviews"]
    return TEXT.format(confusion=confusion(found_judgements), mutants=changes())


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
