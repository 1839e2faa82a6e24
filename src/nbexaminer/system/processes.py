"""How long a process lives, and who is told of a Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def interrupted_later() -> Iterator[None]:
    """Have a Ctrl-C that comes meanwhile answered at the end of the block.

    A terminal sends it to all processes of a command. One that is started in the block holds it back, too, and prints no
    traceback while it imports; once it ignores interrupts, it has to let them in again, for those that it starts.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent(parent: int) -> None:
    """Have the system end this process as soon as another one has ended.

    Args:
        parent: number of a process that runs now.
    """
    watched = os.pidfd_open(parent)

    def watch() -> None:
        select.select([watched], [], [])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end with the parent", daemon=True).start()
