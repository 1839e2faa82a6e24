"""Every mutant of the reference solutions, run: whether a check fails, and what the first one that fails says.

`python -m tests.catalogue.mutants` runs them all and keeps the result in `.cache/mutants.json`. Mutants of one cell share what
ran before it: the process forks there, once for each.
"""

from __future__ import annotations

import contextlib
import json
import linecache
import os
import pickle
import select
import signal
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from nbformat import NotebookNode
from rich.console import Console
from rich.progress import track

from tests.catalogue.cases import ROOT, _source, cases, folder_of, notebooks
from tests.catalogue.mutation import Mutant, mutants
from tests.catalogue.record import alone, key
from tests.catalogue.running import demonstrations, in_fork

KEPT = ROOT / ".cache" / "mutants.json"
EQUIVALENT = Path(__file__).parent / "equivalent_mutants.toml"
TIME_LIMIT = 60
"""Seconds for a mutant: one that never ends is caught too."""


@dataclass(frozen=True)
class Fate:
    """What became of a mutant.

    Attributes:
        check: grade id of the first check that failed; "time" or "process" where a limit or the end of the process came first;
            None where all checks passed.
        slug: the mistake that the check named, or None.
        message: what it said, or the traceback of an error that the check did not mean to raise.
        is_told: whether the message was written for students.
    """

    check: str | None = None
    slug: str | None = None
    message: str = ""
    is_told: bool = True


def equivalents(notebook: str) -> dict[tuple[str, str], str]:
    """(cell, statement with the change) of every mutant of a notebook that does what is asked -> why."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get(notebook, [])
    return {(one["cell"], after): one["reason"] for one in listed for after in one["after"]}


@cache
def fates(notebook: str) -> dict[Mutant, Fate]:
    """Every mutant of a notebook's graded cells -> what became of it; read, or made by whichever process asks first."""
    with alone(KEPT):
        kept = _read()
        if notebook not in kept:
            found = in_fork(run_mutants, notebook, _source(notebook), time_limit=1800)
            kept[notebook] = {mutant.source: asdict(fate) for mutant, fate in found}
            KEPT.write_text(json.dumps({"key": key(), "fates": kept}), encoding="utf-8")
    fate = {source: Fate(**one) for source, one in kept[notebook].items()}
    return {mutant: fate[mutant.source] for mutant in mutants(notebook) if mutant.source in fate}


def _read() -> dict[str, dict]:
    with contextlib.suppress(OSError, ValueError, KeyError):
        kept = json.loads(KEPT.read_text(encoding="utf-8"))
        if kept["key"] == key():
            return kept["fates"]
    return {}


def run_mutants(
    notebook: str, source: NotebookNode, chosen: Collection[Mutant] | None = None
) -> list[tuple[Mutant, Fate]]:
    """Run mutants of a notebook in forks of this process, in which the cells before theirs have run.

    Cells whose solution no check needs are left out.

    Args:
        notebook, source: its name, and the notebook itself.
        chosen: those that are run; None for all.
    """
    folder = folder_of(cases(notebook)[0])
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    cells = [cell for cell in source.cells if cell.cell_type == "code" and cell.id not in demonstrations(folder)]
    by_cell: dict[str, list[Mutant]] = {}
    for mutant in mutants(notebook) if chosen is None else chosen:
        by_cell.setdefault(mutant.cell, []).append(mutant)
    namespace, found = {"__name__": "__main__", "display": print}, []
    for place, cell in enumerate(cells):
        if cell.id in by_cell:
            judge = partial(_fate, rest=cells[place + 1 :], namespace=namespace)
            (_, without), *_ = _at_once([Mutant(notebook, cell.id, "", "", "")], judge)
            if without.check:
                found += _at_once(by_cell[cell.id], judge)
        with contextlib.suppress(Exception):  # such as a picture of results whose cell is left out
            _run(cell.source, cell.id, namespace)
    return found


def _at_once(wanted: list[Mutant], judge: Callable[[Mutant], Fate]) -> Iterator[tuple[Mutant, Fate]]:
    """Judge each in a fork of its own, as many at a time as there are processors."""
    waiting, running = list(wanted), {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            mutant = waiting.pop(0)
            reader, process = _fork(judge, mutant)
            running[reader] = mutant, process, time.monotonic()
        ready, _, _ = select.select(list(running), [], [], 1)
        late = {reader for reader, (_, _, begun) in running.items() if time.monotonic() - begun > TIME_LIMIT}
        for reader in {*ready, *late}:
            mutant, process, _ = running.pop(reader)
            fate = _read_fate(reader) if reader in ready else Fate("time", message=f"no result after {TIME_LIMIT} s")
            os.close(reader)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            yield mutant, fate


def _fork(judge: Callable[[Mutant], Fate], mutant: Mutant) -> tuple[int, int]:
    """Judge a mutant in a fork: where its fate can be read, and the number of the process."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return reader, process
    with contextlib.suppress(BaseException):
        fate = judge(mutant)
        with open(writer, "wb") as pipe:
            pickle.dump(fate, pipe)
    os._exit(0)


def _read_fate(reader: int) -> Fate:
    with contextlib.suppress(EOFError, pickle.UnpicklingError), open(reader, "rb", closefd=False) as pipe:
        return pickle.load(pipe)
    return Fate("process", message="the process ended")


def _fate(mutant: Mutant, rest: list[NotebookNode], namespace: dict) -> Fate:
    """Run a mutant and the cells behind it, up to the first check that fails."""
    with contextlib.suppress(BaseException):
        _run(mutant.source, mutant.cell, namespace)
    for cell in rest:
        try:
            _run(cell.source, cell.id, namespace)
        except BaseException as error:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                is_told = type(error).__name__ in ("CheckFailed", "NotAttempted")
                text = str(error) if is_told else traceback.format_exc()
                return Fate(cell.metadata.nbgrader.grade_id, getattr(error, "slug", None), text, is_told)
    return Fate()


def _run(source: str, cell: str, namespace: dict) -> None:
    name = f"<{cell}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec", dont_inherit=True), namespace)


def main() -> int:
    """Run every mutant, and print those that no check catches and no list explains."""
    console = Console(highlight=False, soft_wrap=True)
    unexplained = 0
    for notebook in track(notebooks(), "running mutants", console=Console(stderr=True)):
        explained = equivalents(notebook)
        for mutant, fate in fates(notebook).items():
            if not fate.check and (mutant.cell, mutant.after) not in explained:
                unexplained += 1
                console.print(f"{notebook} {mutant}", markup=False)
    console.print(f"{sum(len(fates(name)) for name in notebooks())} mutants, {unexplained} accepted without a reason")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
