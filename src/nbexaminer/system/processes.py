"""How long a process lives."""

from __future__ import annotations

import os
import select
import signal
import threading


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
