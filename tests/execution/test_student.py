"""The student's cells run in order, and again without the one that ended the kernel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from nbexaminer.course.demonstrations import IDLE
from nbexaminer.execution import student
from nbexaminer.execution.errors import KernelBroken, Orphaned
from nbexaminer.execution.incidents import IncidentLog
from nbexaminer.execution.layout import ForkKey, lay_out
from nbexaminer.execution.limits import Limits, TimeBudget
from nbexaminer.execution.student import StudentCells

LIMITS = Limits(60, 600, 100, 10, 4, 300, 8, kernels=4)


class Session:
    """A session without a kernel.

    Args:
        breaks: id of a cell -> why the kernel can't be used after it.
        orphaned: whether the kernel ends because its zygote has.
    """

    def __init__(self, breaks: dict[str, str], orphaned: bool = False):
        self.breaks, self.ran, self.forks, self.open = breaks, [], {}, True
        process = SimpleNamespace(returncode=137)
        self.kernel = SimpleNamespace(reason=None, orphaned=orphaned, process=process, freeze=lambda: None)

    async def run_cell(self, cell: NotebookNode, index: int, seconds: float) -> str | None:
        self.ran.append(cell.id)
        cell.outputs = [new_output("stream", text="ran")]
        if cell.id in self.breaks:
            raise KernelBroken(self.breaks[cell.id])
        return "interrupted" if cell.source == "interrupt" else None

    async def fork(self, keys: list[ForkKey]) -> None:
        self.ran += keys

    async def is_alive(self) -> bool:
        return True

    def forks_live(self) -> bool:
        return True

    def close(self) -> None:
        self.open = False

    def disconnect(self) -> None:
        pass


def check(name: str) -> NotebookNode:
    meta = {"grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3, "grade_id": name}
    return new_code_cell("assert True", id=name, metadata={"nbgrader": meta})


def cells(*names: str) -> list[NotebookNode]:
    return [new_code_cell(name, id=name) for name in names]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[list], IncidentLog]]:
    """Run a notebook: what each session ran, and the incidents."""
    monkeypatch.setattr(student, "SPARE", 0)

    def run(
        submission: list[NotebookNode],
        *sessions: Session,
        source: list[NotebookNode] = (),
        idle: frozenset[int] = frozenset(),
        limits: Limits = LIMITS,
    ) -> tuple[list[list], IncidentLog]:
        waiting, log = list(sessions), IncidentLog(limits)

        async def start() -> Session:
            return waiting.pop(0)

        layout = lay_out(new_notebook(cells=submission), new_notebook(cells=list(source)))
        students = StudentCells(layout, idle, limits, log, start, lambda name: nullcontext())
        found = asyncio.run(students.run(TimeBudget(limits)))
        assert not waiting
        assert [session.open for session in sessions] == [session is found for session in sessions]
        return [session.ran for session in sessions], log

    return run


def test_cells_run_in_order_and_the_kernel_forks_at_each_check_before_the_next_cell(run):
    submission = [*cells("a"), check("one"), check("two"), *cells("b")]
    source = [check("one"), check("two"), check("missing")]
    ran, log = run(submission, Session({}), source=source)
    assert ran == [["a", ("one", 0), ("two", 0), "b", ("missing", 0)]]
    assert log.incidents == []


def test_after_the_end_of_the_kernel_all_other_cells_run_again(run):
    submission = cells("a", "b", "c")
    ran, log = run(submission, Session({"b": "kernel"}), Session({}))
    assert ran == [["a", "b"], ["a", "c"]]
    assert [(incident.cell, incident.reason) for incident in log.incidents] == [("b", "kernel")]
    assert log.incidents[0].what == "It ended the kernel, which was killed."
    assert [output.output_type for output in submission[1].outputs] == ["stream", "error"]


def test_a_cell_that_was_blamed_before_an_earlier_one_was_found_gets_another_chance(run):
    submission = cells("a", "b", "c", "d")
    sessions = [Session({name: "kernel"}) for name in "cbd"] + [Session({})]
    ran, log = run(submission, *sessions)
    assert ran[-2:] == [["a", "c", "d"], ["a", "c"]]
    assert [incident.cell for incident in log.incidents] == ["b", "d"]
    assert [output.output_type for output in submission[2].outputs] == ["stream"]


def test_a_cell_that_ran_out_of_memory_before_the_kernel_stopped_answering_is_told_so(run):
    class Full(Session):
        async def run_cell(self, cell: NotebookNode, index: int, seconds: float) -> None:
            cell.outputs = [new_output("error", ename="MemoryError", evalue="", traceback=[])]
            raise KernelBroken("answer")

    _, log = run(cells("a"), Full({}), Session({}))
    assert [incident.reason for incident in log.incidents] == ["memory"]


def test_cells_that_are_given_up_say_so(run):
    submission = cells("a", "b", "c")
    limits = Limits(60, 600, 100, 10, 4, 300, 8, kernels=1)
    ran, _ = run(submission, Session({"b": "time"}), Session({}), limits=limits)
    assert ran == [["a", "b"], ["a"]]
    assert submission[2].outputs[0].evalue == "Not run: the kernel had to be started 2 times."


def test_an_idle_demonstration_is_not_run(run):
    submission = cells("a", "b")
    ran, _ = run(submission, Session({}), idle=frozenset({0}))
    assert ran == [["b"]]
    assert submission[0].outputs[0].text == IDLE


def test_an_empty_cell_is_not_run(run):
    assert run([new_code_cell(" "), *cells("b")], Session({}))[0] == [["b"]]


def test_what_a_cell_is_missing_is_an_incident_of_it(run):
    _, log = run(cells("interrupt"), Session({}))
    assert [incident.reason for incident in log.incidents] == ["interrupted"]


def test_when_the_notebooks_time_is_used_up_no_cell_is_run(run):
    submission = cells("a")
    ran, _ = run(submission, Session({}), limits=Limits(60, 0, 100, 10, 4, 300, 8, kernels=4))
    assert ran == [[]]
    assert submission[0].outputs[0].evalue == "Not run: the notebook's 0 seconds are used up."


def test_a_kernel_that_ends_with_its_zygote_is_nobodys_fault(run):
    broken = Session({"a": "kernel"}, orphaned=True)
    with pytest.raises(Orphaned):
        run(cells("a"), broken)
    assert not broken.open
