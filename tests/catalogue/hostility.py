"""Hostile submissions, graded twice: by plain nbgrader and by nbexaminer.

A file in `tests/catalogue/hostile/` is one submission. It begins with a docstring, one sentence that says what it tries, and
`wins`: what it gains against plain nbgrader ("points", "secret", "write", "crash" or "other student"), or against
whom else it would (`elsewhere`, a phrase). `earns` are the points of answers that are right beyond `honest`. Then come the
cells, each under `# %% <grade id>` for the cell that it replaces, or `# %% after <grade id>` for an extra one; other cells
hold wrong answers. The code under `# %% submission`, if there is any, is run here, when the submission is made: it may
change `notebook` and put files into `folder`.

`python -m tests.catalogue.hostility [case ...]` runs them both ways, prints the table and brings docs/hostile.md up to date.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import ctypes
import hashlib
import html
import json
import multiprocessing
import os
import re
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import nbformat
import psutil
from nbgrader.converters import Autograde, GenerateFeedback
from rich.console import Console
from rich.table import Table

from nbexaminer.authoring.build import build
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.speaking import SPEAKING
from nbexaminer.pipeline.plan import plan
from nbexaminer.pipeline.run import grade
from nbexaminer.pipeline.workers import Workers
from tests.catalogue import ROOT, vault

CASES = ROOT / "tests" / "catalogue" / "hostile"
PAGE = ROOT / "docs" / "hostile.md"
ASSIGNMENT = "vault"
HOSTILE, NEIGHBOUR, NEXT = "mallory", "ada", "zoe"
"""The student who attacks, one who was graded before, and one who is graded right after."""
BASELINE = vault.POINTS["honest"]
FULL = sum(vault.POINTS.values())
WINS = ("points", "secret", "write", "crash", "other student")
PLAIN_TIME = 150
TEMPORARY = tempfile.gettempdir()
SLOW = 60.0
PR_SET_CHILD_SUBREAPER = 36
PLAIN = """
c = get_config()
c.CourseDirectory.course_id = "backpropagation"
c.Execute.timeout = 10
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:"]
"""
"""The course's settings for plain nbgrader: everything else is as nbgrader has it."""
ACROSS = "c.ExecuteNotebook.timeout = 10\nc.ExecuteSubmission.notebook_timeout = 30\n"
"""What is added to the course's settings for nbexaminer: less time."""


@dataclass(frozen=True)
class Case:
    """One hostile submission."""

    name: str
    story: str
    wins: str
    elsewhere: str = ""
    earns: float = 0
    replaced: dict[str, str] = field(default_factory=dict, hash=False)
    added: tuple[tuple[str, str], ...] = ()
    made_by: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Verdict:
    """What became of one submission, graded one way.

    Attributes:
        score: in the gradebook; None where there is none.
        gained: points beyond those that its answers deserve.
        secrets: where something secret could be read by the student, each a few words.
        script: whether a script of its own would run in whoever's browser shows its result.
        written: files that changed and are no result of this submission.
        others: whether another student's results, or the assignment, changed in the gradebook.
        next: the score of a right submission that was graded right after it; None where none could be graded.
        left: processes that were still there afterwards.
        refused: why there is no result, or "".
        seconds: how long it took.
    """

    score: float | None
    gained: float
    secrets: tuple[str, ...]
    script: bool
    written: tuple[str, ...]
    others: bool
    next: float | None
    left: int
    refused: str
    seconds: float

    @property
    def holes(self) -> list[str]:
        """What the submission reached, in words; empty where it reached nothing."""
        found = []
        if self.gained > 0:
            found.append(f"gains {self.gained:g} points")
        if self.secrets:
            found.append(f"reads {' and '.join(self.secrets)}")
        if self.script:
            found.append("runs a script in the reader's browser")
        if self.others:
            found.append("changes what the gradebook holds for others")
        if self.written:
            found.append(f"writes {', '.join(self.written[:3])}{', …' if len(self.written) > 3 else ''}")
        if self.left:
            found.append("leaves a process behind")
        if self.next != FULL:
            found.append("spoils the next submission" + ("" if self.next is None else f" ({self.next:g} of {FULL})"))
        if self.refused:
            kind = re.search(r"\w+(?:Error|Exception|Entry)\b", self.refused)
            # nbgrader takes a cell that comes twice for one of an old notebook, and ends the run for the whole class.
            who = "nor is anybody after it " if "SchemaTooOld" in self.refused else ""
            found.append(f"is not graded, {who}({kind[0] if kind else self.refused})".replace(", (", " ("))
        elif self.seconds > SLOW:
            found.append(f"takes more than {SLOW:g} seconds")
        return found


# ------------------------------------------------------------------------------------------------------------------- cases


def parse(path: Path) -> Case:
    """Read one case.

    Raises:
        ValueError: it is not as the text above says.
    """
    head, *parts = re.split(r"^# %% (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    module = ast.parse(head)
    story = ast.get_docstring(module)
    header = {node.targets[0].id: ast.literal_eval(node.value) for node in module.body if isinstance(node, ast.Assign)}
    if not story or not parts or header.get("wins") not in WINS or set(header) - {"wins", "earns", "elsewhere"}:
        raise ValueError(f"{path} needs a docstring, what it wins, and cells")
    cells = [(name.strip(), source.strip("\n")) for name, source in zip(parts[::2], parts[1::2], strict=True)]
    known = {cell.id for cell in vault.notebook().cells} | {"submission"}
    unknown = {name.removeprefix("after ") for name, _ in cells} - known
    if unknown:
        raise ValueError(f"{path} names cells that the notebook does not have: {sorted(unknown)}")
    return Case(
        name=path.stem,
        story=" ".join(story.split()),
        replaced={name: source for name, source in cells if not name.startswith("after ") and name != "submission"},
        added=tuple((name.removeprefix("after "), source) for name, source in cells if name.startswith("after ")),
        made_by="\n".join(source for name, source in cells if name == "submission"),
        **header,
    )


def cases(names: Iterable[str] = ()) -> list[Case]:
    """All cases, or those of these names, sorted."""
    wanted = set(names)
    found = [parse(path) for path in sorted(CASES.glob("*.py")) if not wanted or path.stem in wanted]
    if len(found) < len(wanted):
        raise ValueError(f"there is no case {sorted(wanted - {case.name for case in found})}")
    return found


def submit(root: Path, student: str, case: Case | None, port: int = 0) -> None:
    """Hand in a case, or right answers, in a course whose release is made."""
    notebook = nbformat.read(root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    by_id = {cell.id: cell for cell in notebook.cells}
    for name, source in {**(vault.WRONG if case else vault.RIGHT), **(case.replaced if case else {})}.items():
        by_id[name].source = source.replace("SERVER_PORT", str(port))
    for number, (name, source) in enumerate(case.added if case else (), start=1):
        at = notebook.cells.index(by_id[name]) + 1
        by_id[f"added-{number}"] = extra = nbformat.v4.new_code_cell(source.replace("SERVER_PORT", str(port)))
        extra.id = f"added-{number}"
        notebook.cells.insert(at, extra)
    folder = root / "submitted" / student / ASSIGNMENT
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    if case and case.made_by:
        exec(case.made_by, {"notebook": notebook, "folder": folder, "by_id": by_id, "nbformat": nbformat, "os": os})
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")


# ------------------------------------------------------------------------------------------------------------------ course


def make_course(root: Path) -> None:
    """A course with the vault, released; one student's right answers handed in."""
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    nbformat.write(vault.notebook(), root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    course = Course(root)
    build(course, course.assignments(), lambda text: None)
    submit(root, NEIGHBOUR, None)


class Listener:
    """A server on this machine that remembers what it is sent."""

    def __init__(self):
        self.heard = b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._server.accept()
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                self.heard += b"connected "
                while piece := connection.recv(65536):
                    self.heard += piece


class Ground:
    """A course of its own in which cases are graded one after the other, and what changed is seen."""

    def __init__(self, template: Path, protected: bool):
        self.protected = protected
        self.home = Path(tempfile.mkdtemp(prefix="ground-", dir=TEMPORARY))
        self.root = self.home / "course"
        shutil.copytree(template, self.root, symlinks=True)
        for name in ("home", "tmp"):
            (self.home / name).mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(self.home / "tmp")
        os.environ["HOME"] = str(self.home / "home")
        (self.home / "home" / "private.txt").write_text(vault.MARKER)
        with open(self.root / "nbgrader_config.py", "a" if protected else "w") as file:
            file.write(ACROSS if protected else PLAIN)
        self.listener = Listener()
        self.grade(NEIGHBOUR)
        submit(self.root, NEXT, None)
        refused = self.grade(NEXT)
        assert not refused, refused
        self.clean = self.home / "clean"
        shutil.copytree(self.root, self.clean, symlinks=True)
        self.reset()

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.home, ignore_errors=True)

    def reset(self) -> None:
        """The course as it was before the first case."""
        shutil.rmtree(self.root)
        shutil.copytree(self.clean, self.root, symlinks=True)

    def grade(self, student: str) -> str:
        """Grade one submission; why it could not be, or ""."""
        return (self._across if self.protected else self._plainly)(student)

    def _across(self, student: str) -> str:
        submission = Submission(student, ASSIGNMENT, self.root / "submitted" / student / ASSIGNMENT)
        try:
            course = Course(self.root)
            *_, outcome = grade(course, plan(course, [submission], force=True), Workers())
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return outcome.reason if outcome.state == "refused" else ""

    def _plainly(self, student: str) -> str:
        """As `nbgrader autograde` and `nbgrader generate_feedback`, in a process of its own that can be lost."""
        mine, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=self._convert, args=(student, theirs))
        process.start()
        theirs.close()
        came = mine.poll(PLAIN_TIME)
        try:
            return mine.recv() if came else "it did not end"
        except EOFError:
            return "it ended the process that grades"
        finally:
            mine.close()
            process.join(5)
            process.kill()
            process.join()

    def _convert(self, student: str, answer: Connection) -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        os.chdir(self.root)
        try:
            course = Course(self.root)
            problems = (course.run(converter, ASSIGNMENT, student) for converter in (Autograde, GenerateFeedback))
            answer.send(next(filter(None, problems), ""))
        except BaseException as error:
            answer.send(f"{type(error).__name__}: {error}")

    # what is looked at

    def files(self) -> dict[str, str]:
        """Path -> digest of every file that no grading should change."""
        found = {}
        allowed = {f"course/{step}/{student}" for step in ("autograded", "feedback") for student in (HOSTILE, NEXT)}
        for base in ("course", "home", "tmp"):
            for folder, folders, names in os.walk(self.home / base):
                where = Path(folder).relative_to(self.home)
                folders[:] = [
                    name
                    for name in folders
                    if str(where / name) not in allowed and name not in (".cache", "__pycache__", ".ipython-cache")
                ]
                for name in names:
                    path = Path(folder, name)
                    if name.startswith("gradebook.db") or name.endswith(".log") or "history.sqlite" in name:
                        continue
                    link = path.is_symlink()
                    found[str(where / name)] = (
                        os.readlink(path) if link else hashlib.sha256(path.read_bytes()).hexdigest()
                    )
        return found

    def book(self) -> str:
        """What the gradebook holds for others than the one who attacks."""
        query = """
            select s.student_id, base.name, g.auto_score, g.manual_score, g.extra_credit
            from grade g join submitted_notebook n on g.notebook_id = n.id
            join submitted_assignment s on n.assignment_id = s.id join base_cell base on g.cell_id = base.id
            where s.student_id != ? order by 1, 2
        """
        tables = (
            "select b.name, c.max_score, c.cell_type from grade_cells c join base_cell b on b.id = c.id order by 1",
            "select b.name, c.source from source_cell c join base_cell b on b.id = c.id order by 1",
            "select name, duedate from assignment order by 1",
            "select id from student where id != 'mallory' order by 1",
        )
        with contextlib.closing(sqlite3.connect(self.root / "gradebook.db")) as book:
            return repr(
                [book.execute(query, (HOSTILE,)).fetchall(), *(book.execute(line).fetchall() for line in tables)]
            )

    def score(self, student: str) -> float | None:
        """The score in the gradebook."""
        query = """
            select g.auto_score, g.manual_score, g.extra_credit from grade g
            join submitted_notebook n on g.notebook_id = n.id join submitted_assignment s on n.assignment_id = s.id
            where s.student_id = ?
        """
        with contextlib.closing(sqlite3.connect(self.root / "gradebook.db")) as book:
            rows = book.execute(query, (student,)).fetchall()
        if not rows:
            return None
        return sum((manual if manual is not None else auto or 0) + (extra or 0) for auto, manual, extra in rows)

    def secrets(self) -> list[str]:
        """Where the one who attacks can read what is secret."""
        found = []
        sent = _secret(self.listener.heard.decode(errors="replace"))
        if sent or b"connected" in self.listener.heard:
            found.append(f"and sends {sent or 'something'} over the network")
        self.listener.heard = b""
        graded = self.root / "autograded" / HOSTILE / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        if graded.is_file():
            cells = json.loads(graded.read_text(errors="replace"))["cells"]
            own = [cell for cell in cells if not (cell["metadata"].get("nbgrader") or {}).get("grade")]
            shown = _secret(json.dumps([cell.get("outputs", []) for cell in own]))
            if shown:
                found.append(f"{shown} in the output of a cell")
            elif not self.protected:
                # Tracebacks and failed assertions quote the tests whatever the student does.
                outputs = [output for cell in cells for output in cell.get("outputs", [])]
                outputs = [output for output in outputs if output.get("ename") != "AssertionError"]
                shown = _secret(json.dumps([{**output, "traceback": []} for output in outputs]))
                found += [f"{shown} below a check"] if shown else []
            if self.protected:
                outputs = [output for cell in cells for output in cell.get("outputs", [])]
                told = "".join(output["evalue"] for output in outputs if output.get("ename") in SPEAKING)
                if any(number in re.sub(r"\D", "", told) for number in vault.NUMBERS):
                    found.append("the digits of a hidden input in a message")
        page = self.root / "feedback" / HOSTILE / ASSIGNMENT / f"{ASSIGNMENT}.html"
        # Plain nbgrader shows every hidden test in the feedback: there, only what the cells showed counts.
        if self.protected and page.is_file():
            text = page.read_text(errors="replace")
            shown = _secret(html.unescape(re.sub(r"<[^>]*>", "", text))) or _secret(text)
            if shown and not found:
                found.append(f"{shown} in the feedback")
        return found

    def script(self) -> bool:
        """Whether the page of the result holds a script of the student's."""
        page = self.root / "feedback" / HOSTILE / ASSIGNMENT / f"{ASSIGNMENT}.html"
        text = page.read_text(errors="replace") if page.is_file() else ""
        tag, event = r"<script[^>]*>[^<]*hostile_script", r"<[a-z]+\s[^>]*\bon\w+\s*=\s*['\"][^'\"]*hostile_script"
        inside = f"{tag}|{event}|javascript:hostile_script"
        return bool(re.search(inside, text, flags=re.IGNORECASE))

    def run(self, case: Case) -> Verdict:
        """Grade one case, and the right answers of another student after it."""
        self.listener.heard = b""
        submit(self.root, HOSTILE, case, self.listener.port)
        files, book, running = self.files(), self.book(), _children()
        start = time.monotonic()
        refused = self.grade(HOSTILE)
        seconds = time.monotonic() - start
        time.sleep(0.5)
        left = _children() - running
        script, secrets, score = self.script(), self.secrets(), self.score(HOSTILE)
        after = self.files()
        written = sorted(name for name in files.keys() | after.keys() if files.get(name) != after.get(name))
        others = self.book() != book
        following: float | None = FULL
        if self.protected or written or left or others:
            refused_next = self.grade(NEXT)
            following = None if refused_next else self.score(NEXT)
        for process in _children() - running:
            with contextlib.suppress(psutil.Error):
                psutil.Process(process[0]).kill()
        score = None if refused else score
        verdict = Verdict(
            score=score,
            gained=max(0.0, (score or 0) - BASELINE - case.earns),
            secrets=tuple(secrets),
            script=script,
            written=tuple(name.removeprefix("course/") for name in written),
            others=others,
            next=following,
            left=len(left),
            refused=refused,
            seconds=seconds,
        )
        if not self.protected or verdict.holes:
            self.reset()
        return verdict


def _secret(text: str) -> str:
    """What a text tells of the secrets, in a few words, or ""; however they are written."""
    bare = re.sub(r"[\W_]", "", text).lower()
    if re.sub(r"\W", "", vault.MARKER) in bare:
        return "hidden tests"
    if any(number in bare for number in vault.NUMBERS):
        return "hidden inputs"
    return "another student's answers" if re.sub(r"\W", "", vault.NEIGHBOUR) in bare else ""


def _children() -> set[tuple[int, float]]:
    """What this process has started, also by way of processes that are gone: number and time of start."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.status() == psutil.STATUS_ZOMBIE:
                with contextlib.suppress(OSError):
                    os.waitpid(process.pid, os.WNOHANG)
            else:
                found.add((process.pid, process.create_time()))
    return found


# --------------------------------------------------------------------------------------------------------------------- run


def _run_lot(template: Path, protected: bool, names: list[str]) -> dict[str, dict]:
    """Run some cases one way, in a process that inherits whatever they leave behind."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ground = Ground(template, protected)
    try:
        found = {}
        for case in cases(names):
            verdict = ground.run(case)
            found[case.name] = asdict(verdict)
            way = "ours " if protected else "plain"
            print(way, case.name, f"{verdict.seconds:.0f} s", verdict.score, verdict.holes, file=sys.stderr, flush=True)
        return found
    finally:
        ground.close()


def run(names: Iterable[str], ways: Iterable[bool] = (True,), workers: int = 2) -> dict[bool, dict[str, Verdict]]:
    """Run cases.

    Args:
        names: of the cases.
        ways: True is nbexaminer, False plain nbgrader.
        workers: how many lots are run at once.

    Returns:
        Way -> name of the case -> verdict.
    """
    names, found = list(names), {way: {} for way in ways}
    with tempfile.TemporaryDirectory(prefix="vault-") as template:
        make_course(Path(template))
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            lots = [(way, names[at::workers]) for way in found for at in range(workers) if names[at::workers]]
            futures = [(way, pool.submit(_run_lot, Path(template), way, lot)) for way, lot in lots]
            for way, future in futures:
                for name, verdict in future.result().items():
                    kept = {key: tuple(value) if isinstance(value, list) else value for key, value in verdict.items()}
                    found[way][name] = Verdict(**kept)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run cases, print them, bring their lines of the page up to date; 1 where one reached something by nbexaminer."""
    parser = argparse.ArgumentParser(prog="python -m tests.catalogue.hostility", description=__doc__.split("\n")[0])
    parser.add_argument("case", nargs="*", help="only these (default: all); the page keeps its lines of the others")
    parser.add_argument("--only", choices=["plain", "across"], help="only one of the two ways")
    parser.add_argument("--workers", type=int, default=2, help="how many are graded at once (default: 2)")
    options = parser.parse_args(arguments)
    ways = {"plain": (False,), "across": (True,), None: (True, False)}[options.only]
    chosen = cases(options.case)
    found = run([case.name for case in chosen], ways, options.workers)
    shown = rows(PAGE)
    for case in chosen:
        plain, across = shown.get(case.name, (MISSING, MISSING))
        plain = said(found[False][case.name], case, True) if False in found else plain
        across = said(found[True][case.name], case) if True in found else across
        shown[case.name] = plain, across
    Console(width=None if sys.stdout.isatty() else 180).print(table(chosen, shown))
    everything = cases()
    print(totals(everything, shown))
    PAGE.write_text(page(everything, shown), encoding="utf-8")
    return int(any(verdict.holes for verdict in found.get(True, {}).values()))


MISSING = "not run"


def table(chosen: list[Case], shown: dict[str, tuple[str, str]]) -> Table:
    """The cases and what became of them."""
    made = Table("case", "what it tries", "plain nbgrader", "nbexaminer")
    for case in chosen:
        made.add_row(case.name, case.story, *shown[case.name])
    return made


def said(verdict: Verdict | None, case: Case, plain: bool = False) -> str:
    """What a case reached, in words."""
    if verdict is None:
        return ""
    if verdict.holes:
        return "; ".join(verdict.holes)
    if plain:
        return f"nothing; would win against {case.elsewhere}" if case.elsewhere else "nothing"
    lost = BASELINE + case.earns - (verdict.score or 0)
    return f"nothing, and loses {lost:g} points of its own" if lost > 0 else "nothing"


INTRO = """# Hostile submissions

Every line is one submission that tries to get what its answers do not deserve: points, the hidden tests or their inputs,
another student's work, a file of the course, or a class that is not graded. Each is in `tests/catalogue/hostile/`, and was
graded twice: by plain nbgrader, and by this repository's grading (docs/security.md). After each, another student's right
answers were graded and had to get all their points (by plain nbgrader only where something had changed). All of them give a
wrong answer to most exercises; what is said to be gained is beyond what the answers deserve.

*Reads* means: something secret stood where the student sees it (the feedback, the output of a cell, a network connection).
Plain nbgrader's feedback shows every hidden test to everyone; that is not counted here.

This page is generated: `python -m tests.catalogue.hostility`.
"""


def page(everything: list[Case], shown: dict[str, tuple[str, str]]) -> str:
    """docs/hostile.md: its text, the totals, and a line for every case."""
    lines = [
        INTRO,
        f"{totals(everything, shown)}\n",
        "| submission | what it tries | plain nbgrader | nbexaminer |",
    ]
    lines.append("| --- | --- | --- | --- |")
    for case in everything:
        words = (_escaped(text) for text in (case.story, *shown.get(case.name, (MISSING, MISSING))))
        lines.append(f"| {' | '.join([f'`{case.name}`', *words])} |")
    return "\n".join(lines) + "\n"


_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("_", "\\_"), ("*", "\\*"), ("`", "\\`"))


def _escaped(text: str) -> str:
    for plain, safe in _ESCAPES:
        text = text.replace(plain, safe)
    return text


def rows(page: Path) -> dict[str, tuple[str, str]]:
    """Name of a case -> what the page says of plain nbgrader and of nbexaminer."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    found = {}
    for name, *columns in re.findall(r"^\| `(\w+)` \| .* \| (.*) \| (.*) \|$", text, flags=re.MULTILINE):
        for plain, safe in reversed(_ESCAPES):
            columns = [column.replace(safe, plain) for column in columns]
        found[name] = columns[0], columns[1]
    return found


def totals(everything: list[Case], shown: dict[str, tuple[str, str]]) -> str:
    """How many cases reached what, each way."""
    columns = list(zip(*(shown.get(case.name, (MISSING, MISSING)) for case in everything), strict=True))
    told = [f"{len(everything)} submissions, each graded both ways."]
    for name, texts in zip(("by plain nbgrader", "by nbexaminer"), columns, strict=True):
        reached = [text for text in texts if not text.startswith(("nothing", MISSING))]
        kinds = [
            f"{sum(bool(re.search(rf'(^|; )({words})', text)) for text in reached)} {what}"
            for words, what in (
                ("gains", "gain points"),
                ("reads", "read something secret"),
                ("runs", "run a script in the reader's browser"),
                ("leaves|writes|changes", "leave something behind, in files, processes or the gradebook"),
                ("spoils", "spoil the next submission"),
                ("is not|takes", "are not graded, or take too long"),
            )
        ]
        told.append(f"Graded {name}, {len(reached)} reach something: {', '.join(kinds)}.")
    return "\n\n".join(told)


if __name__ == "__main__":
    sys.exit(main())
