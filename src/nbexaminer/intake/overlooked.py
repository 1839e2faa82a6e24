"""What lies in `submitted/` and is not seen by grading: other layouts, misspelt assignments, loose files; none in silence."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection
from pathlib import Path

from nbexaminer.course.course import Course
from nbexaminer.course.words import nearest
from nbexaminer.intake.archives import ARCHIVES, UNREADABLE
from nbexaminer.intake.collect.names import EXPORT, METADATA, is_platform_name, meant_folder
from nbexaminer.intake.names import is_junk, notebook_stem
from nbexaminer.intake.sentences import Remarks, literal, shown

MOST_COMMANDS = 3
"""Archives of which each gets a command of its own; of more, one command collects all."""
MOST_IN_ERROR = 3
"""Remarks that an error repeats."""


def overlooked(course: Course) -> list[str]:
    """A remark for everything in `submitted/` that grading does not see; nothing about files that systems write there.

    Args:
        course: the course.

    Returns:
        One sentence for each kind of thing, which says what to do; none where there is no `submitted/`.

    Raises:
        CourseError: the course has no assignment.
    """
    submitted = course.folder("submitted")
    look = _Look(course.relative(submitted), course.assignments())
    archives = []
    for entry in look.entries(submitted, ""):
        if _is_folder(entry):
            look.at_folder(entry)
        elif entry.name.lower().endswith(ARCHIVES):
            archives.append(entry.name)
        else:
            look.at_loose(entry)
    look.tell_archives(archives)
    return look.said.sentences()


def as_error(remarks: list[str], where: str) -> str:
    """One sentence for when nothing at all can be graded.

    Args:
        remarks: those of `overlooked`, at least one.
        where: the folder of all submissions, as the user would type it.
    """
    few = "; ".join(remark.rstrip(".") for remark in remarks[:MOST_IN_ERROR])
    more = f"; and {len(remarks) - MOST_IN_ERROR} more" if len(remarks) > MOST_IN_ERROR else ""
    return f"Nothing in {where}/ can be graded: {few}{more}."


class _Look:
    """One look through `submitted/`."""

    def __init__(self, where: str, assignments: Collection[str]):
        self.where, self.assignments, self.said = where, assignments, Remarks()

    def entries(self, folder: Path | os.DirEntry, name: str) -> list[os.DirEntry]:
        """What a folder holds, but for what systems and programs write."""
        try:
            with os.scandir(folder) as found:
                listed = sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self.add(f"The folder{{s}} {{names}} can't be read ({literal(error.strerror)}).", name, "/")
            return []
        return [entry for entry in listed if not is_junk(entry.name) and not entry.name.startswith(".")]

    def add(self, template: str, name: str, end: str = "") -> None:
        """Note a sentence about something in `submitted/`."""
        self.said.add(template, shown(f"{self.where}/{name}" if name else self.where) + end)

    def command(self, *parts: str, more: str = "") -> str:
        """The command that collects what is in a folder or an archive, for a template."""
        path = "/".join((self.where, *parts))
        usable = path.isprintable()
        return literal(f"`nbexaminer collect {shlex.quote(path) if usable else self.where}{more}`")

    def tell_archives(self, names: list[str]) -> None:
        """Say how archives are opened that lie in `submitted/` itself."""
        for name in names:
            command = self.command(name) if len(names) <= MOST_COMMANDS else self.command()
            self.add(f"{{names}} {{is}} {{an}}archive{{s}}: {command} puts in place what was handed in.", name)

    def at_loose(self, entry: os.DirEntry) -> None:
        """Something in `submitted/` itself that is no folder."""
        if entry.is_symlink():
            self.add("{names} {is} no folder but a link: have the files themselves there.", entry.name)
        elif is_platform_name(entry.name) and entry.name != METADATA:
            self.add(
                f"{{names}} {{is}} named as learning platforms do: {self.command()} puts such files in place.",
                entry.name,
            )
        elif entry.name.lower().endswith(UNREADABLE):
            self.add("{names} {is} {an}archive{s} of a kind that can't be opened here: unpack {it} first.", entry.name)
        else:
            what = f"put files of a student into {literal(self.where)}/STUDENT/ASSIGNMENT/"
            self.add(f"{{names}} {{is}} in no folder of a student: {what}.", entry.name)

    def at_folder(self, entry: os.DirEntry) -> None:
        """A folder in `submitted/`: of a student, or of something else."""
        name = entry.name
        children = self.entries(entry, name)
        folders = [child for child in children if _is_folder(child)]
        if any(child.name in self.assignments for child in folders):
            self._at_student(name, children)
            return
        meant = meant_folder(name, self.assignments)
        if entry.is_symlink():
            self.add("{names} {is} a link to somewhere else: have the files themselves there.", name, "/")
        elif not children:
            self.add("The folder{s} {names} {is} empty.", name, "/")
        elif EXPORT.fullmatch(name) or any(child.name == METADATA for child in children):
            self.add(
                f"{{names}} {{is}} a whole download: {self.command(name)} puts in place what is in {{it}}.", name, "/"
            )
        elif is_platform_name(name):
            what = f"{self.command()} puts in place what is in {{it}}"
            self.add(f"{{names}} {{is}} named as learning platforms do: {what}.", name, "/")
        elif meant and folders and not any(meant_folder(child.name, self.assignments) for child in folders):
            more = "" if meant == name else f" --assignment {meant}"
            expected = f"{literal(self.where)}/STUDENT/ASSIGNMENT/"
            self.add(
                f"{{names}} {{is}} the folder of an assignment, and grading expects {expected}: "
                f"{self.command(name, more=more)} puts in place what is in {{it}}.",
                name,
                "/",
            )
        else:
            self._at_student(name, children)

    def _at_student(self, student: str, children: list[os.DirEntry]) -> None:
        for child in children:
            name = f"{student}/{child.name}"
            if _is_folder(child):
                if child.name not in self.assignments:
                    self._at_unknown(child, name)
            elif notebook_stem(child.name) is not None or child.name.lower().endswith(ARCHIVES):
                self.add(
                    f"{{names}} {{is}} in no folder of an assignment: {self.command()} finds out which one is meant.",
                    name,
                )
            else:
                self.add("{names} {is} in no folder of an assignment: move {it} there.", name)

    def _at_unknown(self, folder: os.DirEntry, name: str) -> None:
        """A folder of a student that is called as no assignment."""
        if not folder.is_symlink() and not self.entries(folder, name):
            self.add("The folder{s} {names} {is} empty.", name, "/")
            return
        near = nearest(folder.name, list(self.assignments))
        if near:
            what = f"rename {{it}} to {literal(near)} if that is meant"
            self.add(f"{{names}} {{is}} called as no assignment: {what}.", name, "/")
        else:
            known = literal(", ".join(sorted(self.assignments)))
            self.add(f"{{names}} {{is}} called as no assignment (there are: {known}).", name, "/")


def _is_folder(entry: os.DirEntry) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
