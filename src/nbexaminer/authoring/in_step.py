"""The gradebook's cells, kept in step with the source, also where there are submissions already.

nbgrader refuses to add or remove cells then. Here rows are added, changed and removed through its own API, and grades and
comments stay with each cell that stays. A cell, or a notebook, that only has a new name keeps what was given by hand for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, MissingEntry, Notebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells as NbgraderSaveCells

from nbexaminer.authoring.made import Made, SavedCell, made_of, saved_cells
from nbexaminer.course.course import Course
from nbexaminer.course.gradebook_copy import copy_gradebook

GONE = (
    "{assignment}: {what} is no longer in the source, and with it goes what was given by hand: {given}. "
    "The gradebook as it was before is {copy}."
)


class SaveCells(NbgraderSaveCells):
    """nbgrader's `SaveCells`, which may also add and remove cells of a notebook that was handed in already."""

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            book = _Book(gradebook, CourseDirectory(parent=self), names["assignment"])
            if any(row.submissions for row in book.notebooks() if row.name == names["notebook"]):
                for line in book.bring_cells(names["notebook"], saved_cells(notebook)):
                    self.log.warning(line)
        return super().preprocess(notebook, resources)


def bring_gradebook_in_step(course: Course, assignment: str) -> list[str]:
    """Give the gradebook of a course the cells of an assignment; nothing where it does not have the assignment.

    Returns:
        What was given by hand for cells that are gone, a sentence for each cell.

    Raises:
        CourseError: the source can't be used, or the gradebook can't.
    """
    if assignment not in course.released():
        return []
    made = made_of(course, assignment)
    with course.gradebook() as gradebook:
        return bring_in_step(gradebook, course.directory, assignment, made)


def is_in_step(gradebook: Gradebook, assignment: str, made: Made) -> bool:
    """Whether the gradebook has the notebooks and cells that the source of an assignment makes, worth the same points."""
    try:
        rows = {notebook.name: rows_of(notebook) for notebook in gradebook.find_assignment(assignment).notebooks}
    except MissingEntry:
        return False
    return rows == made.cells


def bring_in_step(gradebook: Gradebook, directory: CourseDirectory, assignment: str, made: Made) -> list[str]:
    """Give the gradebook the notebooks and cells that the source of an assignment makes.

    Args:
        gradebook: that has the assignment.
        directory: the course folder. Before anything goes that was given by hand, the gradebook is copied there.
        assignment: the assignment's name.
        made: what its source makes.

    Returns:
        What was given by hand for cells that are gone, a sentence for each cell.

    Raises:
        CourseError: the gradebook can't be used.
    """
    if is_in_step(gradebook, assignment, made):
        return []
    book = _Book(gradebook, directory, assignment)
    return list(itertools.chain(book.bring_notebooks(made), *(book.bring_cells(*item) for item in made.cells.items())))


def rows_of(notebook: Notebook) -> dict[str, SavedCell]:
    """Grade id -> cell, as the gradebook has them of a notebook."""
    grades, tasks = ({cell.name: cell for cell in kind} for kind in (notebook.grade_cells, notebook.task_cells))
    solutions = {cell.name for cell in notebook.solution_cells}
    sources = {cell.name: cell for cell in notebook.source_cells}
    found = {}
    for name in {*grades, *tasks, *solutions, *sources}:
        source, worth = sources.get(name), grades.get(name) or tasks.get(name)
        found[name] = SavedCell(
            source.cell_type if source else "",
            name in grades,
            name in solutions,
            name in tasks,
            bool(source and source.locked),
            worth.max_score if worth else None,
            (source.source or "") if source else "",
            source.checksum if source else None,
        )
    return found


def renamed(old: dict[str, SavedCell], new: dict[str, SavedCell]) -> dict[str, str]:
    """Old name -> new name of cells that have only got another name: they have the same text, and no other cell has it.

    Args:
        old: cells that are gone.
        new: cells that have come.
    """

    def by_content(cells: dict[str, SavedCell]) -> dict[tuple, list[str]]:
        found: dict[tuple, list[str]] = {}
        for name, cell in cells.items():
            kinds = asdict(cell)
            del kinds["points"], kinds["checksum"]
            found.setdefault(tuple(kinds.values()), []).append(name)
        return found

    before, after = by_content(old), by_content(new)
    return {
        names[0]: after[content][0]
        for content, names in before.items()
        if len(names) == 1 and len(after.get(content, ())) == 1
    }


def renamed_notebook(old: dict[str, Collection[str]], new: dict[str, Collection[str]]) -> tuple[str, str] | None:
    """The old and the new name of the one notebook that has got another name, by the cells in it; None where there is none.

    Args:
        old, new: name -> grade ids of its cells, of notebooks that are gone, and that have come.
    """
    if len(old) != 1 or len(new) != 1:
        return None
    (before, those), (after, these) = *old.items(), *new.items()
    return (before, after) if 2 * len({*those} & {*these}) > len({*those, *these}) else None


class _Book:
    """The rows of one assignment.

    Args:
        gradebook: that has it.
        directory: the course folder.
        assignment: its name.
    """

    def __init__(self, gradebook: Gradebook, directory: CourseDirectory, assignment: str):
        self.gradebook, self.directory, self.assignment = gradebook, directory, assignment
        self._copy = ""

    def notebooks(self) -> list[Notebook]:
        """The notebooks, as the gradebook has them; none where it does not have the assignment."""
        try:
            return list(self.gradebook.find_assignment(self.assignment).notebooks)
        except MissingEntry:
            return []

    def bring_notebooks(self, made: Made) -> Iterator[str]:
        """Add, rename and remove notebooks; what was given by hand for those that are gone, a sentence each."""
        rows = {notebook.name: notebook for notebook in self.notebooks()}
        old = {name: rows_of(row) for name, row in rows.items() if name not in made.cells}
        new = {name: cells for name, cells in made.cells.items() if name not in rows}
        if names := renamed_notebook(old, new):
            self.gradebook.find_notebook(names[0], self.assignment).name = names[1]
            self.gradebook.db.commit()
            old, new = {}, {}
        for name in new:
            row = self.gradebook.add_notebook(name, self.assignment, kernelspec=made.kernels[name])
            submissions = self.gradebook.find_assignment(self.assignment).submissions
            self.gradebook.db.add_all([SubmittedNotebook(notebook=row, assignment=one) for one in submissions])
            self.gradebook.db.commit()
        for name in old:
            cells = [*rows[name].grade_cells, *rows[name].solution_cells, *rows[name].task_cells]
            yield from self._told(f"the notebook {name}", cells)
            self.gradebook.remove_notebook(name, self.assignment)

    def bring_cells(self, notebook: str, wanted: dict[str, SavedCell]) -> Iterator[str]:
        """Add, change, rename and remove the cells of a notebook; what was given by hand for those that are gone."""
        row = self.gradebook.find_notebook(notebook, self.assignment)
        there = rows_of(row)
        gone = {name: cell for name, cell in there.items() if name not in wanted}
        come = {name: cell for name, cell in wanted.items() if name not in there}
        names = renamed(gone, come)
        for cell in [*row.grade_cells, *row.solution_cells, *row.task_cells, *row.source_cells]:
            cell.name = names.get(cell.name, cell.name)
        self.gradebook.db.commit()
        for name, cell in wanted.items():
            self._save(notebook, name, cell)
        self.gradebook.db.refresh(row)
        yield from self._remove(row, wanted)
        self._complete(row)
        self.gradebook.db.commit()

    def _save(self, notebook: str, name: str, cell: SavedCell) -> None:
        """Add or change the rows of one cell."""
        where, book = (name, notebook, self.assignment), self.gradebook
        worth = {"max_score": cell.points, "cell_type": cell.cell_type}
        if cell.grade:
            book.update_or_create_grade_cell(*where, **worth)
        if cell.solution:
            book.update_or_create_solution_cell(*where)
        if cell.task:
            book.update_or_create_task_cell(*where, **worth)
        text = {"source": cell.source, "checksum": cell.checksum}
        book.update_or_create_source_cell(*where, cell_type=cell.cell_type, locked=cell.locked, **text)

    def _remove(self, row: Notebook, wanted: dict[str, SavedCell]) -> Iterator[str]:
        """Remove the rows that belong to no cell of the source, with their grades and comments."""
        kinds = {"grade": row.grade_cells, "solution": row.solution_cells, "task": row.task_cells}
        for kind, cells in kinds.items():
            for cell in cells:
                if cell.name in wanted and getattr(wanted[cell.name], kind):
                    continue
                yield from self._told(f"the cell {cell.name} of {row.name}", [cell])
                for one in [*(cell.grades or ()), *(cell.comments or ())]:
                    self.gradebook.db.delete(one)
                self.gradebook.db.delete(cell)
        for cell in row.source_cells:
            if cell.name not in wanted:
                self.gradebook.db.delete(cell)
        self.gradebook.db.commit()
        self.gradebook.db.refresh(row)

    def _complete(self, row: Notebook) -> None:
        """Give each submission a grade and a comment for each cell that has none yet; nbgrader fills them in."""
        graded = [*row.grade_cells, *row.task_cells]
        commented = [*row.solution_cells, *row.task_cells]
        for submitted in row.submissions:
            for kind, cells, ones in ((Grade, graded, submitted.grades), (Comment, commented, submitted.comments)):
                has = {one.cell_id for one in ones}
                self.gradebook.db.add_all(
                    [kind(cell_id=cell.id, notebook=submitted) for cell in cells if cell.id not in has]
                )

    def _told(self, what: str, cells: list[BaseCell]) -> Iterator[str]:
        """What was given by hand for cells that are about to go, in one sentence; the gradebook is copied before."""
        given = sorted(itertools.chain.from_iterable(_by_hand(cell) for cell in cells))
        if given:
            if not self._copy:
                address, course = self.directory.db_url, self.directory.course_id
                time = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
                self._copy = f"gradebook.db.{time}"
                copy_gradebook(address, course, Path(self.directory.root) / self._copy)
            yield GONE.format(assignment=self.assignment, what=what, given=", ".join(given), copy=self._copy)


def _by_hand(cell: BaseCell) -> Iterator[str]:
    """What was given by hand for a cell: the student, and points or a comment."""
    for grade in cell.grades or ():
        parts = [(grade.manual_score, "{:g}"), (grade.extra_credit, "{:g} extra")]
        shown = " + ".join(text.format(value) for value, text in parts if value is not None)
        if shown:
            yield f"{grade.student.id} {shown}"
    for comment in cell.comments or ():
        if comment.manual_comment:
            yield f"{comment.student.id} {comment.manual_comment!r}"
