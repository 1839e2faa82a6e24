"""A submitted notebook with everything that it takes to run it: plain data that can be sent to any machine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from traitlets.config import Config

from nbexaminer.system.version import code, installed

SECTIONS = ("ExecuteSubmission", "ExecuteNotebook", "Execute", "ExecutePreprocessor", "NotebookClient", "Sandbox")
"""Sections of the course's settings that decide how a notebook is run."""
PACKAGES = ("ipykernel", "ipython", "matplotlib", "nbgrader", "numpy", "scikit-learn", "torch")
"""Packages whose versions may make a difference to a result."""


class OtherVersion(Exception):
    """This process would run a notebook with other code than the one that asked for it."""


def version() -> str:
    """The version of all that decides about a result besides the task: this package's code, and other packages."""
    return f"{code()} {' '.join(f'{name}={installed(name)}' for name in PACKAGES)}"


@dataclass(frozen=True)
class Task:
    """A notebook to run.

    Attributes:
        student: whose it is, for messages.
        assignment: its assignment.
        name: of the notebook, without the ending.
        notebook: its text, as nbgrader's sanitizing has left it.
        source: the text of the notebook of the assignment's source.
        given: name -> content of the files that the assignment gives.
        own: name -> content of the files that the student handed in besides.
        settings: section -> setting -> value, of the course's settings.
        secret: folders that student code must never see.
        version: of the code that is to run it.
    """

    student: str
    assignment: str
    name: str
    notebook: str
    source: str
    given: dict[str, bytes]
    own: dict[str, bytes]
    settings: dict[str, dict[str, object]]
    secret: list[str]
    version: str = field(default_factory=version)

    @property
    def key(self) -> str:
        """A digest that is the same for two tasks that must have the same result."""
        parts = asdict(self) | {
            name: {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
            for name, files in (("given", self.given), ("own", self.own))
        }
        del parts["student"]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()

    def require_version(self) -> None:
        """Make sure that the result here is the one that it would be where the task was made.

        Raises:
            OtherVersion: this process has another version of something.
        """
        here, wanted = version().split(), self.version.split()
        different = [mine for mine, other in zip(here[1:], wanted[1:], strict=False) if mine != other]
        if here[0] != wanted[0]:
            different.insert(0, f"nbexaminer {here[0]}")
        if different:
            raise OtherVersion(f"it has {', '.join(different)} where {', '.join(_only(wanted, here))} is wanted")


def _only(wanted: list[str], here: list[str]) -> list[str]:
    names = [f"nbexaminer {wanted[0]}", *wanted[1:]]
    return [name for name, mine, other in zip(names, here, wanted, strict=False) if mine != other]


def settings_of(config: Config) -> dict[str, dict[str, object]]:
    """The settings of `SECTIONS` as plain data."""
    return {name: dict(config[name]) for name in SECTIONS if config.get(name)}
