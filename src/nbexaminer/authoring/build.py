"""Build what is handed out: support files, releases and solutions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment, GenerateSolution

from nbexaminer.authoring.check import cell_faults, check
from nbexaminer.authoring.in_step import bring_gradebook_in_step, is_in_step
from nbexaminer.authoring.made import made_of
from nbexaminer.authoring.support import authored, write_support_files
from nbexaminer.course.cache import make_usable
from nbexaminer.course.course import Course
from nbexaminer.course.digest import digest
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import MADE_FROM
from nbexaminer.course.notebooks import read_notebook
from nbexaminer.course.released import remember_release
from nbexaminer.system.version import code


def release_is_fresh(course: Course, assignment: str) -> bool:
    """Whether the release, and the gradebook's copy of its cells, belong to the source as it is."""
    if not release_is_of_source(course, assignment):
        return False
    made = made_of(course, assignment)
    with course.gradebook() as gradebook:
        return is_in_step(gradebook, assignment, made)


def release_is_of_source(course: Course, assignment: str) -> bool:
    """Whether the release was made here from the source as it is; the gradebook is left alone."""
    stamp = course.root / ".cache" / "release" / assignment
    if not stamp.is_file() or not course.folder("release", assignment=assignment).is_dir():
        return False
    return stamp.read_bytes() == _release_stamp(course, assignment)


def _release_stamp(course: Course, assignment: str) -> bytes:
    steps = [course.folder(step, assignment=assignment) for step in ("source", "release")]
    return f"{digest(steps)} {code()}\n".encode() + (course.root / "nbgrader_config.py").read_bytes()


def solution_is_fresh(course: Course, assignment: str) -> bool:
    """Whether every solution carries the digest of the source as it is."""
    wanted = authored(course.folder("source", assignment=assignment))
    folder = course.folder("solution", assignment=assignment)
    for name in course.notebooks(assignment):
        path = folder / f"{name}.ipynb"
        if not path.exists() or _made_from(path) != wanted:
            return False
    return True


def _made_from(solution: Path) -> str | None:
    """The digest of the source folder that a solution was made from; None for a broken one."""
    try:
        return read_notebook(solution).metadata.get(MADE_FROM)
    except CourseError:
        return None


def build_release(course: Course, assignment: str) -> None:
    """Make the release of an assignment: no solutions, no hidden tests, no outputs.

    Raises:
        CourseError: a source notebook is broken, or nbgrader refuses it; what was there is kept.
    """
    for name in course.notebooks(assignment):
        read_notebook(course.folder("source", assignment=assignment) / f"{name}.ipynb")
    remember_release(course, assignment)
    with course.keeping(course.folder("release", assignment=assignment)):
        _run(course, GenerateAssignment, assignment, "release")
    stamp = course.root / ".cache" / "release" / assignment
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_bytes(_release_stamp(course, assignment))


def build_solution(course: Course, assignment: str) -> None:
    """Make the solution of an assignment: the reference code, executed, with its pictures.

    Raises:
        CourseError: the reference code fails, or nbgrader refuses it; what was there is kept.
    """
    folder = course.folder("solution", assignment=assignment)
    with course.keeping(folder):
        _run(course, GenerateSolution, assignment, "solution")
        _require_success(folder)


def _require_success(folder: Path) -> None:
    for path in sorted(folder.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    what = f"{output.ename}: {output.evalue}".splitlines()[0]
                    raise CourseError(
                        f"The solution of {path.stem} fails in cell {cell.id!r} ({what}): mend the source."
                    )


def _run(course: Course, converter: type, assignment: str, step: str) -> None:
    problem = course.run(converter, assignment)
    if problem:
        raise CourseError(f"The {step} of {assignment} could not be made: {problem}")


def build(course: Course, assignments: list[str], say: Callable[[str], None], force: bool = False) -> None:
    """Bring support files, releases and solutions up to date, and say what was done.

    An assignment that `check` finds a problem in gets no release: the one that is there stays.

    Raises:
        CourseError: as `write_support_files`, `build_release` and `build_solution`; the gradebook or a folder can't be used;
            a link in the source leads nowhere; an assignment has a problem. Problems of several are said, then the error.
    """
    course.require_gradebook()
    with course.gradebook():  # where it is missing, it is made
        pass
    make_usable(course.cache)
    course.require_writable("release", "solution")
    problems: dict[str, list[str]] = {}
    for assignment in assignments:
        course.require_links(assignment)
        broken = cell_faults(course, assignment)  # of such cells no support files can be made
        found = check(course, assignment, say) if broken else _build_one(course, assignment, say, force)
        if found:
            problems[assignment] = found
            say(f"{course.relative(course.folder('release', assignment=assignment))}/ stays as it was")
    _require_none(problems, say)


def _build_one(course: Course, assignment: str, say: Callable[[str], None], force: bool) -> list[str]:
    """Bring what is made of one assignment up to date; returns the problems that keep it from being released."""
    steps = [
        ("release", release_is_fresh, build_release),
        ("solution", solution_is_fresh, build_solution),
    ]
    for line in write_support_files(course, assignment):  # first: they are part of what a release is made from
        say(line)
    checked = False
    for step, is_fresh, make in steps:
        where = course.relative(course.folder(step, assignment=assignment)) + "/"
        if not force and is_fresh(course, assignment):
            say(f"{where} is up to date")
            continue
        if not checked and (problems := check(course, assignment, say)):
            return problems
        checked = True
        say(f"making {where} …")
        for line in bring_gradebook_in_step(course, assignment) if step == "release" else ():
            say(line)
        make(course, assignment)
    return []


def _require_none(problems: dict[str, list[str]], say: Callable[[str], None]) -> None:
    """Tell the problems of all assignments, and end with an error where there are some."""
    listed = [problem for found in problems.values() for problem in found]
    if len(listed) > 1:
        for problem in listed:
            say(f"- {problem}")
        raise CourseError(
            f"{', '.join(problems)}: not released, for the problems above: put them right and build again."
        )
    for problem in listed:
        raise CourseError(problem)
