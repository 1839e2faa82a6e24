"""The catalogue of submissions: wrong ones (chaffs) and right ones (wheats), put into a notebook and run.

A file in `tests/submissions/<notebook>/chaffs/` or `.../wheats/` begins with a sentence in a docstring. A chaff goes on
with `mistake`, the slug that the student must read (a list where the checks may name several, None where the numbers
cannot tell), and `fails`, the check cells that must fail: those and no others. Then come the cells, each under a line
`# %% <grade id>` for the cell that it replaces, or `# %% after <grade id>` for an extra cell. Under `samples/` lie, in the
same format, the sample submissions; under `reviews/` right answers that let autograd do what is asked for by hand, with
`reported`, the cells that a human must be shown.

`python -m tests.catalogue [notebook ...]` runs it and prints the confusion table.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
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
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import nbformat
import threadpoolctl
from rich.console import Console
from rich.table import Table

from grading.candidate import serve
from grading.examiner import Examiner
from grading.execute import side
from grading.standins import Student

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"
Result = TypeVar("Result")
TIME_LIMIT = 120  # seconds for one submission in `run_in_process`


@dataclass(frozen=True)
class Case:
    """One catalogued submission: the cells that it replaces and adds, and what must become of it."""

    notebook: str
    kind: str
    name: str
    story: str
    mistakes: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    replaced: dict[str, str] = field(default_factory=dict, hash=False)
    added: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.notebook}/{self.kind}/{self.name}"


@dataclass(frozen=True)
class Verdict:
    """How a check cell ended: `failed` says whether it costs its points."""

    failed: bool
    slug: str | None = None
    message: str = ""


def notebooks() -> dict[str, Path]:
    """Name of every notebook of the course -> its source."""
    return {path.stem: path for path in sorted((ROOT / "source").glob("*/*.ipynb"))}


def parse(path: Path) -> Case:
    """Read one file of the catalogue.

    Raises:
        ValueError: it has no docstring, an unknown header, or no cells.
    """
    head, *parts = re.split(r"^# %% (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    module = ast.parse(head)
    story = ast.get_docstring(module)
    header = {node.targets[0].id: ast.literal_eval(node.value) for node in module.body if isinstance(node, ast.Assign)}
    kind = path.parent.name
    wanted = {"chaffs": {"mistake", "fails"}, "reviews": {"reported"}}.get(kind, set())
    if not story or not parts or set(header) != wanted:
        raise ValueError(f"{path} needs a docstring, {sorted(wanted)} in its header, and cells")
    cells = [(name.strip(), source.strip("\n")) for name, source in zip(parts[::2], parts[1::2], strict=True)]
    return Case(
        notebook=path.parent.parent.name,
        kind=kind,
        name=path.stem,
        story=story,
        mistakes=_slugs(header.get("mistake")),
        fails=frozenset(header.get("fails", ())),
        reported=frozenset(header.get("reported", ())),
        replaced={name: source for name, source in cells if not name.startswith("after ")},
        added=tuple((name.removeprefix("after "), source) for name, source in cells if name.startswith("after ")),
    )


def cases(notebook: str, kind: str | None = None) -> list[Case]:
    """The catalogue of one notebook, sorted by name."""
    kinds = [kind] if kind else ["chaffs", "wheats", "reviews"]
    return [parse(path) for which in kinds for path in sorted((SUBMISSIONS / notebook / which).glob("*.py"))]


def _slugs(mistake: str | list[str] | None) -> frozenset[str]:
    return frozenset([mistake] if isinstance(mistake, str) else mistake or [])


@cache
def _source(notebook: str) -> nbformat.NotebookNode:
    return nbformat.read(notebooks()[notebook], as_version=4)


def fill(case: Case, into: nbformat.NotebookNode | None = None) -> nbformat.NotebookNode:
    """The notebook (by default the source with its reference solution) with a case's cells put in.

    Raises:
        ValueError: the case names a cell that does not exist.
    """
    notebook = copy.deepcopy(into or _source(case.notebook))
    by_id = {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell for cell in notebook.cells}
    unknown = (set(case.replaced) | {name for name, _ in case.added} | case.fails) - set(by_id)
    if unknown:
        raise ValueError(f"{case} names cells that the notebook does not have: {sorted(unknown)}")
    for name, source in case.replaced.items():
        by_id[name].source = source
    for number, (name, source) in enumerate(case.added, start=1):
        at = notebook.cells.index(by_id[name]) + 1
        kind = nbformat.v4.new_markdown_cell if source.startswith("# [markdown]") else nbformat.v4.new_code_cell
        notebook.cells.insert(at, kind(source.removeprefix("# [markdown]").strip("\n"), id=f"added-{number}"))
    return notebook


def check_cells(notebook: nbformat.NotebookNode) -> dict[str, float]:
    """Grade id of every autograded check -> its points."""
    found = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells if cell.cell_type == "code"]
    return {meta["grade_id"]: meta["points"] for meta in found if meta.get("grade")}


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


def run_across(notebook: nbformat.NotebookNode, folder: Path) -> dict[str, Verdict]:
    """Run a notebook on both sides of the wall, the student's without a kernel and without a sandbox.

    Args, Returns: as `run_in_process`.
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
            answers = Student(pairs[cell.id][0], lambda number: None, deadline, words, lines)
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


def _child(connection: Connection, work: Callable, arguments: tuple, threads: int) -> None:
    import torch

    torch.set_num_threads(threads)
    silent = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with silent[0], silent[1], threadpoolctl.threadpool_limits(threads):
        connection.send(work(*arguments))
    connection.close()


def in_fork(work: Callable[..., Result], *arguments: object, threads: int = 1) -> Result:
    """What a function returns, run in a forked process of its own, which has numpy, matplotlib and torch imported.

    Raises:
        TimeoutError, EOFError: the process took longer than `TIME_LIMIT`, or died.
    """
    os.environ.setdefault("MPLBACKEND", "Agg")
    import matplotlib.pyplot  # noqa: F401  (imported here once, instead of in every forked process)
    import sklearn.datasets
    import sklearn.linear_model
    import sklearn.metrics  # noqa: F401
    import torch

    torch.set_num_threads(1)  # more in this process would not survive a fork
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_child, args=(there, work, arguments, threads), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(TIME_LIMIT):
            raise TimeoutError(f"no result after {TIME_LIMIT} s")
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


def judge_across(case: Case) -> Judgement:
    """Run a case on both sides of the wall and judge it."""
    return judge(case, in_fork(run_across, fill(case), folder_of(case)))


def folder_of(case: Case) -> Path:
    """The source folder of a case's assignment."""
    return notebooks()[case.notebook].parent


@dataclass(frozen=True)
class Judgement:
    """What the checks made of a case.

    Attributes:
        failed: check cells that failed.
        slugs: the mistakes that they named.
        messages: what the student reads, one text for each failed check.
    """

    case: Case
    failed: frozenset[str]
    slugs: frozenset[str]
    messages: tuple[str, ...]

    @property
    def caught(self) -> bool:
        """Whether the case lost points at all."""
        return bool(self.failed)

    @property
    def in_place(self) -> bool:
        """Whether it lost them in the intended checks and in no other."""
        return self.failed == self.case.fails

    @property
    def named(self) -> bool:
        """Whether the student reads the right mistake, and no other."""
        return bool(self.slugs) and self.slugs <= self.case.mistakes


def judge(case: Case, verdicts: dict[str, Verdict]) -> Judgement:
    """Compare the verdicts with what the case says of itself."""
    failed = {name: verdict for name, verdict in verdicts.items() if verdict.failed}
    slugs = frozenset(verdict.slug for verdict in failed.values() if verdict.slug)
    return Judgement(case, frozenset(failed), slugs, tuple(verdict.message for verdict in failed.values()))


def judge_in_process(case: Case) -> Judgement:
    """Run a case the quick way and judge it."""
    return judge(case, run_in_process(fill(case), folder_of(case)))


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
    parser.add_argument("--across", action="store_true", help="on both sides of the wall")
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
