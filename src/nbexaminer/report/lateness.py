"""How late a submission was and what that costs, in sentences: on its pages, and for the class."""

from __future__ import annotations

import html
from collections.abc import Iterable

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.database import sqlite_file
from nbexaminer.course.dates import in_words, shown
from nbexaminer.course.deadlines import Schedule, read_schedule
from nbexaminer.course.late import Lateness, lateness, schedule_of, time_of_handing_in
from nbexaminer.course.students import sample_students
from nbexaminer.intake.collect.in_place import read_record
from nbexaminer.report.fitting import named

MOST_NAMED = 20


class TellLateness(Preprocessor):
    """Say at the top of a page when it was due, when it was handed in, and what that costs.

    The page of the Formgrader gets the same: its own lists show points without penalties.
    """

    enabled = Bool(True, help="whether to say it").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put the sentence before the first cell."""
        try:
            text = self._sentence(resources)
        except Exception as error:  # a page without the sentence is better than none
            self.log.warning("whether it was late can't be told: %r", error)
            text = ""
        if text:
            nb.cells.insert(0, new_markdown_cell(f"<div><b>{html.escape(text)}</b></div>", id="lateness"))
        return nb, resources

    def _sentence(self, resources: ResourcesDict) -> str:
        about = resources.get("nbgrader") or {}
        in_formgrader = "submission_id" in resources
        address = about.get("db_url") or (CourseDirectory(config=self.config).db_url if in_formgrader else None)
        if not address or ((file := sqlite_file(address)) and not file.is_file()):
            return ""
        with Gradebook(address) as gradebook:
            if in_formgrader:
                row = gradebook.find_submission_notebook_by_id(resources["submission_id"])
            else:
                row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            found = lateness(gradebook, row.assignment.assignment.name, row.student.id)
            text = sentence(found, read_schedule(self.config), row)
        if text and in_formgrader and found.seconds:
            text += " Points given by hand since then change this with the next `nbexaminer grade`."
        return text


def sentence(found: Lateness | None, schedule: Schedule, notebook: SubmittedNotebook) -> str:
    """When a notebook was due and handed in, and what that costs; "" where nothing can be late.

    Args:
        found: how late the submission was.
        schedule: of the course.
        notebook: the notebook, as the gradebook has it.
    """
    if found is None or found.handed_in is None:
        return ""
    due, handed_in = (shown(when, schedule.zone) for when in (found.due, found.handed_in))
    extended = f" (with your extension of {in_words(found.extension.total_seconds())})" if found.extension else ""
    said = f"Due {due}{extended}; handed in {handed_in}"
    if not found.seconds:
        return f"{said}: in time."
    penalty, score = notebook.late_submission_penalty or 0.0, notebook.score
    said += f", {in_words(found.seconds)} late."
    if not penalty:
        return f"{said} That costs no points."
    return (
        f"{said} That costs {penalty:g} of the {score:g} points earned in this notebook: "
        f"{score - penalty:g} of {notebook.max_score:g} remain."
    )


def untimed_lines(course: Course, submissions: Iterable[Submission]) -> list[str]:
    """Of whom no time of handing in is known although a due date stands, or the platform says late; a line each.

    Raises:
        CourseError: the gradebook or the settings can't be used.
    """
    samples, schedule = sample_students(course), schedule_of(course)
    untimed = [one for one in submissions if one.student not in samples and time_of_handing_in(one.path) is None]
    if not untimed:
        return []
    with course.gradebook() as gradebook:
        known = {assignment.name: assignment.duedate for assignment in gradebook.assignments}
    found: dict[tuple[str, bool], list[str]] = {}
    for one in untimed:
        late = read_record(one.path).late
        if late or schedule.due_date(one.assignment, known.get(one.assignment)):
            found.setdefault((one.assignment, late), []).append(one.shown)
    return [_untimed(course, name, late, who) for (name, late), who in found.items()]


def _untimed(course: Course, assignment: str, late: bool, who: list[str]) -> str:
    """Whose time of handing in is not known, and what that means."""
    what = "late, says the download, which does not say by how much" if late else "no time of handing in"
    where = f"{course.relative(course.folder('submitted'))}/STUDENT/{assignment}/timestamp.txt"
    return f"{what}: {assignment}: {named(who, MOST_NAMED)}: counted as in time; the time belongs into {where}."
