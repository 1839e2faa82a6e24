"""Temporary folders: gone with the process that made them, also with one that was killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nbexaminer.system import tempdirs
from tests.catalogue import ROOT

MAKE = "import sys; from nbexaminer.system import tempdirs; print(tempdirs.create(), flush=True); {}"


@pytest.fixture(autouse=True)
def temporary(monkeypatch) -> Iterator[Path]:
    """An empty folder for temporary files, for this process and those that it starts."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="t-"))
    monkeypatch.setattr(tempdirs, "_home", (0, Path(), None))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    shutil.rmtree(folder)


def started(then: str) -> tuple[subprocess.Popen, Path]:
    """A process that has made a folder, and the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE.format(then)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, Path(process.stdout.readline().strip())


def test_a_process_that_ends_leaves_nothing(temporary):
    process, folder = started("pass")
    process.wait()
    assert folder.is_relative_to(temporary)
    assert list(temporary.iterdir()) == []


def test_what_one_that_was_killed_left_is_swept_and_what_one_that_lives_has_is_not(temporary):
    killed, left = started("sys.stdin.read()")
    living, kept = started("sys.stdin.read()")
    killed.kill()
    killed.wait()
    assert left.is_dir()
    tempdirs.sweep()
    assert not left.parent.exists()
    assert kept.is_dir()
    living.communicate()
    assert list(temporary.iterdir()) == []


def test_a_temporary_folder_is_gone_after_its_block():
    with tempdirs.temporary() as folder:
        (folder / "file").write_text("kept for a while")
    assert not folder.exists()


def test_nobody_else_may_enter():
    assert tempdirs.create().parent.stat().st_mode & 0o77 == 0


def test_folders_of_others_stay(temporary):
    making, old, other = temporary / "nbexaminer-new", temporary / "nbexaminer-old", temporary / "something"
    link = temporary / "nbexaminer-link"
    for folder in (making, old, other):
        folder.mkdir()
    link.symlink_to(other)
    long_ago = time.time() - 2 * tempdirs.MAKING
    os.utime(old, (long_ago, long_ago))
    tempdirs.sweep()
    assert making.is_dir()
    assert not old.exists()
    assert other.is_dir()
    assert link.is_symlink()


def test_a_fork_has_folders_of_its_own():
    mine = tempdirs.create().parent
    read, write = os.pipe()
    if os.fork() == 0:
        os.write(write, str(tempdirs.create().parent).encode())
        os._exit(0)
    os.wait()
    assert os.read(read, 4096).decode() != str(mine)


def test_where_somebody_else_removes_it_all(temporary):
    (temporary / "shared").mkdir()
    tempdirs.create_in(temporary / "shared")
    assert tempdirs.create().parent == temporary / "shared"


def test_a_place_that_is_too_long_for_sockets_is_not_used(temporary, monkeypatch):
    long = temporary / ("long" * 20)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    folder = tempdirs.create()
    try:
        assert not folder.is_relative_to(long)
        assert len(os.fsencode(folder.parent.parent)) <= tempdirs.LONGEST
        assert os.environ["TMPDIR"] == tempfile.gettempdir() == str(folder.parent.parent)
        assert list(long.iterdir()) == []
    finally:
        shutil.rmtree(folder.parent)


def test_where_no_place_is_short_it_is_said(temporary, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / ("long" * 20)))
    monkeypatch.setattr(tempdirs, "SHORT", ())
    with pytest.raises(OSError, match="name too long"):
        tempdirs.create()
