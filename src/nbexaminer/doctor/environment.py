"""Checks of the Python environment: its version, the packages, the kernel."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from nbexaminer.course.errors import first_line
from nbexaminer.doctor.findings import Finding, mend, stops, well
from nbexaminer.doctor.place import Place

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PACKAGE = "nbexaminer"
KERNEL = "python3"
"""Name of the kernel that notebooks ask for."""


def python(place: Place) -> Iterator[Finding]:
    """Whether this Python is new enough for the package, and for the course's own `pyproject.toml`."""
    from packaging.specifiers import SpecifierSet

    version = ".".join(map(str, sys.version_info[:3]))
    asked = {_own("Requires-Python", ">=3.11")}
    with contextlib.suppress(OSError, ValueError):  # what is wrong with the file is told with the packages
        asked |= {_project(place.root).get("requires-python", "")} - {""}
    refused = sorted(one for one in asked if not SpecifierSet(one).contains(version, prereleases=True))
    if refused:
        yield stops(
            f"{version}, and {' and '.join(refused)} is asked for: make the environment anew with such a Python."
        )
    else:
        yield well(f"{version}, {place.relative(Path(sys.prefix))}")


def packages(place: Place) -> Iterator[Finding]:
    """Whether what `requirements.txt`, `pyproject.toml` and this package ask for is installed, in the version asked for."""
    asked, wrong = {}, False
    for where, source in SOURCES.items():
        try:
            asked[where] = list(source(place.root))
        except (OSError, ValueError) as error:
            wrong = True
            yield mend(f"{where} can't be read ({first_line(error)}): put it right.")
    found, others, unclear = _compare(asked)
    with_all = (place.root / "requirements.txt").is_file()
    for kind, (bad, says) in KINDS.items():
        if others[kind]:
            wrong = True
            names = " ".join(sorted(others[kind]))
            remedy = "pip install -r requirements.txt" if with_all else f"pip install --upgrade {names}"
            yield bad(f"{says}: {', '.join(others[kind].values())}: `{remedy}`.")
    for line in unclear:
        wrong = True
        yield mend(f"{line} is no requirement, or no file: put that right.")
    if not wrong:
        torch = f", torch {found['torch']}" if "torch" in found else ""
        yield well(f"{len(found)} are asked for, and installed as asked{torch}")


def _compare(asked: dict[str, list[str]]) -> tuple[dict[str, str], dict[str, dict[str, str]], list[str]]:
    """What is installed of the requirements in some places.

    Returns:
        The versions of what is asked for; for each kind of what isn't as asked: name -> what to say of it; and what is no
        requirement, with where it stands.
    """
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    found, others, unclear = {}, {kind: {} for kind in KINDS}, []
    for where, line in ((where, line) for where, lines in asked.items() for line in lines):
        try:
            one = Requirement(line)
        except InvalidRequirement:
            unclear.append(f"{line[:60]!r} in {where}")
            continue
        name = canonicalize_name(one.name)
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        found[name] = there = _installed(one.name)
        if there is None:
            others["missing"][name] = one.name
        elif not _fits(one, there):
            others["too old" if where == PACKAGE else "other"].setdefault(name, f"{one.name} {there} ({one.specifier})")
    return found, others, unclear


def kernel(place: Place) -> Iterator[Finding]:
    """Whether there is a kernel for the notebooks, and it is this Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from jupyter_core.paths import jupyter_path

    if importlib.util.find_spec("ipykernel") is None:
        yield stops("ipykernel is not installed, and no notebook runs without it: `pip install ipykernel`.")
        return
    install = f"`{place.relative(Path(sys.executable))} -m ipykernel install --sys-prefix`"
    try:
        # Where Jupyter itself looks, it makes a folder ~/.ipython.
        spec = KernelSpecManager(kernel_dirs=jupyter_path("kernels")).get_kernel_spec(KERNEL)
    except NoSuchKernel:
        yield mend(f"there is no kernel {KERNEL!r}, so solutions can't be made: {install}.")
        return
    except (OSError, ValueError) as error:
        yield mend(f"the kernel {KERNEL!r} can't be read ({first_line(error)}), so solutions can't be made: {install}.")
        return
    program, where = spec.argv[0] if spec.argv else "", place.relative(Path(spec.resource_dir))
    if _is_this_python(program):
        yield well(f"{KERNEL!r} is this Python")
    else:
        yield mend(
            f"{KERNEL!r} in {where} starts {program or 'nothing'}, another Python than this one, so solutions are made with "
            f"other packages than answers are graded with: {install}, or remove that folder."
        )


def _is_this_python(program: str) -> bool:
    """Whether a kernel's program is this Python; by its bare name Jupyter starts the one that runs Jupyter itself."""
    if program in ("python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"):
        return True
    folders = [Path(os.path.abspath(path)).parent.resolve() for path in (program, sys.executable)]
    return os.path.isabs(program) and folders[0] == folders[1] and os.path.exists(program)


def _lines(path: Path, read: set[Path]) -> Iterator[str]:
    """The requirements in a file, and in those that it names."""
    if path in read or not path.is_file():
        return
    read.add(path)
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        other = re.match(r"(?:-r|--requirement)[ =]*(.+)", line)
        if other and not (path.parent / other[1].strip()).is_file():
            yield line
        elif other:
            yield from _lines(path.parent / other[1].strip(), read)
        elif line and not line.startswith("-") and not re.match(r"[./]|\w+:", line):
            yield re.split(r"\s--", line)[0].strip()


def _project(root: Path) -> dict:
    """The table [project] of the course's `pyproject.toml`."""
    path = root / "pyproject.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")).get("project", {}) if path.is_file() else {}


def _own(field: str, otherwise: str) -> str:
    """A field of this package's metadata."""
    try:
        return metadata.metadata(PACKAGE).get(field, otherwise)
    except metadata.PackageNotFoundError:
        return otherwise


def _installed(name: str) -> str | None:
    """The version of a package; None where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _fits(asked: Requirement, there: str) -> bool:
    """Whether a version is one that is asked for; one in words of its own can't be told, and is not found fault with."""
    from packaging.version import InvalidVersion

    try:
        return asked.specifier.contains(there, prereleases=True)
    except InvalidVersion:
        return True


def _own_requirements(root: Path) -> list[str]:
    """What this package asks for."""
    try:
        return metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:  # run from its source
        return []


SOURCES = {
    PACKAGE: _own_requirements,
    "pyproject.toml": lambda root: _project(root).get("dependencies", []),
    "requirements.txt": lambda root: _lines(root / "requirements.txt", set()),
}
"""Where requirements stand -> what reads them in a course folder."""
KINDS = {
    "missing": (stops, "not installed"),
    "too old": (stops, "not in the version that grading needs"),
    "other": (mend, "in another version than the course asks for"),
}
"""What can be wrong with a package -> how bad that is, and how it is said."""
