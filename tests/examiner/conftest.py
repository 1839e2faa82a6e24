"""Processes that answer as a fork of the student's kernel does."""

from __future__ import annotations

import contextlib
import faulthandler
import linecache
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import torch

from nbexaminer.candidate.forks import serve
from nbexaminer.examiner.proxies import CallableProxy, RemoteNamespace
from tests.protocol.test_protocol import OTHERS

SOURCE = '''
import collections, decimal, os, signal, time
import numpy as np, torch

def identity(x):
    return x

def evaluate(text):
    return eval(text)

def changed(x):
    """Change a value, and what is in it, in place."""
    if isinstance(x, np.ndarray) and x.size:
        x[...] = np.roll(x, 1)
    if isinstance(x, torch.Tensor) and x.dim() and x.numel():
        x.copy_(x.flip(0))
    if isinstance(x, list):
        for item in x:
            changed(item)
        x.append(len(x))
    if isinstance(x, dict):
        for item in x.values():
            changed(item)
        x["new"] = len(x)

def each_changed(values):
    for one in values:
        changed(one)

class Mine(ValueError):
    pass

class Model:
    """A model."""
    secret = property(lambda self: 1 / 0)

    def __init__(self):
        self.w = np.arange(3.0)

    def predict(self, x):
        return self.w * x

    def fit(self):
        self.w += 1
        return self

    def __eq__(self, other):
        return True

    def __len__(self):
        return 3

def predict(model, x):
    return model.predict(x) if isinstance(model, Model) else None

model = Model()
number = 5
'''


class Everything:
    """Holds whatever one asks for."""

    def __contains__(self, item: object) -> bool:
        return True


def own_names() -> dict[str, object]:
    """What a notebook with the cell above has defined, and a way to define more."""
    names: dict[str, object] = {"__name__": "__main__", "others": OTHERS, "other": lambda index: OTHERS[index]}

    def define(source: str) -> None:
        file = f"<cell {len(linecache.cache)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec", dont_inherit=True), names)

    define(SOURCE)
    return names | {"define": define}


@contextlib.contextmanager
def process() -> Iterator[tuple[socket.socket, Callable[[int], None]]]:
    """A process that answers as the kernel's copy does: its connection, and how to send it a signal."""
    mine, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            mine.close()
            torch.set_num_threads(1)
            faulthandler.disable()
            quiet = os.open(os.devnull, os.O_RDWR)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            names = own_names()
            names["evaluate"].__globals__.update(names)
            serve(theirs, names["evaluate"].__globals__)
        finally:
            os._exit(0)
    theirs.close()
    try:
        yield mine, partial(os.kill, pid)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        mine.close()


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[socket.socket, Callable[[int], None]]]:
    with process() as found:
        yield found


@pytest.fixture
def student(answering) -> RemoteNamespace:
    """A student whose process lives as long as this file's tests."""
    return RemoteNamespace(*answering, time.monotonic() + 600, words=Everything(), lines=Everything())


@pytest.fixture(scope="module")
def lasting(answering) -> RemoteNamespace:
    """The same, for all examples of a property."""
    return RemoteNamespace(*answering, time.monotonic() + 600, words=Everything(), lines=Everything())


@contextlib.contextmanager
def of_its_own(seconds: float = 60) -> Iterator[RemoteNamespace]:
    """A student whose process may be killed."""
    with process() as (connection, interrupt):
        yield RemoteNamespace(connection, interrupt, time.monotonic() + seconds, words=Everything(), lines=Everything())


@pytest.fixture
def define(student) -> Callable[[str], CallableProxy]:
    """Defines a function `f` on the student's side and gives it."""

    def one(body: str) -> CallableProxy:
        student.name("define")(f"def f(x, *more):\n    {body}\n")
        return student.name("f")

    return one
