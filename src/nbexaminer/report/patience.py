"""A limit of the time that one cell of a page may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TakesTooLong(Exception):
    """What was to be shown takes longer than a page waits for one cell."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Limit the CPU time of a block; without effect outside of the main thread, where no signal arrives.

    Raises:
        TakesTooLong: the time is over. A search with a regular expression is interrupted, too.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TakesTooLong(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
