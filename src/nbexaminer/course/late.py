"""Who was late, and what that costs: nbgrader's columns of due dates, extensions and penalties hold it, for all who read them.

What the settings state (`deadlines.py`) is put into them, and nbgrader's own preprocessor has the penalty from the plugin here.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets.config import Config

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.dates import in_words, noted_moment
from nbexaminer.course.deadlines import Put, Schedule, read_schedule, require_known

TIMESTAMP = "timestamp.txt"
"""nbgrader's file with the time of handing in, in a student's folder."""
LONGEST_TIMESTAMP = 200
"""Bytes of it that are read."""
NOTE = "deadlines.json"
"""The file in the cache that says what was put into the gradebook."""


class LatePenalty(LateSubmissionPlugin):
    """The penalty that `c.Deadlines` states; where it states none, nbgrader's own `penalty_method` decides."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Points that a notebook loses; None for none.

        Args:
            student_id: the student's name.
            score: points of the notebook.
            total_seconds_late: seconds after the due date, extensions included.
        """
        rule = read_schedule(self.config).rule
        if not rule.says_something:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        return rule.penalty(score, total_seconds_late) or None


class PutDeadlines(NbGraderPreprocessor):
    """Put due date, extension and time of handing in into the gradebook, before nbgrader looks whether it was late."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Leave the notebook as it is."""
        about = resources["nbgrader"]
        directory = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        cache = Path(directory.root) / ".cache" if directory else None
        schedule = read_schedule(self.config, read_note(cache))
        with Gradebook(about["db_url"]) as gradebook:
            put_due_dates(gradebook, schedule, [about["assignment"]], cache, about["student"])
            if directory:
                folder = directory.format_path(directory.submitted_directory, about["student"], about["assignment"])
                row = gradebook.find_submission(about["assignment"], about["student"])
                row.timestamp = time_of_handing_in(Path(folder))
                for (
                    notebook
                ) in row.notebooks:  # one that is missing by now has no points left, and nobody else looks at it
                    if notebook.late_submission_penalty and notebook.late_submission_penalty > notebook.score:
                        notebook.late_submission_penalty = notebook.score
                gradebook.db.commit()
        return nb, resources


def time_of_handing_in(folder: Path) -> datetime | None:
    """What `timestamp.txt` in a student's folder says, in UTC; None where there is no such file, or it says no time.

    Args:
        folder: whatever is in it.
    """
    try:
        number = os.open(folder / TIMESTAMP, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return None
            return noted_moment(file.read(LONGEST_TIMESTAMP).decode("utf-8"))
    except Exception:  # a file of a student's may hold anything, and dateutil raises much
        return None


def schedule_of(course: Course) -> Schedule:
    """What the settings of a course state about its deadlines.

    Raises:
        CourseError: one of them is wrong, or names an assignment that there is not.
    """
    schedule = read_schedule(course.config, read_note(course.cache))
    if schedule.due or schedule.extensions:
        require_known(schedule, course.assignments())
    return schedule


def put_due_dates(
    gradebook: Gradebook,
    schedule: Schedule,
    assignments: Iterable[str],
    cache: Path | None = None,
    student: str | None = None,
) -> None:
    """Put due dates and extensions into the gradebook, for the submissions that it has.

    Args:
        gradebook: the gradebook.
        schedule: what the settings state.
        assignments: names of assignments; those that the gradebook lacks are left out.
        cache: the folder in which it is noted what was put there; None for not at all.
        student: only the extensions of this student; None for all.
    """
    put = Put(dict(schedule.put.due), dict(schedule.put.extensions))
    for name in assignments:
        try:
            assignment = gradebook.find_assignment(name)
        except MissingEntry:
            continue
        due = schedule.due_date(name, assignment.duedate)
        if due != assignment.duedate:
            assignment.duedate = due
        _keep(put.due, name, schedule.due.get(name))
        rows = gradebook.db.query(SubmittedAssignment.id, SubmittedAssignment.student_id, SubmittedAssignment.extension)
        rows = rows.filter(SubmittedAssignment.assignment_id == assignment.id)
        for number, who, known in rows.filter(SubmittedAssignment.student_id == student) if student else rows:
            extension = schedule.extension(who, name, due, known)
            if extension != known:
                same = gradebook.db.query(SubmittedAssignment).filter(SubmittedAssignment.id == number)
                same.update({"extension": extension})
            _keep(put.extensions, (who, name), extension if (who, name) in schedule.extensions else None)
    if cache is not None and put != schedule.put:
        write_note(cache, put)
    gradebook.db.commit()


def _keep(table: dict, key: object, value: object) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value


def read_note(cache: Path | None) -> Put:
    """What was noted in the cache; nothing where there is no note, or a broken one."""
    try:
        read = json.loads((cache / NOTE).read_text(encoding="utf-8")) if cache else {"due": {}, "extensions": []}
        due = {name: datetime.fromisoformat(text) for name, text in read["due"].items()}
        return Put(due, {(who, name): timedelta(seconds=seconds) for who, name, seconds in read["extensions"]})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return Put()


def write_note(cache: Path, put: Put) -> None:
    """Note what was put into the gradebook, in one step, before that is written: what it lacks does no harm in the note.

    Args:
        cache: the folder of the note.
        put: what was put there.

    Raises:
        OSError: it can't be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    due = {name: when.isoformat() for name, when in put.due.items()}
    extensions = [[*key, much.total_seconds()] for key, much in sorted(put.extensions.items())]
    fresh = (cache / NOTE).with_suffix(".new")
    fresh.write_text(json.dumps({"due": due, "extensions": extensions}, indent=1, sort_keys=True), encoding="utf-8")
    fresh.replace(cache / NOTE)


@dataclass(frozen=True)
class Lateness:
    """How late a submission was, and what that costs, as the gradebook has it.

    Attributes:
        due: when it was due for this student, in UTC.
        extension: by how much that is later than for the others; None for not at all.
        handed_in: when it was handed in; None where that is not known.
        seconds: how many it was late; 0 for not at all.
        penalties: notebook -> points that it costs.
    """

    due: datetime
    extension: timedelta | None
    handed_in: datetime | None
    seconds: float
    penalties: dict[str, float]

    @property
    def penalty(self) -> float:
        """Points that it costs in all."""
        return sum(self.penalties.values())


def lateness(gradebook: Gradebook, assignment: str, student: str) -> Lateness | None:
    """How late a submission was; None where no due date stands, or the gradebook has no such submission."""
    try:
        row = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
    if row.assignment.duedate is None:
        return None
    penalties = {notebook.name: notebook.late_submission_penalty or 0.0 for notebook in row.notebooks}
    return Lateness(row.duedate, row.extension, row.timestamp, row.total_seconds_late, penalties)


def terms(config: Config, schedule: Schedule, gradebook: Gradebook, submission: Submission) -> str:
    """What a penalty depends on beside the points, as one text to compare; "" where nothing can be late.

    Args:
        config: the settings of the course.
        schedule: what they state.
        gradebook: the gradebook; what the settings state may not have been put there yet.
        submission: the submission.
    """
    found = (
        gradebook.db.query(Assignment.duedate, SubmittedAssignment.extension, SubmittedAssignment.timestamp)
        .select_from(SubmittedAssignment)
        .join(SubmittedAssignment.assignment)
        .filter(Assignment.name == submission.assignment, SubmittedAssignment.student_id == submission.student)
        .first()
    )
    due = schedule.due_date(submission.assignment, found[0]) if found else None
    if found is None or due is None or found[2] is None:
        return ""
    extension = schedule.extension(submission.student, submission.assignment, due, found[1]) or timedelta()
    plugin = config.get("AssignLatePenalties", {}).get("plugin_class", "")
    method = [config.get(name, {}).get("penalty_method", "") for name in ("LateSubmissionPlugin", "LatePenalty")]
    rule = [*vars(schedule.rule).values(), str(plugin), *map(str, method)]
    return json.dumps([f"{due}", extension.total_seconds(), f"{found[2]}", f"{schedule.zone}", *map(str, rule)])


def what_changed(before: str, now: str) -> str:
    """What differs between two texts of `terms`, as a phrase."""
    try:
        old, new = (json.loads(text) if text else [] for text in (before, now))
        names = ["the due date", "the extension", "the time of handing in", "the time zone"]
        parts = [name for name, was, is_ in zip(names, old, new, strict=False) if was != is_]
        parts += ["the penalty rule"] if old and new and old[len(names) :] != new[len(names) :] else []
    except (ValueError, TypeError):
        parts = []
    return f"{' and '.join(parts) if parts else 'the due date'} changed"


def penalties_of(
    course: Course, gradebook: Gradebook, submission: Submission, late: float
) -> dict[str, tuple[float | None, float | None]]:
    """What the notebooks of a submission lose: nbgrader's plugin says it, and it never exceeds the points.

    Args:
        course: the course, whose settings name the plugin.
        gradebook: the gradebook.
        submission: the submission.
        late: seconds that it was late.

    Returns:
        Notebook -> what the gradebook has, and what it should be; nothing where the gradebook has no such submission.
    """
    row = _submitted(gradebook, submission)
    if row is None:
        return {}
    assigner = AssignLatePenalties(config=course.config)
    assigner.init_plugin()

    def penalty(score: float) -> float | None:
        points = assigner.plugin_inst.late_submission_penalty(submission.student, score, late) if late > 0 else None
        return None if points is None else min(max(points, 0), score)

    return {notebook.name: (notebook.late_submission_penalty, penalty(notebook.score)) for notebook in row.notebooks}


def update_penalties(course: Course, gradebook: Gradebook, submission: Submission) -> None:
    """Determine the penalties of a recorded submission anew, as nbgrader's preprocessor does when it records one.

    Due date and extension stand in the gradebook already (`put_due_dates`).

    Args:
        course: the course.
        gradebook: the gradebook.
        submission: the submission; nothing is done where the gradebook lacks it.
    """
    row = _submitted(gradebook, submission)
    if row is None:
        return
    found = penalties_of(course, gradebook, submission, row.total_seconds_late)
    for notebook in row.notebooks:
        notebook.late_submission_penalty = found[notebook.name][1]
    gradebook.db.commit()


def _submitted(gradebook: Gradebook, submission: Submission) -> SubmittedAssignment | None:
    try:
        return gradebook.find_submission(submission.assignment, submission.student)
    except MissingEntry:
        return None


def told(found: Lateness | None) -> str:
    """How late a submission was and what that costs, in a few words; "" where no due date stands."""
    if found is None:
        return ""
    if not found.seconds:
        return "in time"
    return f"{delay_in_words(found)}, {f'−{found.penalty:g} points' if found.penalty else 'no penalty'}"


def delay_in_words(found: Lateness | None) -> str:
    """How late a submission was; "" for not at all."""
    return f"{in_words(found.seconds)} late" if found and found.seconds else ""
