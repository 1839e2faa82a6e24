"""Ways to run a notebook of the catalogue: in one namespace, or on both sides of the protocol."""

from __future__ import annotations

import contextlib
import importlib
import io
import linecache
import multiprocessing
import os
import re
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import nbformat
import threadpoolctl

from nbexaminer.candidate.forks import serve
from nbexaminer.course.metadata import side
from nbexaminer.examiner.examiner import Examiner
from nbexaminer.examiner.proxies import RemoteNamespace

Result = TypeVar("Result")
TIME_LIMIT = 120  # seconds for one submission in `run_in_process`


@dataclass(frozen=True)
class Verdict:
    """How a check cell ended: `failed` says whether it costs its points."""

    failed: bool
    slug: str | None = None
    message: str = ""


@cache
def demonstrations(folder: Path) -> frozenset[str]:
    """Ids of an assignment's own ungraded code cells, which no check depends on."""
    cells = [cell for path in folder.glob("*.ipynb") for cell in nbformat.read(path, as_version=4).cells]
    return frozenset(cell.id for cell in cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata)


def run_cells(notebook: nbformat.NotebookNode, folder: Path) -> dict[str, Verdict]:
    """Run code cells one after the other in one namespace, like a kernel does; in this process."""
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    namespace = {"__name__": "__main__", "display": print}
    verdicts = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or cell.id in demonstrations(folder):
            continue
        name = f"<{cell.id}>"
        linecache.cache[name] = (len(cell.source), None, cell.source.splitlines(keepends=True), name)
        error = None
        try:
            exec(compile(cell.source, name, "exec", dont_inherit=True), namespace)
        except BaseException as raised:
            error = raised
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            known = type(error).__name__ in ("CheckFailed", "NotAttempted")
            text = "" if error is None else str(error) if known else traceback.format_exc()
            verdicts[meta["grade_id"]] = Verdict(error is not None, getattr(error, "slug", None), text)
    return verdicts


def run_across(
    notebook: nbformat.NotebookNode,
    folder: Path,
) -> dict[str, Verdict]:
    """Run a notebook on both sides of the protocol, the student's without a kernel and without a sandbox.

    Args:
        notebook, folder: as for `run_in_process`.

    Returns:
        As `run_in_process`.
    """
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.id not in demonstrations(folder)]
    pairs = {cell.id: socket.socketpair() for cell in cells if side(cell) == "examiner"}
    student = os.fork()
    if not student:
        os.setpgid(0, 0)
        for mine, _ in pairs.values():
            mine.close()
        _run_student(cells, {name: theirs for name, (_, theirs) in pairs.items()})
    for _, theirs in pairs.values():
        theirs.close()
    examiner, verdicts = Examiner(), {}
    text = "\n".join(cell.source for cell in cells)
    words, lines = set(re.findall(r"\w+", text)), {line.strip() for line in text.split("\n")}
    for cell in cells:
        if side(cell) == "candidate":
            continue
        answers = None
        if cell.id in pairs:
            deadline = time.monotonic() + TIME_LIMIT
            answers = RemoteNamespace(pairs[cell.id][0], lambda number: None, deadline, words, lines)
        outputs = examiner.run(cell.source, cell.id, answers)
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            errors = [output for output in outputs if output["output_type"] == "error"]
            text = errors[0]["evalue"] if errors else ""
            known = bool(errors) and errors[0]["ename"] in ("CheckFailed", "NotAttempted")
            slug = re.search(r"\[mistake: ([a-z0-9-]+)\]", text) if known else None
            shown = text if known or not errors else "\n".join(errors[0]["traceback"])
            verdicts[meta["grade_id"]] = Verdict(bool(errors), slug and slug[1], shown)
        if cell.id in pairs:
            pairs[cell.id][0].close()
    os.waitpid(student, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(student, signal.SIGKILL)
    return verdicts


def _run_student(cells: list[nbformat.NotebookNode], connections: dict[str, socket.socket]) -> None:
    """Run the student's cells; a copy of the process answers for each check. Never returns."""
    namespace = {"__name__": "__main__", "display": print}
    for cell in cells:
        name = f"<{cell.id}>"
        linecache.cache[name] = (len(cell.source), None, cell.source.splitlines(keepends=True), name)
        if cell.id in connections:
            connection = connections.pop(cell.id)
            if not os.fork():
                for other in connections.values():
                    other.close()
                with contextlib.suppress(BaseException):
                    serve(connection, namespace)
                os._exit(0)
            connection.close()
            continue
        with contextlib.suppress(BaseException):
            exec(compile(cell.source, name, "exec", dont_inherit=True), namespace)
    os._exit(0)


IMPORTS = {
    "matplotlib": ["matplotlib.pyplot"],
    "plots": ["matplotlib.pyplot"],
    "sklearn": ["sklearn.datasets", "sklearn.linear_model", "sklearn.metrics"],
    "torch": ["torch"],
}
"""Module -> what is imported before a fork where a notebook uses it; only there, as forks of a process with torch are slow."""


def uses_torch(notebook: nbformat.NotebookNode) -> bool:
    """Whether a notebook imports torch."""
    return "torch" in _packages(notebook)


def _packages(notebook: nbformat.NotebookNode) -> set[str]:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return set(re.findall(r"^[ \t]*(?:import|from)[ \t]+(\w+)", text, flags=re.MULTILINE))


def _child(connection: Connection, work: Callable, arguments: tuple, threads: int) -> None:
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(threads)
    silent = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with silent[0], silent[1], threadpoolctl.threadpool_limits(threads):
        connection.send(work(*arguments))
    connection.close()


def in_fork(
    work: Callable[..., Result], *arguments: object, threads: int = 1, time_limit: float = TIME_LIMIT
) -> Result:
    """What a function returns, run in a forked process of its own, with what the notebooks among its arguments import.

    Raises:
        TimeoutError, EOFError: the process took longer than the time limit (seconds), or died.
    """
    os.environ.setdefault("MPLBACKEND", "Agg")
    for notebook in arguments:
        if isinstance(notebook, nbformat.NotebookNode):
            for package in _packages(notebook) & set(IMPORTS):
                for name in IMPORTS[package]:
                    importlib.import_module(name)  # here once, instead of in every forked process
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # more in this process would not survive a fork
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_child, args=(there, work, arguments, threads), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(time_limit):
            raise TimeoutError(f"no result after {time_limit:g} s")
        return here.recv()
    finally:
        process.kill()
        process.join()
        here.close()


def run_in_process(notebook: nbformat.NotebookNode, folder: Path, threads: int = 1) -> dict[str, Verdict]:
    """Run a notebook without its demonstrations in a forked process, without a kernel: the quick way to its verdicts.

    Args:
        notebook: as `fill` makes it.
        folder: the assignment's folder, with `checks.py`.
        threads: for numpy and torch.

    Returns:
        Grade id of every check cell -> its verdict.

    Raises:
        TimeoutError, EOFError: as `in_fork`.
    """
    return in_fork(run_cells, notebook, folder, threads=threads)
