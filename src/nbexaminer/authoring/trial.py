"""Run an author's own cells the quick way: without a kernel and without a sandbox, in a process of their own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nbexaminer.system.tempdirs import temporary

PROGRAM = "nbexaminer.authoring.trial_process"
IMPORTS = re.compile(r"^[ \t]*(?:import|from)[ \t]+([\w.]+)", re.MULTILINE)
LOST, LATE = "its process ended", "too long"


@dataclass(frozen=True)
class Ended:
    """How a cell ended.

    Attributes:
        kind: name of the class of its error; "" for none.
        text: of the error, on one line.
        line: of the cell in which the error came up; 0 where that is not known.
        value: of its last expression, where that is a number.
    """

    kind: str = ""
    text: str = ""
    line: int = 0
    value: float | None = None

    @property
    def failed(self) -> bool:
        """Whether there was an error."""
        return bool(self.kind)

    @property
    def why(self) -> str:
        """The error in a few words."""
        text = self.text if len(self.text) <= 200 else f"{self.text[:199]}…"
        if self.kind in ("CheckFailed", "NotAttempted", LOST, LATE):
            return text or self.kind
        return f"{self.kind}: {text}" if text else self.kind


@dataclass(frozen=True)
class Run:
    """Cells that are run one after the other.

    Attributes:
        folder: in which they are run; they may write there.
        cells: their texts.
    """

    folder: Path
    cells: list[str]


def try_out(runs: list[Run], seconds: int) -> list[list[Ended]]:
    """Run cells; an error in one does not keep the next from being run.

    Args:
        runs: of which none sees what another has done.
        seconds: that a cell may take.

    Returns:
        How each cell of each run ended; cells behind one that ended the process are lost with it.
    """
    with temporary() as folder:
        results = [folder / f"{number}.jsonl" for number in range(len(runs))]
        task = {
            "seconds": seconds,
            "modules": _modules(runs),
            "runs": [
                {"folder": str(run.folder), "cells": run.cells, "results": str(file)}
                for run, file in zip(runs, results, strict=True)
            ],
        }
        own = {"MPLBACKEND": "Agg", "IPYTHONDIR": str(folder), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | own,
            cwd=folder,
            start_new_session=True,
        )
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):  # a cell that no signal ends
                process.communicate(json.dumps(task).encode(), sum(len(run.cells) + 1 for run in runs) * (seconds + 1))
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return [_read(file, len(run.cells), seconds) for run, file in zip(runs, results, strict=True)]


def _modules(runs: list[Run]) -> list[str]:
    """What the cells import, but for what lies in their folder."""
    found = dict.fromkeys(name for run in runs for cell in run.cells for name in IMPORTS.findall(cell))
    own = {path.stem for run in runs for path in run.folder.iterdir()}
    return [name for name in found if name.partition(".")[0] not in own and not name.startswith(".")]


def _read(file: Path, count: int, seconds: int) -> list[Ended]:
    """What a run has written: a line when a cell begins, and one when it has ended."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    ended = [Ended(**told) for told in map(json.loads, lines) if told is not None]
    ended = [
        Ended(LATE, f"it ran for longer than {seconds} seconds", one.line) if one.kind == "TooLong" else one
        for one in ended
    ]
    return ended + [Ended(LOST, LOST)] * (count - len(ended))
