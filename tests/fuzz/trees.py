"""Folders of a submission: names, kinds, sizes and depths of files of every sort, beside a notebook or in its place."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from random import Random

from nbformat import NotebookNode

from tests.fuzz.archives import archive
from tests.fuzz.notebooks import notebook_file

STEMS = (
    b"tiny",
    b"Tiny",
    b"TINY",
    b"tiny (1)",
    b"tiny-Copy1",
    b"copy of tiny",
    b"tiny_final_2",
    b"Untitled",
    b"",
    b"ti\xcc\x81ny",
    b"\xef\xbd\x94iny",
    b"tiny ",
    b" tiny",
    b"tiny\n",
    b"\xff\xfe",
    b"*",
    b"[a-z]*",
    b"?",
    b"{a,b}",
    b"~",
    b"-rf",
    b"$HOME",
    b"%s",
    b"\x1b[2J",
    b"\x07",
    b"\xe2\x80\xae",
    b"con",
    b"x" * 240,
    b"\xf0\x9f\x92\xa5" * 40,
    b"[bold]",
    b"'",
    b'"',
    b"a\\b",
    b"tiny.ipynb",
    b"(1)" * 60,
    b"-copy" * 40,
)
ENDINGS = (
    b".ipynb",
    b".ipynb",
    b".ipynb",
    b".IPYNB",
    b".ipynb.txt",
    b".ipynb.json",
    b".json",
    b".txt",
    b"",
    b".py",
    b".csv",
    b".ipynb~",
)
RESERVED = (
    b"given.py",
    b"timestamp.txt",
    b"checks.py",
    b"numpy.py",
    b"sitecustomize.py",
    b".ipynb_checkpoints",
    b"__pycache__",
    b".git",
    b"tiny.ipynb",
    b"._tiny.ipynb",
    b".unpacked-x",
    b"gradebook.db",
    b"feedback",
    b"nbgrader_config.py",
    b"conftest.py",
    b".env",
    b"__MACOSX",
    b"tiny",
    b"GIVEN.PY",
    b"given",
    b"lost+found",
    b"nul",
    b".nfs0001",
)
MOST_DEEP = 2500


def name(draw: Random) -> bytes:
    """The name of a file or a folder; most are the name of a notebook's file, more or less."""
    if draw.random() < 0.3:
        return draw.choice(RESERVED)
    whole = (draw.choice(STEMS) + draw.choice(ENDINGS))[:255]
    return whole if whole not in (b"", b".", b"..") else b"x"


class Planter:
    """Fills the folder of one submission.

    Args:
        draw: the source of choices.
        folder: an empty folder.
        honest: a notebook with right answers.
    """

    def __init__(self, draw: Random, folder: Path, honest: NotebookNode):
        self.draw, self.honest = draw, honest
        self.folders = [os.fsencode(folder)]
        self.files: list[bytes] = []
        self.kinds: tuple[Callable[[bytes], None], ...] = (
            *[self._notebook] * 8,
            *[self._archive] * 4,
            *[self._folder] * 3,
            self._text,
            self._text,
            self._empty,
            self._sparse,
            self._link,
            self._link,
            self._hard_link,
            self._pipe,
            self._socket,
            self._device,
            self._locked,
            self._locked_folder,
            self._deep,
            self._many,
        )

    def plant(self) -> None:
        """Put the honest notebook, or something like it, and some files of all kinds into the folder."""
        if self.draw.random() < 0.7:
            self._write(os.path.join(self.folders[0], b"tiny.ipynb"), notebook_file(self.draw, self.honest))
        for _ in range(self.draw.choice((0, 1, 1, 2, 4, 8))):
            path = os.path.join(self.draw.choice(self.folders), name(self.draw))
            with contextlib.suppress(OSError):  # the name is taken, or nothing of this kind can be made here
                if len(path) < 3000:
                    self.draw.choice(self.kinds)(path)

    def _write(self, path: bytes, content: bytes) -> None:
        with open(path, "xb") as file:
            file.write(content)
        self.files.append(path)
        if self.draw.random() < 0.1:
            os.utime(path, ns=(0, self.draw.choice((0, -(10**18), 2**62, 10**18))))

    def _notebook(self, path: bytes) -> None:
        self._write(path, notebook_file(self.draw, self.honest))

    def _archive(self, path: bytes) -> None:
        ending, raw = archive(self.draw, lambda: notebook_file(self.draw, self.honest))
        self._write(path[:-20] + os.fsencode(ending) if len(path) > 3000 else path + os.fsencode(ending), raw)

    def _folder(self, path: bytes) -> None:
        os.mkdir(path)
        self.folders.append(path)

    def _text(self, path: bytes) -> None:
        self._write(
            path,
            self.draw.choice(
                (b"x = 1\n", b"\xff\xfe\0", b"2024-02-30 12:00:00 UTC", b"2025-01-01 00:00:00 UTC", b"a" * 10**6)
            ),
        )

    def _empty(self, path: bytes) -> None:
        self._write(path, b"")

    def _sparse(self, path: bytes) -> None:
        self._write(path, b"")
        os.truncate(path, self.draw.choice((10**6, 2**31, 2**40)))

    def _link(self, path: bytes) -> None:
        inside = self.draw.choice([*self.files, *self.folders])
        os.symlink(
            self.draw.choice((inside, b"/", b"/etc/passwd", b"/dev/zero", b"..", b"nowhere", path, b"x" * 4000)), path
        )

    def _hard_link(self, path: bytes) -> None:
        if self.files:
            os.link(self.draw.choice(self.files), path)

    def _pipe(self, path: bytes) -> None:
        os.mkfifo(path)

    def _socket(self, path: bytes) -> None:
        here = os.open(b".", os.O_RDONLY)
        try:
            os.chdir(os.path.dirname(path))  # a socket's path is short
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.basename(path))
        finally:
            os.fchdir(here)
            os.close(here)

    def _device(self, path: bytes) -> None:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # as /dev/zero

    def _locked(self, path: bytes) -> None:
        self._notebook(path)
        os.chmod(path, self.draw.choice((0, 0o4755, 0o2755, 0o111, 0o222)))

    def _locked_folder(self, path: bytes) -> None:
        os.mkdir(path)
        self._notebook(os.path.join(path, b"tiny.ipynb"))
        os.chmod(path, self.draw.choice((0, 0o100, 0o1777)))

    def _deep(self, path: bytes) -> None:
        """Folders in one another, deeper than any path can say; a notebook in the last."""
        here = os.open(b".", os.O_RDONLY)
        try:
            os.mkdir(path)
            os.chdir(path)
            for _ in range(self.draw.choice((5, 11, 12, 13, 60, MOST_DEEP))):
                os.mkdir(b"a")
                os.chdir(b"a")
            with open(b"tiny.ipynb", "xb") as file:
                file.write(notebook_file(self.draw, self.honest))
        finally:
            os.fchdir(here)
            os.close(here)

    def _many(self, path: bytes) -> None:
        os.mkdir(path)
        for number in range(self.draw.choice((40, 300, 2500))):
            with open(os.path.join(path, b"%d%s" % (number, self.draw.choice((b".ipynb", b".txt", b"")))), "xb"):
                pass


def plant(draw: Random, folder: Path, honest: NotebookNode) -> None:
    """Fill an empty folder as a submission of the small course may be filled."""
    Planter(draw, folder, honest).plant()
