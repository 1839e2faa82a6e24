"""Run a notebook: nbgrader's own preprocessor, with results that depend on nothing but the notebook."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import hashlib
import json
import os
import py_compile
import re
import secrets
import select
import signal
import stat
import subprocess
import symtable
import sys
import threading
import time
from copy import deepcopy
from functools import lru_cache, partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError
from queue import Empty

import nbformat
import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelClient
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, Execute
from nbgrader.utils import find_all_files, is_grade
from traitlets import Bool, Integer
from traitlets.config import Config

from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import Incident, RunRecord, Side, cell_marks, mark_own, run_record, write_run_record
from nbexaminer.course.notebooks import grade_id, source_notebook
from nbexaminer.examiner.examiner import parsed
from nbexaminer.execution.task import Task, settings_of
from nbexaminer.sandbox.forks import KernelFork, all_live
from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.layout import MEGABYTE
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import prepare_kernels, start_kernel
from nbexaminer.system import tempdirs
from nbexaminer.system.forkclient import ForkServer, fork_server

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads the libraries below numpy and torch start."""


def without_machine(text: str, folder: str) -> str:
    """A text of an output without paths of this machine, numbers of processes and addresses in memory.

    Args:
        text: of a traceback, a warning or a representation.
        folder: where the notebook ran; paths below it become relative.
    """
    if folder:
        text = text.replace(f"{folder.rstrip('/')}/", "")
    text = re.sub(r"[^\s\x1b\"'()]+", _without_place, text)
    text = re.sub(r"/tmp/ipykernel_\d+/\d+\.py", "cell", text)
    return re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x…", text)


def _without_place(found: re.Match[str]) -> str:
    """A word without what says where Python is installed; a search for a word's end in it would take its length squared."""
    word = found[0]
    return word[max(word.rfind("/site-packages/"), word.rfind("/lib/python3")) + 1 :]


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with adjacent pieces of a stream made one: how the kernel cuts a stream is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == last.get("output_type") == "stream" and output.name == last["name"]:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def _forget_machine(output: NotebookNode, folder: str) -> None:
    if output.output_type == "error":
        output.traceback = [without_machine(line, folder) for line in output.traceback]
        output.evalue = without_machine(output.evalue, folder)
    elif output.output_type == "stream":
        output.text = without_machine(output.text, folder)
    elif "text/plain" in output.get("data", {}):
        output.data["text/plain"] = without_machine(output.data["text/plain"], folder)


class ExecuteNotebook(Execute):
    """nbgrader's `Execute`, leaving no trace of the machine: the Python version is not written into the notebook.

    What the kernel's process itself writes (not the cells) goes nowhere: it would end up in the instructor's terminal.
    """

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict | None = None, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        language = deepcopy(notebook.metadata.get("language_info"))
        notebook, resources = self._run(notebook, resources, km)
        folder = str((resources or {}).get("metadata", {}).get("path", ""))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = _joined(cell.outputs)
                for output in cell.outputs:
                    _forget_machine(output, folder)
        notebook.metadata.pop("language_info", None)
        if language is not None:
            notebook.metadata["language_info"] = language
        return notebook, resources

    def _run(
        self, notebook: NotebookNode, resources: ResourcesDict | None, km: object
    ) -> tuple[NotebookNode, ResourcesDict]:
        return super().preprocess(notebook, resources, km)

    async def async_start_new_kernel(self, **options: object) -> None:
        """Start the kernel with one thread for linear algebra, its own output thrown away.

        The matrices are small: more threads only wait for each other when several notebooks run at once.
        """
        environment = dict(os.environ) | dict.fromkeys(THREADS, "1")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super().async_start_new_kernel(env=environment, **quiet, **options)

    start_new_kernel = run_sync(async_start_new_kernel)


# ---------------------------------------------------------------------------------------------------------- across the wall

SNAPSHOT = "__import__('sys').modules['nbexaminer.candidate.forks'].snapshot({})"
PORTS = ("shell", "iopub", "stdin", "hb", "control")
LARGEST_MESSAGE = 16 * 2**20
"""Bytes of one message of a kernel; a larger one ends its connection."""
REASONS = {
    "time": "It ran longer than {seconds:g} seconds and did not stop when it was interrupted.",
    "interrupted": "It ran longer than {seconds:g} seconds and was interrupted.",
    "memory": "It used more than {memory} MB of memory.",
    "processes": "It started more than {processes} processes.",
    "left behind": "It left more than {left_behind} processes running.",
    "output": "It wrote more than {output} MB, or {outputs} pieces, of output and was stopped; the rest is left out.",
    "silent": "It stopped what shows the kernel's output: nothing is shown from here on.",
    "kernel": "It ended the kernel{how}.",
    "answer": "The kernel stopped answering.",
    "notebook": "Not run: the notebook's {notebook:g} seconds are used up.",
    "given up": "Not run: the kernel had to be started {restarts} times.",
    "check": "The check took longer than {seconds:g} seconds.",
}
"""Why a cell has no, or not all of its results; what the student reads below it."""


def side(cell: NotebookNode) -> Side:
    """Where a cell of a source notebook belongs: "candidate", "examiner" or "both"."""
    meta = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code":
        return "candidate"
    if meta.get("grade") and not meta.get("solution"):
        return "examiner"
    return cell_marks(cell).side


def hidden_from(cell: NotebookNode) -> int | None:
    """The line at which a check cell's first hidden test begins, or None.

    Hidden regions that only define something run no test: the visible part uses what they define.
    """
    return _first_hidden(cell.source)


@lru_cache(maxsize=256)
def _first_hidden(text: str) -> int | None:
    clear = ClearHiddenTests()
    lines = text.split("\n")
    begins = [number for number, line in enumerate(lines, start=1) if clear.begin_test_delimeter in line]
    ends = [number for number, line in enumerate(lines, start=1) if clear.end_test_delimeter in line]
    regions = list(zip(begins, ends, strict=False))
    statements = [node for node in ast.walk(parsed(text)) if isinstance(node, ast.stmt)] if regions else []
    for begin, end in regions:
        inside = [node for node in statements if begin < node.lineno and node.end_lineno < end]
        outermost = [node for node in inside if not any(_holds(other, node) for other in inside)]
        if not all(map(_only_defines, outermost)):
            return begin
    return None


def _holds(outer: ast.stmt, inner: ast.stmt) -> bool:
    return outer is not inner and outer.lineno <= inner.lineno and inner.end_lineno <= outer.end_lineno


def _only_defines(statement: ast.stmt) -> bool:
    """Whether a statement is a function, or another name for something: nothing of it is called now."""
    if isinstance(statement, ast.FunctionDef):
        defaults = [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]
        return not statement.decorator_list and all(isinstance(default, ast.Constant) for default in defaults)
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name | ast.Constant)


class _Client(AsyncKernelClient):
    """A kernel's client that knows whether its process lives."""

    sandbox: SandboxedKernel | None = None

    async def _async_is_alive(self) -> bool:
        return self.sandbox is not None and self.sandbox.process.poll() is None

    is_alive = _async_is_alive


class _Broken(Exception):
    """A cell after which the kernel can't be used; its text is a key of `REASONS`."""


class Orphaned(Exception):
    """The process that started the kernel has ended: nothing that happened since is the submission's doing."""


class _Place:
    """Which cell runs, and since when."""

    def __init__(self):
        self.move(0)

    def move(self, cell: int) -> None:
        """The next cell begins."""
        self.cell, self.since = cell, time.monotonic()


class _ExaminerProcess:
    """The trusted side, in a process of its own; started at once, asked later.

    Args:
        folder: where it runs, with the assignment's given files.
        modules: what its cells import.
        words: of the submission.
        lines: of the submission.
    """

    def __init__(self, folder: Path, modules: tuple[str, ...], words: frozenset[str], lines: frozenset[str]):
        self.folder, self.modules, self.words, self.lines = folder, modules, words, lines
        self.ran: list[tuple[str, str]] = []
        self.ended = False
        self._start()

    def _start(self) -> None:
        for left in reversed(range(TRIES)):
            try:
                self.pipe = Connection(examiners(self.modules).fork().detach())
                self.process = os.pidfd_open(int(self.pipe.recv_bytes()))
                break
            except (EOFError, OSError):  # what forks examiners has ended just now, with the process that had started it
                if not left:
                    raise
        self.pipe.send_bytes(str(self.folder).encode())
        self.waiting: list[str] = []
        self.stopped: set[str] = set()

    def submit(
        self,
        name: str,
        source: str,
        copy: KernelFork | None = None,
        seconds: float = 0,
        hidden_from: int | None = None,
        hidden: bool = False,
    ) -> None:
        """Have a cell run, or go on after `outputs` was None for it.

        Args:
            name: its id.
            source: its text.
            copy: of the student's, that answers; without one where it needs none.
            seconds: that the copy has.
            hidden_from: the line at which its hidden tests begin, where it is to stop there.
            hidden: whether what the student's functions see may be something hidden.
        """
        request = {"name": name, "source": source, "seconds": None, "hidden from": hidden_from, "hidden": hidden}
        if copy:
            request |= {"seconds": seconds, "words": sorted(self.words), "lines": sorted(self.lines)}
        try:
            self.pipe.send_bytes(json.dumps(request).encode())
            if copy and name not in self.stopped:
                send_handle(self.pipe, copy.connection.fileno(), None)
                send_handle(self.pipe, copy.process, None)
        except ConnectionError:
            raise Orphaned from None
        if not copy:
            self.ran.append((name, source))
        self.stopped.discard(name)
        self.waiting.append(name)

    def outputs(self, seconds: float) -> list[dict] | None:
        """The outputs of the cell that was submitted last; None where it has come to its hidden tests.

        Raises:
            TimeoutError: it took too long, or ended the process; that is started again.
        """
        deadline = time.monotonic() + seconds
        outputs = None
        try:
            while self.waiting:
                if not self.pipe.poll(max(0, deadline - time.monotonic())):
                    raise TimeoutError
                outputs = json.loads(self.pipe.recv_bytes())
                name = self.waiting.pop(0)
                if outputs is None:
                    self.stopped.add(name)
            return outputs
        except (TimeoutError, EOFError, OSError) as error:
            if not isinstance(error, TimeoutError) and not self.ended:  # by nothing that a submission could have done
                self.ended = True
                raise Orphaned from None
            self.close()
            self._start()
            ran, self.ran = self.ran, []
            for name, source in ran:
                self.submit(name, source)
            raise TimeoutError from None

    def revive(self) -> None:
        """Start the process again if it has ended, with nothing run in it."""
        self.ran = []
        if select.select([self.process], [], [], 0)[0]:
            self.close()
            self._start()

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)
        select.select([self.process], [], [])
        os.close(self.process)
        self.pipe.close()


_examiners: dict[tuple[str, ...], ForkServer] = {}
_lock = threading.Lock()


def examiners(modules: tuple[str, ...]) -> ForkServer:
    """The process that has these imports done and forks examiners; it lives as long as this one."""
    with _lock:
        found = _examiners.get(modules)
        if found is None or not found.lives():
            environment = dict(os.environ) | dict.fromkeys(THREADS, "1")
            environment |= {"MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "start_new_session": True}
            command = [sys.executable, "-P", "-m", "nbexaminer.examiner.examiner", *modules]
            name = f"examiner-{hashlib.sha256(repr(modules).encode()).hexdigest()[:16]}"
            found = _examiners[modules] = fork_server(
                name, partial(ForkServer.start, command, env=environment, **quiet)
            )
        return found


class ExecuteSubmission(ExecuteNotebook):
    """Run a submission: the student's cells in a sandbox, the check cells in a process that sees only answers.

    What belongs to which side, and what a check cell holds, is read from the assignment's source, never from the submission.
    """

    notebook_timeout = Integer(600, help="seconds for all cells of a notebook together").tag(config=True)
    restarts = Integer(4, help="how often a kernel is started again without the cell that ended it").tag(config=True)
    output_limit = Integer(4, help="megabytes of output of one cell").tag(config=True)
    left_behind = Integer(8, help="processes that a cell may leave running").tag(config=True)
    outputs_limit = Integer(300, help="outputs of one cell, pieces of a stream counted as one").tag(config=True)
    demonstrations = Bool(False, help="also run given cells that only show something, on which no point depends").tag(
        config=True
    )
    task: Task | None = None
    raise_on_iopub_timeout = Bool(False)
    iopub_timeout = Integer(2)

    def _run(
        self, notebook: NotebookNode, resources: ResourcesDict | None, km: object
    ) -> tuple[NotebookNode, ResourcesDict]:
        NotebookClient.__init__(self, notebook, km)  # as nbconvert's own preprocessor does for each notebook
        self._check_assign_resources(resources)
        run_sync(self._async_run)(self.task or self._task())
        return self.nb, self.resources

    def _task(self) -> Task:
        """The notebook `self.nb` as a task.

        Raises:
            CourseError: there is no source for it, or it is not a file of the submission.
        """
        course = CourseDirectory(parent=self)
        identity = self.resources.get("nbgrader", {})
        source, folder = source_notebook(course, identity.get("assignment"), identity.get("notebook"))
        handed_in = Path(course.format_path(course.submitted_directory, identity["student"], identity["assignment"]))
        if (handed_in / f"{identity['notebook']}.ipynb").is_symlink():
            raise CourseError(f"{handed_in / identity['notebook']}.ipynb is a link to somewhere else, not a notebook.")
        return make_task(self.nb, identity, source, folder, handed_in, course, self.config)

    async def _async_run(self, task: Task) -> None:
        """Run the notebook `self.nb` on both sides.

        Raises:
            CourseError: there is no sandbox to run it in.
        """
        self.sandbox = Sandbox(parent=self, secret=task.secret)
        self.sandbox.require()
        if not self.sandbox.enabled:
            self.log.warning("student code runs WITHOUT a sandbox, as you, because c.Sandbox.enabled is False")
        source = nbformat.reads(task.source, as_version=4)
        self._mark_own(source)
        self.trusted = {grade_id(cell): cell for cell in source.cells if side(cell) != "candidate"}
        self.places = self._places()
        self.modules = modules_of(task)
        self.given = {cell.source for cell in source.cells}
        self.shown = {cell.source for cell in source.cells if is_demonstration(cell)}
        text = "\n".join(cell.source for cell in self.nb.cells if cell.cell_type == "code")
        words = frozenset(re.findall(r"[^\W\d]\w*", text))
        lines = frozenset(line.strip() for line in text.split("\n"))
        with tempdirs.temporary() as private:
            given = _written(task.given | _compiled(task.given), private / "given")
            own = _written(task.own, private / "own")
            prepare_kernels(self.sandbox, self.modules)
            examiner = _ExaminerProcess(private / "given", self.modules, words, lines)
            try:
                for _ in range(TRIES):
                    if await self._run_both(examiner, own | given):
                        break
                else:
                    raise Orphaned("The processes that start kernels are killed again and again: is memory short?")
            finally:
                examiner.close()
        self._finish()

    async def _run_both(self, examiner: _ExaminerProcess, files: dict[str, Path]) -> bool:
        """Run the student's cells, then the checks; whether both sides were there to the end, as far as that is our part."""
        self.started = 1
        self.incidents: list[Incident] = []
        examiner.revive()
        box, copies = None, {}
        try:
            early = self._submit_early(examiner)
            box, copies = await self._run_student(files)
            self._run_checks(examiner, box, copies, early)
            return not box.orphaned
        except Orphaned:
            return False
        finally:
            for copy in copies.values():
                copy.close()
            if box:
                box.close()

    def _places(self) -> dict[int, str]:
        """Index of a cell in the submission -> grade id of the trusted cell that it is; its text is the source's."""
        places, seen = {}, set()
        for index, cell in enumerate(self.nb.cells):
            name = grade_id(cell)
            if cell.cell_type == "code" and name in self.trusted and name not in seen:
                seen.add(name)
                places[index] = name
                cell.source = self.trusted[name].source
        return places

    def _mark_own(self, source: NotebookNode) -> None:
        """Say in its metadata of every text whether it is the student's."""
        given = {cell.source for cell in source.cells if cell.cell_type == "markdown"}
        for cell in self.nb.cells:
            if cell.cell_type != "code" and cell.source not in given:
                mark_own(cell)

    # the student's cells

    async def _run_student(self, files: dict[str, Path]) -> tuple[SandboxedKernel, dict[tuple[str, int], KernelFork]]:
        """Run the student's cells; again without the one that ended the kernel, as often as it takes.

        Returns:
            The sandbox, and for each check a copy of the kernel as it was then.
        """
        self.deadline = time.monotonic() + self.notebook_timeout
        skipped: dict[int, float] = {}  # index of a cell -> how long it ran before the kernel ended
        while True:
            box, copies, at = await self._start_kernel(files), {}, _Place()
            try:
                await self._run_cells(box, copies, skipped, at)
                if box.reason:
                    raise _Broken(box.reason)
            except _Broken as broken:
                ran = time.monotonic() - at.since
                self._stop_kernel(box, copies)
                if box.orphaned:
                    raise Orphaned from None
                self._skip(at.cell, ran, str(broken), box, skipped)
            except BaseException:
                self._stop_kernel(box, copies)
                raise
            else:
                self._hang_up()
                return box, copies

    def _skip(self, guilty: int, ran: float, reason: str, box: SandboxedKernel, skipped: dict[int, float]) -> None:
        """Decide which cell is left out from now on, after the kernel ended at one of them."""
        if guilty in skipped:  # it ended while nothing ran in this one's place: the cell was innocent
            del skipped[guilty]
            self._forgive(self.nb.cells[guilty])
            guilty = self._suspect(guilty, skipped)
        elif guilty in self.places:  # a given cell ends no kernel
            guilty = self._suspect(guilty, skipped)
        for index in [index for index in skipped if index > guilty and skipped[index] != 0]:
            # It was blamed while an earlier cell, found only now, still ran: what that did may have taken effect late.
            del skipped[index]
            self._forgive(self.nb.cells[index])
        self._tell(self.nb.cells[guilty], self._reason(reason, guilty), box)
        # Only what ended the kernel by itself is waited for the next time.
        skipped[guilty] = ran if reason in ("kernel", "answer") else 2 * SOON
        self.started += 1
        if self.started > self.restarts:
            # Enough: nothing after the first guilty cell is run any more; and nothing at all if that does not help.
            last_straw = self.started > self.restarts + 2
            for index in self._student_cells():
                if (last_straw or index > min(skipped)) and skipped.get(index) != 0:
                    if index not in skipped:
                        self._tell(self.nb.cells[index], "given up", box, alone=True)
                    skipped[index] = 0

    async def _run_cells(
        self, box: SandboxedKernel, copies: dict[tuple[str, int], KernelFork], skipped: dict[int, float], at: _Place
    ) -> None:
        """Run the student's cells in order, and have the kernel copied at each check; `at` follows."""
        idle = set() if self.demonstrations else idle_cells(self.nb.cells, self.shown)
        wanted: list[tuple[str, int]] = []  # copies that are due before the next cell runs
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type != "code":
                continue
            name = self.places.get(index)
            if index in idle:
                cell.outputs = [new_output("stream", name="stdout", text=IDLE)]
                continue
            if name is not None and side(self.trusted[name]) != "both":
                wanted += [(name, number) for number in range(self._looks(name))]
                continue
            await self._copy(box, copies, wanted)
            wanted = []
            if index in skipped:
                at.move(index)
                await self._wait(box, skipped[index])
            else:
                at.move(index)
                await self._run_cell(box, cell, index)
            # `kill -9 -1` in a cell ends what waits for the checks before it.
            if not all_live(copies.values()):
                box.kill()
                raise _Broken("kernel")
        missing = [name for name in self.trusted if name not in self.places.values()]
        missing = [name for name in missing if side(self.trusted[name]) == "examiner"]
        wanted += [(name, number) for name in missing for number in range(self._looks(name))]
        await self._copy(box, copies, wanted)
        box.freeze()
        if not all_live(copies.values()):
            raise _Broken(box.reason or "kernel")

    async def _wait(self, box: SandboxedKernel, seconds: float) -> None:
        """Wait in place of a cell that ended the kernel after so long: what ends it now is something that was there before."""
        if 0 < seconds < SOON:
            limit = time.monotonic() + seconds + 0.5
            while time.monotonic() < limit:
                if not await self.kc.is_alive():
                    raise _Broken(box.reason or "kernel")
                await asyncio.sleep(0.05)

    def _suspect(self, index: int, skipped: dict[int, float]) -> int:
        """The cell that most likely left something behind that ends the kernel later: an added one, else the one before."""
        before = [i for i in self._student_cells() if i < index and i not in skipped]
        added = [i for i in before if grade_id(self.nb.cells[i]) is None and self.nb.cells[i].source not in self.given]
        return (added or before or [index])[-1]

    def _forgive(self, cell: NotebookNode) -> None:
        name = grade_id(cell) or cell.get("id", "?")
        self.incidents = [incident for incident in self.incidents if incident.cell != name]

    def _student_cells(self) -> list[int]:
        return [
            index for index, cell in enumerate(self.nb.cells) if cell.cell_type == "code" and index not in self.places
        ]

    async def _start_kernel(self, files: dict[str, Path]) -> SandboxedKernel:
        key = secrets.token_hex(16)
        connection = {f"{channel}_port": number for number, channel in enumerate(PORTS, start=1)}
        connection |= {"transport": "ipc", "key": key, "signature_scheme": "hmac-sha256", "kernel_name": "python3"}
        box = start_kernel(self.sandbox, self.modules, files, connection, list(self.extra_arguments))
        try:
            await self._call(box, connection | {"ip": box.prefix, "key": key.encode()}, self.startup_timeout)
        except BaseException as error:
            orphaned = isinstance(error, RuntimeError) and box.orphaned
            box.close()
            if orphaned:
                raise Orphaned from None
            raise
        self.reset_execution_trackers()
        self.deaf = False
        return box

    async def _call(self, box: SandboxedKernel, connection: dict, seconds: float) -> None:
        """Connect to a kernel."""
        self.connection = connection
        self.context = zmq.asyncio.Context()  # of its own, with limits
        self.context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        self.context.setsockopt(zmq.RCVHWM, 64)
        self.kc = _Client(context=self.context)
        self.kc.sandbox = box
        self.kc.load_connection_info(connection)
        self.kc.start_channels(stdin=False, hb=False, control=False)
        await self._greet(seconds)
        self.kc.allow_stdin = False

    async def _greet(self, seconds: float) -> None:
        """Wait until the kernel answers, and until what it shows arrives here.

        Raises:
            RuntimeError: it doesn't in time, or has ended.
        """
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and await self.kc.is_alive():
            asked = self.kc.kernel_info()
            with contextlib.suppress(Empty):
                while (await self.kc.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                    pass
                while (await self.kc.get_iopub_msg(timeout=0.2))["parent_header"].get("msg_id") != asked:
                    pass
                return
        raise RuntimeError("the kernel does not answer")

    def _reason(self, reason: str, index: int) -> str:
        out_of_memory = any(output.get("ename") == "MemoryError" for output in self.nb.cells[index].get("outputs", []))
        return "memory" if out_of_memory and reason == "answer" else reason

    def _hang_up(self) -> None:
        self.kc.stop_channels()
        self.context.destroy(linger=0)

    def _stop_kernel(self, box: SandboxedKernel, copies: dict[tuple[str, int], KernelFork]) -> None:
        self._hang_up()
        for copy in copies.values():
            copy.close()
        box.close()

    async def _run_cell(self, box: SandboxedKernel, cell: NotebookNode, index: int) -> None:
        """Run one cell of the student's.

        Raises:
            _Broken: the kernel can't be used after it.
        """
        if not cell.source.strip():
            return
        seconds = min(self.timeout, self.deadline - time.monotonic())
        if seconds <= 0:
            self._tell(cell, "notebook", box, alone=True)
            return
        self.written, self.box, self.idle, self.too_much = 0, box, False, False
        box.begin(seconds)
        try:
            await self.async_execute_cell(cell, index)
        except DeadKernelError:
            raise _Broken(box.reason or "kernel") from None
        except Exception as error:  # a forged or broken message: nothing that this kernel says can be used
            self.log.debug("the kernel's messages can't be read: %r", error)
            box.kill()
            raise _Broken(box.reason or "answer") from None
        finally:
            box.end()
        strays, is_full = box.left()
        for broken, reason in ((strays > self.left_behind, "left behind"), (is_full, "memory")):
            if broken:
                box.kill(reason)
                raise _Broken(reason)
        unheard = not self.idle and not self.deaf
        if unheard:
            # A message that was too large has cost the connection, and the message that ends the cell with it.
            self._hang_up()
            self.deaf = True
            with contextlib.suppress(RuntimeError):
                await self._call(box, self.connection, CALL_AGAIN)
                self.deaf = False
        if unheard and self.deaf and not self.too_much:
            self._tell(cell, "silent", box)
        elif unheard or self.too_much:
            self._tell(cell, "output", box)
        elif box.interrupted:
            self._tell(cell, "interrupted", box)

    async def _copy(
        self, box: SandboxedKernel, copies: dict[tuple[str, int], KernelFork], wanted: list[tuple[str, int]]
    ) -> None:
        """Have the kernel make copies of itself, each of which will answer one check.

        Args:
            box: the sandbox.
            copies: check and number -> copy, to which they are added.
            wanted: the checks and numbers.

        Raises:
            _Broken: it can't, or doesn't in time: the cell before broke it, and nobody noticed.
        """
        if not wanted:
            return
        asked = self.kc.execute(SNAPSHOT.format(len(wanted)), silent=True, store_history=False)
        limit = time.monotonic() + COPY_TIME
        while time.monotonic() < limit and await self.kc.is_alive():
            copy = box.copy(0.2)
            if copy is not None:
                copies[wanted[0]] = copy
                wanted = wanted[1:]
                if not wanted:
                    return
                continue
            with contextlib.suppress(Empty):
                reply = await self.kc.get_shell_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == asked and reply["content"]["status"] != "ok":
                    break
        box.kill()
        raise _Broken(box.reason or "answer")

    def _get_timeout(self, cell: NotebookNode | None) -> None:
        """No time limit of nbclient's: the sandbox watches the time."""

    def process_message(self, message: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take a message of the kernel's; those beyond the limit, and those of widgets, are left out."""
        kind = message["msg_type"]
        if kind.startswith("comm"):
            return None
        if kind == "status":
            self.idle = message["content"]["execution_state"] == "idle"
        elif kind != "execute_input":
            self.written += len(repr(message["content"]))
            if self.written > self.output_limit * MEGABYTE or len(cell.outputs) >= self.outputs_limit:
                self.too_much = True
                if not self.box.interrupted:
                    self.box.interrupt()
                return None
        output = super().process_message(message, cell, cell_index)
        if kind == "stream" and output is not None:
            cell.outputs[-2:] = _joined(cell.outputs[-2:])
        return output

    # the checks

    def _submit_early(self, examiner: _ExaminerProcess) -> int:
        """Have the examiner run what needs no student, while the student's cells run; how many cells that is."""
        early = 0
        for cell in self.trusted.values():
            if side(cell) != "both":
                break
            examiner.submit(grade_id(cell), cell.source)
            early += 1
        return early

    def _looks(self, name: str) -> int:
        """How many copies answer a cell of the examiner's: what stands below the last check is run twice.

        It is run when all that is visible has been checked, and again after the hidden tests.
        """
        names = list(self.trusted)
        checks = [names.index(check) for check, trusted in self.trusted.items() if is_grade(trusted)]
        return 1 if checks and names.index(name) <= checks[-1] else 2

    def _run_checks(
        self, examiner: _ExaminerProcess, box: SandboxedKernel, copies: dict[tuple[str, int], KernelFork], early: int
    ) -> None:
        """Run the check cells: first what is visible of all of them, then, where that passed, the hidden tests.

        The functions that a check calls see its inputs, and one copy can leave a note for the next. So nothing that a
        student may read comes from a function after the first hidden test has been run.
        """
        cells = {name: self.nb.cells[index] for index, name in self.places.items()}
        stopped, used = [], {}
        for name, trusted in list(self.trusted.items())[early:]:
            if side(trusted) == "both":
                examiner.submit(name, trusted.source)
            elif is_grade(trusted) and name in cells:
                used[name] = -time.monotonic()
                if self._run_check(examiner, box, copies[name, 0], trusted, cells[name], hidden=False):
                    stopped.append(name)
                used[name] += time.monotonic()
            elif not is_grade(trusted):
                self._run_check(examiner, box, copies[name, 0], trusted, cells.get(name), hidden=False)
                examiner.ran.append((name, trusted.source))
        for name in stopped:
            self._run_check(
                examiner, box, copies[name, 0], self.trusted[name], cells[name], hidden=True, used=used[name]
            )
        for name, trusted in self.trusted.items():
            if (name, 1) in copies:
                self._run_check(examiner, box, copies[name, 1], trusted, cells.get(name), hidden=True)

    def _run_check(
        self,
        examiner: _ExaminerProcess,
        box: SandboxedKernel,
        copy: KernelFork,
        trusted: NotebookNode,
        cell: NotebookNode | None,
        hidden: bool,
        used: float = 0,
    ) -> bool:
        """Run one cell of the examiner's, and put its outputs into the submission's.

        Args:
            examiner: that runs it.
            box: the sandbox.
            copy: that answers.
            trusted: the cell of the source.
            cell: that of the submission, where it has it.
            hidden: whether the hidden tests are to be run, or the cell comes after them.
            used: seconds of its time that are used up.

        Returns:
            Whether it has passed what is visible and waits for its hidden tests.
        """
        seconds = min(self.timeout - used, self.deadline - time.monotonic())
        if seconds <= 0:
            if cell is not None:
                self._tell(cell, "notebook", None, alone=True)
            return False
        box.begin_check(copy)
        name = grade_id(trusted)
        examiner.submit(name, trusted.source, copy, seconds, None if hidden else hidden_from(trusted), hidden)
        late = False
        try:
            outputs = examiner.outputs(seconds + CHECK_GRACE)
        except TimeoutError:
            outputs, late = [], True
        if outputs is None and not box.reason:
            box.stop_check()
            return True
        box.end_check()
        if cell is None:
            return False
        cell.outputs = [nbformat.from_dict(output) for output in outputs or []]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = None
        if late:
            self._tell(cell, "check", None, alone=True)
        elif box.reason:
            self._tell(cell, box.reason, None)
        return False

    # the result

    def _tell(self, cell: NotebookNode, reason: str, box: SandboxedKernel | None, alone: bool = False) -> None:
        """Write below a cell why it has not all of its results."""
        code = box.process.returncode if box else None
        how = {139: " with a segmentation fault", 137: ", which was killed"}.get(
            code, f" (exit code {code})" if code else ""
        )
        sentence = REASONS[reason].format(
            seconds=self.timeout,
            notebook=self.notebook_timeout,
            memory=self.sandbox.memory,
            processes=self.sandbox.processes,
            output=self.output_limit,
            outputs=self.outputs_limit,
            left_behind=self.left_behind,
            restarts=self.started,
            how=how,
        )
        if alone:
            cell.outputs = []
        name = "Interrupted" if reason in ("interrupted", "output") else "Stopped"
        cell.outputs.append(new_output("error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"]))
        self.incidents.append(Incident(grade_id(cell) or cell.get("id", "?"), reason, sentence))

    def _finish(self) -> None:
        """Number the cells as they stand, drop what is no output, and say how the notebook was run."""
        number = 0
        for cell in self.nb.cells:
            if cell.cell_type != "code":
                continue
            number += 1
            cell.execution_count = number if cell.source.strip() else None
            cell.outputs = [output for output in cell.outputs if _is_output(output)]
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = cell.execution_count
        sandbox = "bubblewrap" if self.sandbox.enabled else "none"
        write_run_record(self.nb, RunRecord(sandbox, run_record(self.nb).repairs, self.incidents))


IDLE = "(Not run for grading: a demonstration, on which no point depends.)\n"
"""What stands below a demonstration that was left out."""
TRIES = 8
"""How often a notebook is run anew because something around it ended."""
SOON = 10.0
"""Seconds: a cell that ran longer before the kernel ended is not waited for again."""
CALL_AGAIN = 4.0
"""Seconds in which a kernel that runs must answer a new connection; one that doesn't goes on unheard."""
COPY_TIME = 10.0
"""Seconds in which a kernel must have made a copy of itself."""
CHECK_GRACE = 4.0
"""Seconds after a check's time that the examiner has to come to its end."""


def is_demonstration(cell: NotebookNode) -> bool:
    """Whether a cell of a source notebook only shows something: nbgrader knows nothing of it, and no check depends on it."""
    return cell.cell_type == "code" and "nbgrader" not in cell.metadata and side(cell) == "candidate"


def idle_cells(cells: list[NotebookNode], shown: set[str]) -> set[int]:
    """Demonstrations that need not be run: nothing that they define is used by any cell that must be.

    Args:
        cells: of the submission.
        shown: texts of the given demonstrations.

    Returns:
        Their indices.
    """
    idle = {index for index, cell in enumerate(cells) if cell.cell_type == "code" and cell.source in shown}
    names = {index: used_names(cell.source) for index, cell in enumerate(cells) if cell.cell_type == "code"}
    while True:
        needed = set().union(*(names[index][1] for index in names if index not in idle))
        wanted = {index for index in idle if names[index][0] & needed}
        if not wanted:
            return idle
        idle -= wanted


@lru_cache(maxsize=4096)
def used_names(text: str) -> tuple[set[str], set[str]]:
    """The global names that a cell defines or changes, and those that it uses; all its words, where it is no Python."""
    try:
        tree = parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set(re.findall(r"[^\W\d]\w*", text))
    table = symtable.symtable(ast.unparse(tree), "<cell>", "exec")
    defined, used, waiting = set(), set(), [table]
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        for symbol in scope.get_symbols():
            is_global = scope is table or symbol.is_global()
            if is_global and (symbol.is_assigned() or symbol.is_imported()):
                defined.add(symbol.get_name())
            if is_global and symbol.is_referenced():
                used.add(symbol.get_name())
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            used.add(node.target.id)
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            while isinstance(node, ast.Attribute | ast.Subscript):
                node = node.value
            if isinstance(node, ast.Name):
                defined.add(node.id)
    return defined, used


def _is_output(output: NotebookNode) -> bool:
    try:
        nbformat.validate(output, ref="output", version=4)
        json.dumps(output)
    except Exception:
        return False
    return True


def make_task(
    notebook: NotebookNode,
    identity: dict[str, str],
    source: NotebookNode,
    folder: Path,
    handed_in: Path,
    course: CourseDirectory,
    config: Config,
) -> Task:
    """A notebook as a task.

    Args:
        notebook: sanitized.
        identity: its "student", "assignment" and "notebook", as nbgrader says them.
        source: the assignment's own notebook.
        folder: of the assignment's source.
        handed_in: of the submission.
        course: where the course is, and what it ignores.
        config: its settings.
    """
    return Task(
        identity["student"],
        identity["assignment"],
        identity["notebook"],
        nbformat.writes(notebook),
        nbformat.writes(source),
        {name: path.read_bytes() for name, path in given_files(folder, course.ignore).items()},
        {name: path.read_bytes() for name, path in own_files(handed_in).items()},
        settings_of(config),
        [course.root],
    )


def prepare_for(task: Task) -> None:
    """Begin with the imports of a task's notebook, on both sides, and don't wait for them.

    Raises:
        CourseError: there is no sandbox to run it in.
    """
    modules = modules_of(task)
    prepare_kernels(Sandbox(config=Config(task.settings), secret=task.secret), modules)
    examiners(modules)


def execute(task: Task) -> str:
    """Run a notebook; the text of the executed one.

    Raises:
        OtherVersion: this process has other code than the one that asked.
        CourseError: there is no sandbox to run it in.
    """
    task.require_version()
    preprocessor = ExecuteSubmission(config=Config(task.settings))
    preprocessor.task = task
    executed, _ = preprocessor.preprocess(nbformat.reads(task.notebook, as_version=4), {"metadata": {}})
    return nbformat.writes(executed)


def _written(files: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Name -> path of files, once they are written into a folder."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return {name: folder / name for name in files}


def _compiled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Name -> content of the compiled form of the Python files among these, as Python would put it beside them."""
    compiled = {}
    for name, content in files.items():
        if name.endswith(".py"):
            path = Path(name)
            kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
            with contextlib.suppress(PyCompileError):
                compiled[kept.as_posix()] = _bytecode(name, content)
    return compiled


@lru_cache(maxsize=64)
def _bytecode(name: str, content: bytes) -> bytes:
    with tempdirs.temporary() as folder:
        source, kept = folder / "source.py", folder / "kept.pyc"
        source.write_bytes(content)
        py_compile.compile(source, kept, name, doraise=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        return kept.read_bytes()


def modules_of(task: Task) -> tuple[str, ...]:
    """Names of the modules that a task's source notebook and the files beside it import, the files themselves left out."""
    return _modules(task.source, tuple(sorted(task.given.items())))


@lru_cache(maxsize=16)
def _modules(source: str, given: tuple[tuple[str, bytes], ...]) -> tuple[str, ...]:
    texts = [cell.source for cell in nbformat.reads(source, as_version=4).cells if cell.cell_type == "code"]
    texts += [content.decode() for name, content in given if name.endswith(".py")]
    names = set()
    for text in texts:
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(parsed(text)):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module)
    own = {Path(name).parts[0].removesuffix(".py") for name, _ in given}
    return tuple(sorted(name for name in names if name.split(".")[0] not in own))


def given_files(folder: Path, ignore: list[str]) -> dict[str, Path]:
    """Name -> path of the files that an assignment gives beside its notebooks."""
    patterns = [*ignore, "*.ipynb"]
    paths = [Path(path) for path in find_all_files(str(folder), patterns)]
    return {path.relative_to(folder).as_posix(): path.resolve() for path in paths}


def own_files(folder: Path) -> dict[str, Path]:
    """Name -> path of the files that a student handed in beside the notebooks; links are left out."""
    found = {}
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not Path(root, name).is_symlink() and name != ".ipynb_checkpoints"]
        for name in names:
            path = Path(root, name)
            if path.suffix != ".ipynb" and stat.S_ISREG(path.lstat().st_mode):
                found[path.relative_to(folder).as_posix()] = path.resolve()
    return found
