"""Whether an assignment can be released: its tests fit its solution and its stubs, its points agree, nothing is given away.

A release that goes out wrong is blamed on students: a hidden test that the solution does not pass costs everybody its points.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import is_grade, is_solution

from gradspecs.edits import SpecError
from nbexaminer.authoring.cells import Place, Region, cell_problems, inside, is_worth, places, python_problems, regions
from nbexaminer.authoring.disclosed import disclosed
from nbexaminer.authoring.points import points_problems
from nbexaminer.authoring.specs import with_specs
from nbexaminer.authoring.support import write_support_files
from nbexaminer.authoring.trial import LOST, Ended, Run, try_out
from nbexaminer.course.cache import make_usable
from nbexaminer.course.course import Course
from nbexaminer.course.demonstrations import idle_cells, is_demonstration
from nbexaminer.course.digest import digest
from nbexaminer.course.errors import CourseError
from nbexaminer.course.files import is_ignored
from nbexaminer.system.tempdirs import temporary
from nbexaminer.system.version import code

SECONDS = 60
"""That a cell may take where the settings name no time limit."""
Say = Callable[[str], None]


def cell_faults(course: Course, assignment: str) -> list[str]:
    """What keeps the cells of an assignment from being run, or from being released as they are meant: a sentence for each."""
    kinds, found = regions(course.config), []
    for path in _notebooks(course, assignment):
        try:
            found += cell_problems(places(path), kinds)
        except CourseError as error:
            found.append(str(error))
    return found


def _points_that_differ(course: Course, assignment: str) -> list[str]:
    """Where points are stated otherwise than in the metadata, in notebooks that can be read: a sentence for each."""
    found = []
    for path in _notebooks(course, assignment):
        with contextlib.suppress(CourseError):
            cells = places(path)
            found += points_problems(cells) if all(is_worth(place) for place in cells) else []
    return found


def check(course: Course, assignment: str, say: Say) -> list[str]:
    """What keeps an assignment from being released: a sentence for each problem, with notebook, cell, and what to do.

    An assignment without problems is kept in mind, and not checked again before something of it changes.

    Args:
        course, assignment: of which the source is checked.
        say: told when it takes longer.

    Raises:
        CourseError: the folder `.cache` can't be used, or a link in the source leads nowhere.
    """
    course.require_links(assignment)
    make_usable(course.cache)
    if is_checked(course, assignment):
        return []
    say(f"checking {course.relative(course.folder('source', assignment=assignment))}/ …")
    faults, points = cell_faults(course, assignment), _points_that_differ(course, assignment)
    if faults:
        say("its cells are not run before they are put right")
        return faults + points
    try:
        write_support_files(course, assignment)
    except CourseError as error:
        return [*points, str(error)]
    with temporary() as folder:
        found = points + _tried(course, assignment, folder)
    if not found:
        checked = course.cache / "checked" / assignment
        checked.parent.mkdir(parents=True, exist_ok=True)
        checked.write_bytes(stamp(course, assignment))
    return found


def is_checked(course: Course, assignment: str) -> bool:
    """Whether an assignment was found to be without problems as it is."""
    checked = course.cache / "checked" / assignment
    return checked.is_file() and checked.read_bytes() == stamp(course, assignment)


def stamp(course: Course, assignment: str) -> bytes:
    """What tells an assignment's source, with the settings and the code that read it, from any other."""
    kits = [Path(str(files(package))) for package in ("gradchecks", "gradspecs")]
    seen = digest([course.folder("source", assignment=assignment), *kits])
    return f"{seen} {code()}\n".encode() + (course.root / "nbgrader_config.py").read_bytes()


def _notebooks(course: Course, assignment: str) -> list[Path]:
    folder = course.folder("source", assignment=assignment)
    return [folder / f"{name}.ipynb" for name in course.notebooks(assignment)]


def _tried(course: Course, assignment: str, folder: Path) -> list[str]:
    """The problems that show when a release is made, and the cells are run.

    Args:
        course, assignment: as for `check`.
        folder: an empty one, for what is made meanwhile.
    """
    found: list[str] = []
    released = _trial_release(course, assignment, folder / "release", found)
    kinds = regions(course.config)
    for path in _notebooks(course, assignment):
        stub = released / path.name if released is not None else None
        if stub is not None:
            found += disclosed(path, stub, kinds)
            found += _broken_stubs(path, stub)
        found += _run_problems(course, path, stub, folder / path.stem, kinds[1])
    return found


def _trial_release(course: Course, assignment: str, folder: Path, found: list[str]) -> Path | None:
    """Have nbgrader make the release in another folder, and the gradebook left as it is; None, and why, where it can't."""
    other = course.with_settings(
        CourseDirectory={"release_directory": str(folder)},
        GenerateAssignment={"no_database": True},
        SaveCells={"enabled": False},
    )
    problem = other.run(GenerateAssignment, assignment)
    if problem:
        found.append(f"The release of {assignment} could not be made: {problem}")
        return None
    return other.folder("release", assignment=assignment)


def _broken_stubs(path: Path, stub: Path) -> Iterator[str]:
    """Cells that are no Python any more once solutions and hidden tests are cut out of them."""
    whole = {place.name: place for place in places(path)}
    for place in places(stub):
        if list(python_problems(place)) and place.name in whole:
            yield (
                f"{whole[place.name]}: without its solution or its hidden tests the cell is no Python: leave a line, such as "
                "`pass`, outside of the markers."
            )


def _run_problems(course: Course, path: Path, stub: Path | None, folder: Path, hidden: Region) -> Iterator[str]:
    """Checks that the solution does not pass, and those that pass without an answer."""
    try:
        cells = [Place(path.stem, number, cell) for number, cell in enumerate(with_specs(path).cells, start=1)]
    except (CourseError, SpecError) as error:
        yield f"{path.stem}: {error}"
        return
    variants = [_run_cells(cells)] + ([] if stub is None else [_run_cells(_without_answers(cells, stub))])
    runs = []
    for number, variant in enumerate(variants):
        work = folder / str(number)
        _copy(path.parent, work, course.directory.ignore)
        runs.append(Run(work, [place.cell.source for place in variant]))
    ended = try_out(runs, _seconds(course))
    yield from _of_solution(zip(variants[0], ended[0], strict=True), hidden)
    for place, end in zip(variants[1], ended[1], strict=True) if stub is not None else ():
        if _is_check(place.cell) and _earned(place, end) > 0:
            yield (
                f"{place}: without any answer it gives {_earned(place, end):g} of {place.cell.metadata.nbgrader.points:g} "
                "points: add a test that fails where nothing is filled in."
            )


def _copy(folder: Path, to: Path, ignore: list[str]) -> None:
    """Copy what a release has beside its notebooks: what the cells write lies there, and not in the source."""
    shutil.copytree(folder, to, ignore=lambda _, names: [name for name in names if is_ignored(name, ignore)])


def _run_cells(cells: list[Place]) -> list[Place]:
    """The code cells that grading would run."""
    idle = idle_cells(
        [place.cell for place in cells], {place.cell.source for place in cells if is_demonstration(place.cell)}
    )
    return [place for index, place in enumerate(cells) if place.cell.cell_type == "code" and index not in idle]


def _without_answers(cells: list[Place], stub: Path) -> list[Place]:
    """The cells of a release, with the whole tests in place of the visible ones, and the numbers of the source."""
    own = {place.name: place for place in cells}
    found = []
    for place in places(stub):
        source = own.get(place.name, place)
        found.append(source if _is_check(source.cell) else Place(source.notebook, source.number, place.cell))
    return found


def _is_check(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(is_grade(cell)) and not is_solution(cell)


def _earned(place: Place, ended: Ended) -> float:
    """The points that a check gives, as nbgrader sees it: what a cell without error shows counts, where it is a number."""
    if ended.failed:
        return 0
    return place.cell.metadata.nbgrader.points if ended.value is None else ended.value


def _of_solution(cells: Iterable[tuple[Place, Ended]], hidden: Region) -> Iterator[str]:
    """What goes wrong where the solution is run."""
    for place, ended in cells:
        if _is_check(place.cell):
            tests = "hidden tests" if ended.line in inside(place.cell.source, hidden) else "tests"
            points = place.cell.metadata.nbgrader.points
            if ended.failed:
                yield f"{place}: the solution does not pass its {tests} ({ended.why}): put the tests or the solution right."
            elif _earned(place, ended) != points:
                yield (
                    f"{place}: the solution gets {ended.value:g} of {points:g} points, as that is what the last line of the "
                    "check shows: put the check right."
                )
        elif ended.failed:
            what = "the solution" if is_solution(place.cell) else "this given cell"
            yield f"{place}: {what} stops ({ended.why}): put it right."
        if ended.kind == LOST:  # and with it all cells below
            return


def _seconds(course: Course) -> int:
    limit = course.config.get("ExecuteNotebook", {}).get("timeout", SECONDS)
    return limit if isinstance(limit, int) and limit > 0 else SECONDS
