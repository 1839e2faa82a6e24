"""What the name of a file says: whether it is a notebook's, and which notebook's."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

COLLECTED = ".collected.json"
"""Where `nbexaminer collect` notes, in the folder of a submission, where that came from."""
JUNK = frozenset(
    {
        "__MACOSX",
        "__pycache__",
        ".ipynb_checkpoints",
        ".git",
        ".venv",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        COLLECTED,
    }
)
NOTEBOOK = re.compile(r"^(?P<stem>.*)\.ipynb(?P<more>(?:\.(?:txt|json|download|html))*)$", re.IGNORECASE | re.DOTALL)
COPY_MARK = re.compile(r"(?i)(?:[ _-]*\(\d+\)|[ _-]+(?:copy|kopie)[ _-]*\d*|[ _-]+\d{1,2})$")
COPY_OF = re.compile(r"(?i)^(?:copy|kopie) (?:of|von) ")

EXACT, BUT_FOR_CASE, COPY, PART, NONE = 4, 3, 2, 1, 0
"""How much a file's name is that of a notebook: the same; but for capitals; marked as a copy; part of the name; not at all."""


def is_junk(name: str) -> bool:
    """Whether systems and programs write a file or folder of this name by themselves."""
    return name in JUNK or name.startswith("._")


def notebook_stem(name: str) -> str | None:
    """The name of a notebook's file without its ending; None for a file that is no notebook by its name."""
    match = NOTEBOOK.match(name)
    return match["stem"] if match else None


def is_exact(file_name: str, notebook: str) -> bool:
    """Whether a file is called as a notebook's file should be."""
    return file_name == f"{notebook}.ipynb"


def without_copy_marks(stem: str) -> str:
    """A name without the marks of copies at its end, such as "(1)" or "-Copy2"."""
    # One mark after the other: a single pattern for all of them would try every way to divide a long name.
    while (shorter := COPY_MARK.sub("", stem)) != stem:
        stem = shorter
    return stem


def name_likeness(file_name: str, notebook: str, notebooks: Iterable[str]) -> int:
    """How much a file's name is that of a notebook.

    Args:
        file_name: the name of the file, with its ending.
        notebook: the name of the notebook.
        notebooks: the names of all notebooks of the assignment: a longer one of them that fits, too, is the one that is meant.

    Returns:
        `EXACT`, `BUT_FOR_CASE`, `COPY`, `PART` or `NONE`; the larger, the more alike.
    """
    if is_exact(file_name, notebook):
        return EXACT
    stem, meant = _fold(notebook_stem(file_name) or os.path.splitext(file_name)[0]), _fold(notebook)
    if stem.strip() == meant:
        return BUT_FOR_CASE
    if COPY_OF.sub("", without_copy_marks(stem)).strip() == meant:
        return COPY
    longer = any(meant in _fold(other) and _fold(other) in stem for other in notebooks if other != notebook)
    within = re.search(rf"(?<![^\W_]){re.escape(meant)}(?![^\W_])", stem) is not None
    return PART if within and not longer else NONE


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
