"""What is to be graded: each submission is read once, here, and a run does what the plan says.

`decide` is pure; `plan` reads what it decides from. The ledger later records the digest that was read here, so that a file
that changes while a run is under way is noticed by the next one.
"""

from __future__ import annotations

import ast
import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nbgrader.api import Gradebook

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.digest import digest, digest_of_submission
from nbexaminer.course.errors import first_line
from nbexaminer.course.late import schedule_of, terms, what_changed
from nbexaminer.course.results import Recorded, by_exercise, given_by_hand, recorded
from nbexaminer.pipeline.depends import PAGES, Settings, changed, joined, words
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
        reason: why it is refused, one sentence; or why it is graded again, or its feedback is out of date, a phrase.
        files: digests of everything that its result depends on; "" for one that is refused.
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
        files: digests of everything that a result depends on.
        graded: whether there are all graded notebooks.
        by_hand: points and comments given by hand; None where the gradebook has no result, or one from other files.
        page: whether there are all feedback pages.
        result: exercise -> what the gradebook has recorded of it; None where that was not read.
        terms: what decides whether it was late, and what that costs.
    """

    files: str
    graded: bool
    by_hand: str | None
    page: bool
    result: dict[str, Recorded] | None = None
    terms: str = ""


def decide(found: Found, noted: Entry | None, force: bool = False) -> State:
    """What is to be done about a submission that can be read.

    Args:
        found: what there is.
        noted: the ledger's entry.
        force: whether to grade what is up to date as well.
    """
    if force or noted is None or outdated(found, noted):
        return "due"
    return "unchanged" if not stale(found, noted) else "feedback"


def outdated(found: Found, noted: Entry, settings: Iterable[str] = ()) -> list[str]:
    """Why a submission that was graded before is to be graded again, a phrase each; nothing where its result holds.

    Args:
        found: what there is.
        noted: the ledger's entry.
        settings: names of the settings that are others now.
    """
    causes = [cause for cause in changed(noted.files or "", found.files) if cause != PAGES]
    why = [words([cause], settings) for cause in causes]
    if not found.graded and not causes:
        why.append("its graded notebooks are missing")
    elif found.by_hand is None and not causes:
        lost = ", nor the points and comments by hand that were in it" if _holds_any(noted.by_hand) else ""
        why.append(f"the gradebook has no result of it{lost}")
    elif found.result is not None and _automatic(found.result) != _automatic(noted.result or {}):
        why.append("the gradebook holds another result than was recorded")
    return why


def stale(found: Found, noted: Entry, settings: Iterable[str] = ()) -> list[str]:
    """Why the feedback of a result that holds is to be written again, a phrase each; nothing where it is up to date."""
    why = [words([cause], settings) for cause in changed(noted.files or "", found.files) if cause == PAGES]
    if not found.page:
        why.append("its pages are missing")
    if noted.by_hand != found.by_hand:
        why.append("its pages are not written yet" if noted.by_hand is None else "points or comments by hand changed")
    if noted.by_hand is not None and noted.terms != found.terms:
        why.append(what_changed(noted.terms, found.terms))
    return why


def _automatic(result: dict[str, Recorded]) -> dict[str, tuple]:
    """What grading has given for each exercise, without what was given by hand."""
    return {name: (one.auto, one.worth) for name, one in result.items()}


def _holds_any(by_hand: str | None) -> bool:
    """Whether any points or comments are in a text of `given_by_hand`."""
    with contextlib.suppress(ValueError, SyntaxError, TypeError):
        return any(part is not None for text in json.loads(by_hand or "[]") for part in ast.literal_eval(text)[1:])
    return False


def plan(course: Course, submissions: Iterable[Submission], force: bool = False) -> list[Item]:
    """Decide for each submission whether it is to be graded.

    Args:
        course: the course.
        submissions: those of `Course.submissions`.
        force: also those whose result is up to date.

    Raises:
        CourseError: the gradebook can't be opened, or the disk is full.
    """
    reading = _Reading(course)
    with course.gradebook() as gradebook:
        reading.gradebook = gradebook
        return [reading.item(submission, force) for submission in submissions]


class _Reading:
    """What a plan reads, each thing once.

    Args:
        course: the course.

    Attributes:
        gradebook: opened.
    """

    gradebook: Gradebook

    def __init__(self, course: Course):
        self.course, self.ledger, self.settings = course, Ledger(course), Settings(course)
        self.schedule = schedule_of(course)
        self._assignments: dict[str, dict[str, str]] = {}
        self._recorded: dict[str, dict[str, dict]] = {}

    def item(self, submission: Submission, force: bool) -> Item:
        """What is to be done about one submission."""
        problem = refusal(self.course, submission)
        if problem:
            return Item(submission, "refused", problem)
        try:
            digests = {"submission": digest_of_submission(submission.path), **self._assignment(submission.assignment)}
            noted, files = self.ledger.entry(submission), joined(digests)
            found = self._find(submission, files, noted)
        except Exception as error:
            stop = stops_the_run(error, self.course.cache)
            if stop:
                raise stop from error
            where = self.course.relative(submission.path)
            return Item(
                submission, "refused", f"{where}/ could not be looked at: {type(error).__name__}: {first_line(error)}"
            )
        state = decide(found, noted, force)
        return Item(submission, state, self._reason(found, noted, state), files, force)

    def _reason(self, found: Found, noted: Entry | None, state: State) -> str:
        if noted is None:
            return "nothing is noted about how it was graded" if found.graded else ""
        others = self.settings.others(noted.files or "")
        why = outdated(found, noted, others) if state == "due" else stale(found, noted, others)
        return ", ".join(why) if state != "unchanged" else ""

    def _assignment(self, name: str) -> dict[str, str]:
        """The digests of all causes but the submission."""
        if name not in self._assignments:
            source, release = (self.course.folder(step, assignment=name) for step in ("source", "release"))
            self._assignments[name] = {
                "source": digest([source]),
                "release": digest([release], lambda path: path.suffix != ".ipynb"),
                "settings": self.settings.results,
                "version": code(),
                PAGES: self.settings.pages,
            }
        return self._assignments[name]

    def _find(self, submission: Submission, files: str, noted: Entry | None) -> Found:
        """Read what there is of a submission.

        What was given by hand for a result from other files decides nothing, and is not read.
        """
        graded, page = (self._is_whole(submission, *each) for each in (("autograded", ".ipynb"), ("feedback", ".html")))
        holds = noted is not None and graded and set(changed(noted.files or "", files)) <= {PAGES}
        by_hand = given_by_hand(self.gradebook, submission) if holds else None
        if by_hand is None:
            return Found(files, graded, None, page)
        applies = terms(self.course.config, self.schedule, self.gradebook, submission)
        return Found(files, graded, by_hand, page, self._result(submission), applies)

    def _is_whole(self, submission: Submission, step: str, ending: str) -> bool:
        """Whether there is a file for each notebook."""
        folder = self.course.folder(step, submission.student, submission.assignment)
        return all((folder / f"{name}{ending}").is_file() for name in self.course.notebooks(submission.assignment))

    def _result(self, submission: Submission) -> dict[str, Recorded]:
        name = submission.assignment
        if name not in self._recorded:
            self._recorded[name] = recorded(self.gradebook, name)
        return by_exercise(self._recorded[name].get(submission.student, {}))


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
