"""The whole catalogue, run once on both sides of the protocol: verdicts, and how far final losses lie from the expected ones.

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

import nbformat
import numpy as np
from rich.console import Console
from rich.progress import track

from nbexaminer.course.digest import digest
from nbexaminer.system.version import code
from tests.catalogue.cases import ROOT, Case, _source, cases, fill, folder_of, notebooks
from tests.catalogue.judging import Judgement, judge
from tests.catalogue.running import Verdict, in_fork, run_across, uses_torch

KEPT = ROOT / ".cache" / "catalogue.json"


@dataclass(frozen=True)
class Measured:
    """One comparison of a final loss: its relative error against the nearer of expected and own value."""

    name: str
    error: float
    tolerance: float


@dataclass(frozen=True)
class Entry:
    """What became of one case.

    Attributes:
        verdicts: grade id of every check cell -> how it ended.
        losses: the comparisons of final losses in hidden tests.
    """

    verdicts: dict[str, Verdict]
    losses: list[Measured]


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
    verdicts = {name: Verdict(**verdict) for name, verdict in kept["verdicts"].items()}
    return Entry(verdicts, [Measured(**one) for one in kept["losses"]])


def key() -> str:
    """A digest of all that a record depends on."""
    _made_beside()
    return f"{digest([ROOT / 'source', Path(__file__).parent])} {code()}"


def _made_beside() -> None:
    """Make the files that stand beside the notebooks: now, since Python 3.11 can't read code in two threads at once."""
    for notebook in notebooks():
        folder_of(cases(notebook)[0])


def _run(case: Case) -> Entry:
    return in_fork(_run_and_measure, fill(case), folder_of(case))


def _run_and_measure(notebook: nbformat.NotebookNode, folder: Path) -> Entry:
    """Run a notebook on both sides; in a forked process of its own, whose checks it may change."""
    sys.path.insert(0, str(folder))
    import checks

    losses: list[Measured] = []
    compare, fail = checks.Check._compare, checks.Check.fail

    def measured(self, name, got, expected, own, tolerance, facts):
        if self.hidden and "final" in name and np.shape(got) == np.shape(expected):
            with contextlib.suppress(TypeError, ValueError):  # an own value that is no number
                targets = [expected] if own is None else [expected, np.asarray(own, dtype=float)]
                losses.append(Measured(name, min(checks.relative_error(got, one) for one in targets), tolerance))
        if checks.Check.fail is fail:
            compare(self, name, got, expected, own, tolerance, facts)

    def measure_failed_check(cell: nbformat.NotebookNode, run_again: Callable[[], object]) -> None:
        """A check that failed has not come to its final loss: run it once more, with nothing that ends it."""
        if "final" in cell.source:
            checks.Check.fail = lambda *_, **__: None
            run_again()
            checks.Check.fail = fail

    checks.Check._compare = measured
    return Entry(run_across(notebook, folder, measure_failed_check), losses)


def main() -> int:
    """Make the record anew."""
    console = Console(stderr=True)
    total = len(everything())
    made = make(lambda running: track(running, "running the catalogue", total, console=console))
    print(f"wrote {KEPT.relative_to(ROOT)}: {len(made)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
