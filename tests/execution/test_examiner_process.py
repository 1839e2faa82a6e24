"""The examiner's process runs cells one after the other, and is started again when one of them stops it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbexaminer.execution.errors import Orphaned
from nbexaminer.execution.examiner_process import ExaminerProcess
from tests.examiner.conftest import process

ENOUGH = 60
"""Seconds in which any of these cells comes to its end."""


@pytest.fixture
def examiner(tmp_path: Path) -> Iterator[ExaminerProcess]:
    """A fresh one, in a folder of its own."""
    made = ExaminerProcess(tmp_path, (), frozenset({"x"}), frozenset({"return 2 * x"}))
    yield made
    made.close()


@pytest.fixture
def fork() -> Iterator[SimpleNamespace]:
    """What answers for the student's names; the process that may be killed is another one."""
    with process() as (connection, _), subprocess.Popen(["sleep", "600"]) as other:
        number = os.pidfd_open(other.pid)
        yield SimpleNamespace(connection=connection, process=number)
        os.close(number)
        other.kill()


def shown(outputs: list[dict]) -> str:
    """The text of a cell's only output."""
    (output,) = outputs
    return output["data"]["text/plain"] if "data" in output else output.get("text") or output["evalue"]


def test_a_cell_sees_what_the_cells_before_it_have_defined(examiner):
    examiner.submit("setup", "x = 1")
    examiner.submit("check", "x + 1")
    assert shown(examiner.outputs(ENOUGH)) == "2"


def test_it_runs_in_the_folder_of_the_given_files(examiner, tmp_path):
    (tmp_path / "checks.py").write_text("value = 7")
    examiner.submit("check", "import checks, os\n(checks.value, os.getcwd())")
    assert shown(examiner.outputs(ENOUGH)) == f"(7, '{tmp_path}')"


def test_a_cell_that_takes_too_long_is_ended_and_the_cells_before_it_run_again(examiner, fork):
    examiner.submit("setup", "x = 1")
    examiner.repeat_after_restart("more", "y = x + 1")
    examiner.outputs(ENOUGH)
    examiner.submit("endless", "while True: pass", fork, seconds=ENOUGH)
    with pytest.raises(TimeoutError):
        examiner.outputs(0.5)
    examiner.submit("check", "x + y")
    assert shown(examiner.outputs(ENOUGH)) == "3"


def test_an_end_without_a_reason_is_nobodys_fault_the_first_time(examiner):
    examiner.submit("check", "import os\nos._exit(0)")
    with pytest.raises(Orphaned):
        examiner.outputs(ENOUGH)
    examiner.revive()
    examiner.submit("check", "import os\nos._exit(0)")
    with pytest.raises(TimeoutError):
        examiner.outputs(ENOUGH)


def test_a_revived_process_has_run_nothing(examiner):
    examiner.submit("setup", "x = 1")
    examiner.submit("end", "import os\nos._exit(0)")
    with pytest.raises(Orphaned):
        examiner.outputs(ENOUGH)
    examiner.revive()
    examiner.submit("check", "'x' in globals()")
    assert shown(examiner.outputs(ENOUGH)) == "False"


def test_a_cell_stops_at_its_hidden_tests_and_goes_on_with_the_same_fork(examiner, fork):
    source = "print(identity(3))\n# hidden\nprint(identity(4))"
    examiner.submit("check", source, fork, seconds=ENOUGH, hidden_from=2)
    assert examiner.outputs(ENOUGH) is None
    examiner.submit("check", source, fork, seconds=ENOUGH, hidden=True)
    assert shown(examiner.outputs(ENOUGH)) == "3\n4\n"
