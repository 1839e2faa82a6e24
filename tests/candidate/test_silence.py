"""What a fork writes goes nowhere, to whichever stream or descriptor of the kernel's it is written."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from nbexaminer.candidate.silence import Silencer

MUCH = b"x" * 1_000_000
"""More than a pipe holds whose other end nobody reads."""


class Stream(io.StringIO):
    """A stream that the kernel publishes."""

    pub_thread = None


class Kernel:
    """What of a kernel is silenced."""

    def __init__(self):
        self.closed = False
        self.session = SimpleNamespace(pid=1)
        self.iopub_socket = SimpleNamespace(io_thread=SimpleNamespace(close=self._close))

    def _close(self) -> None:
        self.closed = True


def succeeds_in_a_fork(work: Callable[[], None]) -> bool:
    """Whether something ends, and without an error, in a process of its own."""
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(10)
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def silenced(monkeypatch: pytest.MonkeyPatch, before: Callable[[], object]) -> tuple[object, Kernel, Stream]:
    """Silences this process, whose standard output is a pipe that nobody reads; what `before` made, the kernel, its stream."""
    kernel, stream = Kernel(), Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    _, writing = os.pipe()
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    silencer = Silencer(SimpleNamespace(kernel=kernel))
    made = before()
    silencer.silence(os.open(os.devnull, os.O_RDWR))
    return made, kernel, stream


@pytest.mark.parametrize(
    "descriptor",
    [lambda: 1, lambda: 2, lambda: os.dup(1), lambda: os.open("/dev/stdout", os.O_WRONLY)],
    ids=["output", "error", "a copy", "the device"],
)
def test_descriptors_that_lead_to_the_kernels_output_lead_nowhere(monkeypatch, descriptor):
    def work() -> None:
        number, _, _ = silenced(monkeypatch, descriptor)
        assert os.write(number, MUCH) == len(MUCH)

    assert succeeds_in_a_fork(work)


def test_pipes_of_the_students_own_stay(monkeypatch):
    def work() -> None:
        (reading, writing), _, _ = silenced(monkeypatch, os.pipe)
        os.write(writing, b"mine")
        assert os.read(reading, 10) == b"mine"

    assert succeeds_in_a_fork(work)


def test_a_stream_that_was_kept_takes_texts_and_keeps_nothing(monkeypatch):
    def work() -> None:
        kept, kernel, stream = silenced(monkeypatch, lambda: sys.stdout)
        assert kept is stream
        print("x", file=kept, flush=True)
        kept.writelines(["a", "b"])
        assert kept.write("abc") == 3
        assert kept.getvalue() == ""
        with pytest.raises(TypeError):
            kept.write(b"bytes")
        assert kernel.closed
        assert kernel.session.pid == os.getpid()

    assert succeeds_in_a_fork(work)


def test_a_stream_that_the_student_has_put_in_place_is_left_to_him(monkeypatch):
    def work() -> None:
        own = io.StringIO()
        silenced(monkeypatch, lambda: monkeypatch.setattr(sys, "stdout", own))
        print("mine")
        assert own.getvalue() == "mine\n"

    assert succeeds_in_a_fork(work)
