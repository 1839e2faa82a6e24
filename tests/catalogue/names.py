"""Whether the mistakes that checks name in mutants are the ones that were made, as somebody has read them.

`names_read.json` holds, for each named mutant, the name that was read and the reader's verdict: "right", "incomplete" (the fact
is true, but the cause is none of those that the sentence lists) or "false" (the sentence says something false of the code, or
shows a right line). A verdict counts only as long as the same name is told.

`python -m tests.catalogue.names` prints what nobody has read, ready to be filled in.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from tests.catalogue.cases import notebooks
from tests.catalogue.mutants import Fate, fates
from tests.catalogue.mutation import Mutant

READ = Path(__file__).parent / "names_read.json"
VERDICTS = ("right", "incomplete", "false")


@cache
def read_names() -> dict[str, dict[str, list[str]]]:
    """Notebook -> a mutant, as `line_of` calls it -> the name that was read, and the verdict."""
    return json.loads(READ.read_text(encoding="utf-8"))


def line_of(mutant: Mutant) -> str:
    """What a mutant is called in the list; two that change one statement into another share their verdict."""
    return f"{mutant.cell} | {mutant.after}"


def verdict(mutant: Mutant, fate: Fate) -> str | None:
    """What a reader said of the name that a mutant got; None where nobody has read it."""
    slug, said = read_names().get(mutant.notebook, {}).get(line_of(mutant), (None, None))
    return said if slug == fate.slug else None


def unread(notebook: str) -> dict[str, list[str]]:
    """The named mutants of a notebook that nobody has read -> their names, and no verdict yet."""
    return {
        line_of(mutant): [fate.slug, ""]
        for mutant, fate in fates(notebook).items()
        if fate.slug and not verdict(mutant, fate)
    }


def main() -> int:
    """Print what nobody has read."""
    print(json.dumps({name: unread(name) for name in notebooks()}, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
