"""Fork servers: what a fork finds, who shares a server, and when it ends."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from nbexaminer.system import forkclient
from nbexaminer.system.forkclient import ForkServer, fork_server
from tests.catalogue import ROOT

PROGRAM = """
import os, sys
sys.path.insert(0, {root!r})
from nbexaminer.system import forkserver

def begin(connection):
    while text := connection.recv(1000).decode():
        connection.sendall(repr(eval(text)).encode())

forkserver.serve(sys.argv[-1], ["colorsys", "no_such_module_at_all", "numpy"], begin)
"""


def start(listener: socket.socket | None = None) -> ForkServer:
    return ForkServer.start([sys.executable, "-c", PROGRAM.format(root=str(ROOT))], listener)


def answered(connection: socket.socket, text: str) -> str:
    connection.settimeout(20)
    connection.sendall(text.encode())
    return connection.recv(10_000).decode()


@pytest.fixture
def one() -> Iterator[ForkServer]:
    made = start()
    yield made
    made.close()


def test_a_fork_has_the_imports_done_and_what_can_not_be_imported_does_not_matter(one):
    with one.fork() as fork:
        assert answered(fork, "'colorsys' in __import__('sys').modules") == "True"


def test_nothing_of_a_fork_reaches_the_next(one):
    module, environment = "__import__('colorsys').__dict__", "__import__('os').environ"
    with one.fork() as fork:
        assert answered(fork, f"{module}.update(left=1), {environment}.update(LEFT='1')") == "(None, None)"
        assert answered(fork, f"'left' in {module}, 'LEFT' in {environment}") == "(True, True)"
    with one.fork() as fork:
        assert answered(fork, f"'left' in {module}, 'LEFT' in {environment}") == "(False, False)"


@pytest.mark.parametrize("draw", ["__import__('random').random()", "__import__('numpy').random.rand()"])
def test_each_fork_draws_numbers_of_its_own(one, draw):
    with one.fork() as first, one.fork() as second:
        assert answered(first, draw) != answered(second, draw)


def test_a_fork_holds_no_connection_of_another(one):
    with one.fork() as first:
        count = "len(__import__('os').listdir('/proc/self/fd'))"
        alone = answered(first, count)
        with one.fork() as second:
            assert answered(second, count) == alone


def test_a_fork_that_is_done_leaves_nothing(one):
    with one.fork() as fork:
        pid = int(answered(fork, "__import__('os').getpid()"))
    limit = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid)
    assert one.lives()


def test_one_that_has_ended_can_not_be_asked(one):
    with one.fork() as fork:
        parent = int(answered(fork, "__import__('os').getppid()"))
    os.kill(parent, 9)
    limit = time.monotonic() + 10
    while one.lives() and time.monotonic() < limit:
        time.sleep(0.02)
    assert not one.lives()
    with pytest.raises(BrokenPipeError):
        one.fork()


def test_it_ends_with_whoever_started_it():
    made = start()
    with made.fork() as fork:
        pid = int(answered(fork, "__import__('os').getppid()"))
    made._control.close()
    assert psutil.Process(pid).wait(10) is not None or not psutil.pid_exists(pid)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(forkclient, "_shared", tmp_path)
    return tmp_path


def test_those_who_share_get_the_same_and_start_it_once(shared):
    started, made = [], []

    def begin(listener: socket.socket | None) -> ForkServer:
        started.append(1)
        return start(listener)

    threads = [threading.Thread(target=lambda: made.append(fork_server("one", begin))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parents = set()
    for each in made:
        with each.fork() as fork:
            parents.add(answered(fork, "__import__('os').getppid()"))
    assert len(started) == len(parents) == 1
    others = [each for each in made if each._process is None]
    assert len(others) == 3
    for each in others:
        each.close()
    (owner,) = [each for each in made if each._process is not None]
    assert owner.lives()
    owner.close()


def test_where_the_shared_one_has_ended_another_is_started(shared):
    first = fork_server("one", start)
    first.close()
    second = fork_server("one", start)
    with second.fork() as fork:
        assert answered(fork, "1 + 1") == "2"
    second.close()
