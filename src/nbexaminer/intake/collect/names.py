"""How learning platforms name files and folders in their downloads; names are only compared here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from nbexaminer.course.words import nearest
from nbexaminer.intake.archives import ARCHIVES
from nbexaminer.intake.files import Parts
from nbexaminer.intake.names import notebook_stem

CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.DOTALL)
"""A file of Canvas: `doejane_LATE_1234_56789_original.ipynb`."""
CANVAS_TEXT = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>\d+)_text\.html", re.DOTALL)
"""A text that was typed into Canvas: `doejane_1234_text.html`."""
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?", re.DOTALL | re.IGNORECASE
)
"""A folder of Moodle, or a file of its flat downloads: `Jane Doe_1234_assignsubmission_file_original.ipynb`."""
GRADESCOPE = re.compile(r"submission_(?P<number>\d+)")
"""A folder of Gradescope: `submission_56789`."""
METADATA = "submission_metadata.yml"
"""Where Gradescope says whose its folders are."""
EXPORT = re.compile(r"assignment_\d+_export|submitted|submissions", re.IGNORECASE)
"""A folder around those of all students."""
ATTEMPT = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})(?P<ending>\.[^.]*|\.tar\.\w+)?", re.DOTALL)
"""A file that was handed in once more, as Canvas names it: `original-2.ipynb`."""


def is_platform_name(name: str) -> bool:
    """Whether a file or folder is named as a platform names it."""
    patterns = (CANVAS, CANVAS_TEXT, MOODLE, GRADESCOPE)
    return name == METADATA or any(pattern.fullmatch(name) for pattern in patterns)


def without_wrapper(files: Iterable[Parts], folders: Iterable[Parts], stem: str, assignments: Collection[str]) -> int:
    """How many folders, 0 or 1, are around the folders of all students.

    Args:
        files: where the files of a download are.
        folders: its folders, as far as they are known.
        stem: the download's own name, without its ending.
        assignments: the names of the course's assignments.
    """
    places = {*files, *folders}
    tops = {place[0] for place in places}
    if len(tops) != 1 or any(len(place) == 1 for place in files):
        return 0
    (top,) = tops
    direct = {place[1] for place in files if len(place) == 2}
    children = {place[1] for place in places if len(place) > 1}
    if not children or is_platform_name(top) or top in assignments:
        return 0
    if METADATA in direct or all(map(is_platform_name, children)):
        return 1
    called = top.casefold() == stem.casefold()
    if direct:
        zipped = all(name.lower().endswith(".zip") for name in children)
        return int(zipped and (called or len(children) > 1))
    if EXPORT.fullmatch(top):
        return 1
    if any(meant_folder(child, assignments) for child in children):
        return 0  # the folder of one student
    return int(called or len(children) > 1)


def meant_folder(name: str, assignments: Collection[str]) -> str | None:
    """The assignment for which a folder is called, if only nearly; a number in the name must be the same."""
    if name in assignments:
        return name
    near = nearest(name, list(assignments))
    return near if near and re.findall(r"\d+", near) == re.findall(r"\d+", name) else None


def attempt(name: str, notebooks: Collection[str]) -> tuple[str, int]:
    """The name of a file without the number of its attempt, and that number, 0 for the first.

    Args:
        name: as it is in a download of Canvas.
        notebooks: the names of the course's notebooks, which may end like that by themselves.
    """
    found = ATTEMPT.fullmatch(name)
    if not found or notebook_stem(name) in notebooks:
        return name, 0
    return found["stem"] + (found["ending"] or ""), int(found["number"])


def last_attempts(names: Collection[str], notebooks: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Which of the files that one student handed in to Canvas count, under which names.

    A notebook or an archive counts in its last attempt only. Of other files, `data-1` and `data-2` may be two files: they are
    attempts where there is `data` as well, or where there is just one and the notebook was handed in again.

    Args:
        names: of the files.
        notebooks: the names of the course's notebooks.

    Returns:
        Name of a file that counts -> the name it is to have; and name of one that does not -> the one that counts instead.
    """
    groups: dict[str, dict[int, str]] = {}
    for name in names:
        base, number = attempt(name, notebooks)
        groups.setdefault(base, {})[number] = name
    again = any(max(group) for base, group in groups.items() if _is_work(base))
    counts: dict[str, str] = {}
    replaced: dict[str, str] = {}
    for base, group in groups.items():
        if _is_work(base) or 0 in group or (len(group) == 1 and again):
            last = group[max(group)]
            counts[last] = base
            replaced |= {name: last for name in group.values() if name != last}
        else:
            counts |= {name: name for name in group.values()}
    return counts, replaced


def _is_work(name: str) -> bool:
    return notebook_stem(name) is not None or name.lower().endswith(ARCHIVES)
