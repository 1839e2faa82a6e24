"""What is to be graded: each submission is read once, here, and a run does what the plan says.

`decide` is pure; `plan` reads what it decides from. The ledger later records the digest that was read here, so that a file
that changes while a run is under way is noticed by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from nbgrader.api import Gradebook

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.digest import digest, digest_of_submission
from nbexaminer.course.errors import first_line
from nbexaminer.course.late import schedule_of, terms
from nbexaminer.course.results import given_by_hand
from nbexaminer.pipeline.disk import stops_the_run
from nbexaminer.pipeline.ledger import Entry, Ledger
from nbexaminer.system.version import code

State = Literal["due", "feedback", "unchanged", "refused"]


@dataclass(frozen=True)
class Item:
    """What is to be done about one submission.

    Attributes:
        submission: the submission.
        state: "due" (it is to be graded), "feedback" (only its feedback is out of date), "unchanged" or "refused".
        reason: why it is refused, one sentence.
        files: digest of everything that its result depends on; "" for one that is refused.
        force: whether it is executed even where an earlier run has left an executed notebook to be recorded.
    """

    submission: Submission
    state: State
    reason: str = ""
    files: str = ""
    force: bool = False


@dataclass(frozen=True)
class Found:
    """What there is of a submission and its earlier result.

    Attributes:
        files: digest of everything that a result depends on.
        graded: whether there are graded notebooks.
        by_hand: points and comments given by hand; None where the gradebook has no result, or one from other files.
        page: whether there is a feedback page.
        terms: what decides whether it was late, and what that costs.
    """

    files: str
    graded: bool
    by_hand: str | None
    page: bool
    terms: str = ""


def decide(found: Found, noted: Entry | None, force: bool = False) -> State:
    """What is to be done about a submission that can be read.

    Args:
        found: what there is.
        noted: the ledger's entry.
        force: whether to grade what is up to date as well.
    """
    outdated = noted is None or noted.files != found.files or not found.graded or found.by_hand is None
    if force or outdated:
        return "due"
    shown = found.page and noted.by_hand == found.by_hand and noted.terms == found.terms
    return "unchanged" if shown else "feedback"


def plan(course: Course, submissions: Iterable[Submission], force: bool = False) -> list[Item]:
    """Decide for each submission whether it is to be graded.

    Args:
        course: the course.
        submissions: those of `Course.submissions`.
        force: also those whose result is up to date.

    Raises:
        CourseError: the gradebook can't be opened, or the disk is full.
    """
    ledger, schedule = Ledger(course), schedule_of(course)

    @cache
    def source(assignment: str) -> str:
        return f"{digest([course.folder('source', assignment=assignment)])} {code()}"

    def item(submission: Submission, gradebook: Gradebook) -> Item:
        problem = refusal(course, submission)
        if problem:
            return Item(submission, "refused", problem)
        released = source(submission.assignment)
        try:
            files = f"{digest_of_submission(submission.path)} {released}"
            noted = ledger.entry(submission)
            # What was given by hand for a result from other files decides nothing, and need not be read.
            found = _find(course, submission, files, gradebook if noted and noted.files == files else None)
            if found.by_hand is not None:
                found = replace(found, terms=terms(course.config, schedule, gradebook, submission))
        except Exception as error:
            stop = stops_the_run(error, course.cache)
            if stop:
                raise stop from error
            where = course.relative(submission.path)
            return Item(
                submission, "refused", f"{where}/ could not be looked at: {type(error).__name__}: {first_line(error)}"
            )
        return Item(submission, decide(found, noted, force), files=files, force=force)

    with course.gradebook() as gradebook:
        return [item(submission, gradebook) for submission in submissions]


def refusal(course: Course, submission: Submission) -> str | None:
    """Why a submission can't be read at all, in one sentence; None where it can."""
    if submission.path.is_symlink() or submission.path.parent.is_symlink():
        where = course.relative(submission.path)
        return f"{where}/ is a link to somewhere else: ask the student for the files themselves."
    try:
        submission.student.encode("utf-8")
    except UnicodeEncodeError:
        return f"The folder {submission.shown}/ has a name that is no UTF-8 text: rename it."
    return None


def _find(course: Course, submission: Submission, files: str, gradebook: Gradebook | None) -> Found:
    """Read what there is of a submission. Without a gradebook, what was given by hand is left out."""
    graded, page = (
        course.folder(step, submission.student, submission.assignment).is_dir() for step in ("autograded", "feedback")
    )
    by_hand = given_by_hand(gradebook, submission) if gradebook and graded else None
    return Found(files, graded, by_hand, page)
