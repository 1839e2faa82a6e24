"""A student's function that does not end is stopped in time, and nothing is asked of it any more."""

from __future__ import annotations

import contextlib
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from nbexaminer import protocol
from nbexaminer.examiner import proxies
from nbexaminer.examiner.proxies import CallableProxy, Crash, RemoteNamespace, Stopped, TimeLimit
from tests.examiner.conftest import of_its_own, process


@pytest.fixture
def _short_grace(monkeypatch):
    monkeypatch.setattr(proxies, "GRACE", 0.2)


def dead(student: RemoteNamespace, kind: type[Stopped], use: Callable[[], object], seconds: float) -> Stopped:
    """The error of a request that ends a student, in time; every later request fails at once."""
    begin = time.monotonic()
    with pytest.raises(kind) as caught:
        use()
    assert time.monotonic() - begin < seconds
    begin = time.monotonic()
    for again in (lambda: student.name("anything"), lambda: student.ask("name", "number")):
        with pytest.raises(kind):
            again()
    assert time.monotonic() - begin < 0.1
    return caught.value


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("time.sleep(60)", "time.sleep(60)"),
        ("while True: x += 1", "while True: x += 1"),
        ("return (lambda: time.sleep(60))()", "return (lambda: time.sleep(60))()"),
    ],
)
def test_a_function_that_does_not_end_is_stopped_and_says_where(body, line):
    with of_its_own(0.4) as student:
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        over = dead(student, TimeLimit, lambda: function(1), 5)
        assert over.student_line == line
        assert str(over) == (
            f"`f` took too long: it was stopped after the 0.4 seconds of this check, in the function `f`, at your line: {line}"
        )


@pytest.mark.parametrize(
    "body",
    [
        "signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)",
        "exec('while True:\\n try: time.sleep(60)\\n except KeyboardInterrupt: pass')",
        "os.kill(os.getpid(), signal.SIGSTOP)",
    ],
)
@pytest.mark.usefixtures("_short_grace")
def test_a_function_that_takes_no_interrupt_is_killed(body):
    with process() as (connection, interrupt):
        signals = []

        def noted(number: int) -> None:
            signals.append(number)
            interrupt(number)

        student = RemoteNamespace(connection, noted, time.monotonic() + 0.4)
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        dead(student, TimeLimit, lambda: function(1), 5)
        assert signals == [signal.SIGINT, signal.SIGKILL]


@pytest.mark.parametrize(
    "body",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "os.closerange(3, 1000)",
        "import ctypes; ctypes.string_at(0)",
    ],
)
def test_a_process_that_dies_is_a_crash(body):
    with of_its_own() as student:
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        dead(student, Crash, lambda: function(1), 5)


@pytest.mark.usefixtures("_short_grace")
@pytest.mark.parametrize("announced", [(2**20, 0, 0), (2**26, 0, 0)])
def test_bytes_that_drip_do_not_put_the_deadline_off(announced):
    mine, theirs = socket.socketpair()
    over = threading.Event()

    def drip() -> None:
        with contextlib.suppress(OSError):
            theirs.sendall(struct.pack(">3I", *announced))
            for _ in range(500):
                if over.wait(0.01):
                    break
                theirs.send(b"x")
            theirs.shutdown(socket.SHUT_WR)

    dripping = threading.Thread(target=drip)
    dripping.start()
    student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 0.3)
    try:
        dead(student, TimeLimit, lambda: student.name("f"), 2)
    finally:
        over.set()
        dripping.join()
        theirs.close()


@pytest.mark.usefixtures("_short_grace")
def test_who_never_answers_or_never_reads_runs_out_of_time():
    for argument in (1, np.zeros(2**21)):  # the second is more than the connection holds
        mine, theirs = socket.socketpair()
        student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 0.2)
        function = CallableProxy(student, protocol.Reference(0, "f", True), "f")
        dead(student, TimeLimit, lambda: function(argument), 2)  # noqa: B023  (called before the next round)
        theirs.close()
