"""Checks of the machine: the sandbox, memory and cores, disk space, the terminal."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nbexaminer.doctor.findings import Finding, NotLookedAt, mend, stops, well
from nbexaminer.doctor.place import Place

if TYPE_CHECKING:
    from traitlets.config import Config

    from nbexaminer.sandbox.settings import Sandbox

MEGABYTE = 2**20
LITTLE = 1024 * MEGABYTE
"""Bytes of a disk below which a large class may fill it."""
NOTHING = 16 * MEGABYTE
"""Bytes of a disk below which it counts as full."""
LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Files in which a container says how much memory it has."""
SYSTEM = 256
"""Megabytes that a notebook may need besides what its own code uses."""


def sandbox(place: Place) -> Iterator[Finding]:
    """Whether student code can be run: with the course's settings, or with the default ones where those don't load."""
    from traitlets.config import Config

    from nbexaminer.sandbox.trial import try_sandbox

    try:
        config = place.config
    except NotLookedAt:
        config = Config()
    program = try_sandbox(_sandbox(config, secret=[str(place.root)]))
    if program:
        yield well(f"{place.relative(Path(program))} starts this Python in a sandbox")
    else:
        yield mend(
            "student code runs WITHOUT a sandbox, as you, and every report says so: remove `c.Sandbox.enabled = False` from "
            "nbgrader_config.py."
        )


def memory(place: Place) -> Iterator[Finding]:
    """Whether as many notebooks as there are cores have the memory that the settings let them use."""
    import psutil

    allowed = _sandbox(place.config).memory
    cores, found = len(os.sched_getaffinity(0)), psutil.virtual_memory()
    limit = min([found.total, *(_limit(Path(path)) or found.total for path in LIMITS)])
    yield from judge_memory(cores, allowed, min(found.available, limit) // MEGABYTE, limit // MEGABYTE)


def judge_memory(cores: int, allowed: int, free: int, total: int) -> Iterator[Finding]:
    """What these numbers mean.

    Args:
        cores: how many notebooks are graded at once, as a rule.
        allowed: megabytes that each may use (`c.Sandbox.memory`).
        free: megabytes that are free.
        total: megabytes that there are.
    """
    at_once = free // (allowed + SYSTEM)
    numbers = f"{cores} core{'s' * (cores > 1)}, {free} of {total} MB free"
    if allowed + SYSTEM > total:
        yield mend(
            f"{numbers}, and a notebook may use {allowed}: set c.Sandbox.memory to {max(256, total // 2)} or less."
        )
    elif at_once < 1:
        yield mend(f"{numbers}, and a notebook may use {allowed}: end other programs.")
    elif at_once < cores:
        yield mend(
            f"{numbers}, and {cores} notebooks at once may use {cores * allowed}: `nbexaminer grade --jobs {at_once}` is safe, "
            "or set c.Sandbox.memory lower."
        )
    else:
        yield well(f"{numbers}; a notebook may use {allowed}")


def disk(place: Place) -> Iterator[Finding]:
    """Whether there is room where the course is."""
    yield judge_disk("the course", *_room(place.root))


def temporary(place: Place) -> Iterator[Finding]:
    """Whether there is room for temporary files, in a folder in which sockets may lie."""
    from nbexaminer.system.tempdirs import likely_place

    folder = likely_place()
    if folder is None:
        yield stops("there is no folder for temporary files that can be written: set TMPDIR to one with a short path.")
    else:
        yield judge_disk(str(folder), *_room(folder))


def judge_disk(where: str, free: int, files: int | None) -> Finding:
    """What the room on a disk means.

    Args:
        where: what lies there, in words.
        free: bytes that may be written.
        files: how many files may be made; None where that has no limit.
    """
    if free < NOTHING:
        return stops(f"the disk of {where} is full ({free // MEGABYTE} MB are free): make room.")
    if files == 0:
        return stops(f"the disk of {where} has no room for further files: remove some.")
    if free < LITTLE:
        return mend(f"the disk of {where} has {free // MEGABYTE} MB free, which a large class may fill: make room.")
    return well(f"{where}: {free / 1024 / MEGABYTE:.0f} GB free")


def terminal(place: Place) -> Iterator[Finding]:
    """Whether names of students can be shown, and files be named, as they are."""
    yield judge_encodings(sys.stdout.encoding or "utf-8", locale.getencoding())


def judge_encodings(output: str, system: str) -> Finding:
    """What the encodings of the output and of the locale mean."""
    names = {name.lower().replace("-", "").replace("_", "") for name in (output, system)}
    if names == {"utf8"}:
        return well("UTF-8")
    which = " and ".join(sorted({output, system} - {"utf-8", "UTF-8"}))
    return mend(f"{which} instead of UTF-8, so names are shown with ? in them: `export LANG=C.UTF-8`.")


def _sandbox(config: Config, **more: object) -> Sandbox:
    """The settings of the sandbox.

    Raises:
        NotLookedAt: a value of theirs is wrong.
    """
    from traitlets import TraitError

    from nbexaminer.sandbox.settings import Sandbox

    try:
        return Sandbox(config=config, **more)
    except TraitError:
        raise NotLookedAt("needs c.Sandbox, in which a value is wrong") from None


def _room(folder: Path) -> tuple[int, int | None]:
    """Bytes that may be written in a folder, and how many files may be made."""
    found = os.statvfs(folder)
    return shutil.disk_usage(folder).free, found.f_favail if found.f_files else None


def _limit(path: Path) -> int | None:
    """The number of bytes in a file of the system's; None where there is none."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() and int(text) else None
