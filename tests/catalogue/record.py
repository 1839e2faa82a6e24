"""The whole catalogue, run once on both sides of the protocol: the verdicts of all checks.

`python -m tests.catalogue.record` runs it and keeps the result in `.cache/catalogue.json`, under a digest of all that it
depends on. Tests and pages that need it read it from there; where it is missing or out of date, the first of them makes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.progress import track

from nbexaminer.course.digest import digest
from nbexaminer.system.version import code
from tests.catalogue.cases import ROOT, Case, _source, cases, fill, folder_of, notebooks
from tests.catalogue.judging import Judgement, judge
from tests.catalogue.running import Verdict, in_fork, run_across, uses_torch

KEPT = ROOT / ".cache" / "catalogue.json"


@dataclass(frozen=True)
class Entry:
    """What became of one case.

    Attributes:
        verdicts: grade id of every check cell -> how it ended.
    """

    verdicts: dict[str, Verdict]


def everything() -> list[Case]:
    """Every case with a verdict: chaffs, wheats and reviews of all notebooks, those with torch last."""
    found = [case for notebook in notebooks() for case in cases(notebook)]
    return sorted(found, key=lambda case: uses_torch(_source(case.notebook)))


@cache
def recorded() -> dict[Case, Entry]:
    """Every case -> what became of it; read, or made by whichever process asks first."""
    with alone(KEPT):
        found = _read()
        return make() if found is None else found


@contextlib.contextmanager
def alone(kept: Path) -> Iterator[None]:
    """Nobody else reads or makes this record meanwhile."""
    kept.parent.mkdir(exist_ok=True)
    with open(kept.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def judgements() -> list[Judgement]:
    """Every case, judged by the record."""
    return [judge(case, entry.verdicts) for case, entry in recorded().items()]


def make(progress: Callable[[Iterator], Iterator] = iter) -> dict[Case, Entry]:
    """Run every case and keep what became of it."""
    wanted = everything()
    _made_beside()
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        found = dict(zip(wanted, progress(pool.map(_run, wanted)), strict=True))
    entries = {str(case): asdict(entry) for case, entry in found.items()}
    KEPT.write_text(json.dumps({"key": key(), "entries": entries}), encoding="utf-8")
    return found


def _read() -> dict[Case, Entry] | None:
    with contextlib.suppress(OSError, ValueError, KeyError):
        kept = json.loads(KEPT.read_text(encoding="utf-8"))
        if kept["key"] == key():
            return {case: _entry(kept["entries"][str(case)]) for case in everything()}
    return None


def _entry(kept: dict) -> Entry:
    return Entry({name: Verdict(**verdict) for name, verdict in kept["verdicts"].items()})


def key() -> str:
    """A digest of all that a record depends on; what readers say of it in a JSON file is no part of that."""
    _made_beside()
    return f"{digest([ROOT / 'source', Path(__file__).parent], lambda path: path.name == 'names_read.json')} {code()}"


def _made_beside() -> None:
    """Make the files that stand beside the notebooks: now, since Python 3.11 can't read code in two threads at once."""
    for notebook in notebooks():
        folder_of(cases(notebook)[0])


def _run(case: Case) -> Entry:
    return Entry(in_fork(run_across, fill(case), folder_of(case)))


def main() -> int:
    """Make the record anew."""
    console = Console(stderr=True)
    total = len(everything())
    made = make(lambda running: track(running, "running the catalogue", total, console=console))
    print(f"wrote {KEPT.relative_to(ROOT)}: {len(made)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
