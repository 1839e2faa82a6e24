"""The settings of the sandbox."""

from __future__ import annotations

import sys
from pathlib import Path

from traitlets import Bool, Integer, List, Unicode
from traitlets.config import LoggingConfigurable

from nbexaminer.sandbox import bubblewrap
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.machine import python_folders


class Sandbox(LoggingConfigurable):
    """How student code is run; the settings of `nbgrader_config.py` are `c.Sandbox.…`."""

    enabled = Bool(True, help="False runs student code without bubblewrap, as the user who grades").tag(config=True)
    memory = Integer(
        2048, help="megabytes of memory that a notebook may use; four fifths of it where it starts processes"
    ).tag(config=True)
    processes = Integer(128, help="processes and threads that a notebook may have").tag(config=True)
    disk = Integer(128, help="megabytes that a notebook may write; they are gone afterwards").tag(config=True)
    files = Integer(512, help="files and connections that a process may have open").tag(config=True)
    warm = Bool(True, help="kernels are forked from a process that has the imports done; False starts each anew").tag(
        config=True
    )
    readable = List(Unicode(), help="further folders that student code may read, such as data").tag(config=True)
    secret = List(Unicode(), help="folders that student code must never see: the course's own")

    def require(self) -> None:
        """Make sure that student code can be run as the settings say.

        Raises:
            SandboxError: it can't.
        """
        if sys.platform != "linux":
            raise SandboxError(
                "Submissions are graded on Linux only: use WSL 2 on Windows, a Linux container elsewhere."
            )
        if self.enabled:
            bubblewrap.find()
            secret = [Path(folder) for folder in self.secret]
            python_folders(secret)
            for folder in self.readable:
                if any(other.resolve().is_relative_to(Path(folder).resolve()) for other in secret):
                    raise SandboxError(
                        f"c.Sandbox.readable has {folder}, which holds the course: name a folder beside it."
                    )

    def readable_folders(self) -> list[str]:
        """The folders of this machine that student code can read, besides the system's own: Python's, and `readable`.

        Raises:
            SandboxError: one of Python's folders holds a secret one.
        """
        return [*map(str, python_folders([Path(folder) for folder in self.secret])), *self.readable]
