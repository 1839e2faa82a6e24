"""For which assignment something was handed in: by its folder, by the names of its notebooks, by what is in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.course.notebooks import known_notebook
from nbexaminer.course.words import nearest
from nbexaminer.intake import limits
from nbexaminer.intake.archives import ARCHIVES, unpack_archives
from nbexaminer.intake.collect.found import HandIn, Left
from nbexaminer.intake.collect.names import meant_folder
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import Contents, SubmittedFile
from nbexaminer.intake.match import FOREIGN, likeness, signs
from nbexaminer.intake.names import NONE, name_likeness, notebook_stem
from nbexaminer.intake.parse import parse
from nbexaminer.intake.sentences import listed, shown
from nbexaminer.system import tempdirs

MOST_READ = 5
"""Notebooks of a hand-in that are read to find its assignment."""


@dataclass(frozen=True)
class Assignments:
    """The course's assignments.

    Attributes:
        course: the course.
        notebooks: assignment -> the names of its notebooks.
    """

    course: Course
    notebooks: dict[str, list[str]]

    @cached_property
    def signs(self) -> dict[str, list[dict[str, set]]]:
        """Assignment -> by what its notebooks are recognised (`match.signs`); none for those that have no release."""
        found: dict[str, list[dict[str, set]]] = {}
        for assignment, names in self.notebooks.items():
            paths = [self.course.folder("release", assignment=assignment) / f"{name}.ipynb" for name in names]
            try:
                found[assignment] = [signs(known_notebook(path)) for path in paths if path.is_file()]
            except CourseError:
                found[assignment] = []
        return found

    def by_name(self, name: str) -> list[str]:
        """The assignments that have a notebook of the name of a file, more or less."""
        fits = {
            assignment: max((name_likeness(name, notebook, names) for notebook in names), default=NONE)
            for assignment, names in self.notebooks.items()
        }
        best = max(fits.values(), default=NONE)
        return [assignment for assignment, fit in fits.items() if fit == best != NONE]

    def by_content(self, file: SubmittedFile) -> list[str]:
        """The assignments that a file is like, when it is read as a notebook; the one that it is clearly most like."""
        if file.size > limits.MAX_NOTEBOOK:
            return []
        try:
            with file.open() as stream:
                mine = signs(parse(stream.read(limits.MAX_NOTEBOOK))[0])
        except (Refused, OSError, MemoryError):
            return []
        except Exception:  # whatever zipfile raises for a damaged file
            return []
        fits = {
            assignment: max((likeness(mine, theirs) for theirs in of_it), default=0.0)
            for assignment, of_it in self.signs.items()
        }
        best = max(fits.values(), default=0.0)
        return [assignment for assignment, fit in fits.items() if fit == best >= FOREIGN]

    def nearest(self, name: str) -> str:
        """The name of a notebook that was probably meant, as a clause; "" for none."""
        notebooks = [notebook for names in self.notebooks.values() for notebook in names]
        near = nearest(notebook_stem(name) or name, notebooks)
        return f": did you mean {near}.ipynb?" if near else ""


def assign(hand_in: HandIn, known: Assignments, only: str | None) -> tuple[dict[str, HandIn], list[Left]]:
    """Find out for which assignments something was handed in.

    Args:
        hand_in: what was handed in.
        known: the course's assignments.
        only: the assignment that was asked for, or None.

    Returns:
        Assignment -> what was handed in for it; and what is not taken.
    """
    folder = hand_in.folder
    if folder and folder not in known.notebooks:
        meant = meant_folder(folder, known.notebooks)
        named = {name for file in _notebooks(hand_in) for name in known.by_name(file.name)}
        if meant is not None and (not named or meant in named):
            hand_in = replace(hand_in, notes=[*hand_in.notes, f"the folder {shown(folder)} was taken for {meant}"])
            folder = meant
    if only is None:
        return ({folder: hand_in}, []) if folder in known.notebooks else _found(hand_in, known)
    if folder and folder != only:
        return {}, [Left(hand_in.place, f"it is for {shown(folder)}, not for {only}", expected=True)]
    return _as_asked(hand_in, known, only)


def _as_asked(hand_in: HandIn, known: Assignments, only: str) -> tuple[dict[str, HandIn], list[Left]]:
    """Take something for the assignment that was asked for, unless it is clearly for another."""
    names = [file.name for file in _notebooks(hand_in)]
    fits = [name for name in names if _is_of(only, name, known)]
    others = {name: known.by_name(name) for name in names if name not in fits and known.by_name(name)}
    if not fits and others:
        name, (other, *_) = next(iter(others.items()))
        why = f"its notebook {shown(name)} is of {other}, not of {only}: collect it with --assignment {other}"
        return {}, [Left(hand_in.place, why)]
    notes = list(hand_in.notes)
    if others:
        some = listed(sorted({other for found in others.values() for other in found}))
        notes.append(f"it also holds notebooks of {some}: collect again with --assignment for these")
    if not names and not _archives(hand_in):
        notes.append("there is no notebook in it")
    elif names and not fits:
        meant = listed([f"{name}.ipynb" for name in known.notebooks[only]])
        notes.append(f"{listed(sorted(map(shown, names)))} is not called {meant}: grading looks at what is in it")
    return {only: replace(hand_in, notes=notes)}, []


def _is_of(assignment: str, name: str, known: Assignments) -> bool:
    names = known.notebooks[assignment]
    return any(name_likeness(name, notebook, names) != NONE for notebook in names)


def _found(hand_in: HandIn, known: Assignments) -> tuple[dict[str, HandIn], list[Left]]:
    """Find the assignments by the notebooks of a hand-in; where it has several, each gets its own."""
    notebooks = _notebooks(hand_in)
    if not notebooks and _archives(hand_in):
        with tempdirs.temporary() as scratch:
            contents = Contents(files=[replace(file, parts=place) for place, file in hand_in.files.items()])
            unpack_archives(contents, scratch)
            of = _by_file([file for file in contents.files if notebook_stem(file.name) is not None], known)
    else:
        of = _by_file(notebooks, known)
    found = sorted({assignment for of_it in of.values() for assignment in of_it if len(of_it) == 1})
    if not found:
        return {}, [Left(hand_in.place, _unknown(hand_in, of, known))]
    if len(found) == 1:
        return {found[0]: replace(hand_in, notes=[*hand_in.notes, *_renamed(of, found[0], known)])}, []
    return {assignment: _part(hand_in, assignment, of) for assignment in found}, []


def _by_file(files: list[SubmittedFile], known: Assignments) -> dict[SubmittedFile, list[str]]:
    """Notebook -> its assignments: by its name or, where that says nothing or too much, by what is in it."""
    of = {file: known.by_name(file.name) for file in files}
    for file in [file for file, found in of.items() if len(found) != 1][:MOST_READ]:
        of[file] = known.by_content(file) or of[file]
    return of


def _part(hand_in: HandIn, assignment: str, of: dict[SubmittedFile, list[str]]) -> HandIn:
    """What was handed in for one of several assignments: all but the notebooks of the others."""
    others = {file.parts for file, found in of.items() if found and assignment not in found}
    files = {place: file for place, file in hand_in.files.items() if place not in others}
    return replace(hand_in, files=files, notes=list(hand_in.notes))


def _renamed(of: dict[SubmittedFile, list[str]], assignment: str, known: Assignments) -> list[str]:
    """What is to be said about notebooks that were recognised by what is in them."""
    renamed = [file for file, found in of.items() if found == [assignment] and not known.by_name(file.name)]
    return [
        f"{shown(file.name)} was taken for a notebook of {assignment}, by what is in it{known.nearest(file.name)}"
        for file in renamed
    ]


def _unknown(hand_in: HandIn, of: dict[SubmittedFile, list[str]], known: Assignments) -> str:
    """Why no assignment was found, a clause that says what to do."""
    several = next((found for found in of.values() if len(found) > 1), None)
    if several:
        return f"its notebook may be of {listed(several)}: say which with --assignment"
    if hand_in.folder:
        return f"there is no assignment {shown(hand_in.folder)}: say which it is for with --assignment"
    if not of:
        return "there is no notebook in it: say which assignment it is for with --assignment"
    name = next(iter(of)).name
    return f"no notebook of the course is called {shown(name)}{known.nearest(name) or ': say which with --assignment'}"


def _notebooks(hand_in: HandIn) -> list[SubmittedFile]:
    """The notebooks of a hand-in, each under the name that it is to have."""
    return [replace(file, parts=place) for place, file in hand_in.files.items() if notebook_stem(place[-1]) is not None]


def _archives(hand_in: HandIn) -> bool:
    return any(place[-1].lower().endswith(ARCHIVES) for place in hand_in.files)
