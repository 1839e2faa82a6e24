"""Grade a class: every submission whose result is missing or out of date."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback

from grading.course import Course, CourseError, Submission, digest, read_notebook
from grading.sandbox import Sandbox


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        submission: the submission.
        state: "graded", "unchanged", "feedback" (only its page was written anew, with points or comments given by hand) or
            "refused".
        reason: why it was refused, one sentence.
    """

    submission: Submission
    state: str
    reason: str = ""


def inspect(course: Course, submission: Submission) -> str | None:
    """Why a submission can't be graded, in one sentence; None when it can."""
    where = course.relative(submission.path)
    if submission.path.is_symlink() or submission.path.parent.is_symlink():
        return f"{where}/ is a link to somewhere else: ask the student for the files themselves."
    for name in course.notebooks(submission.assignment):
        path = submission.path / f"{name}.ipynb"
        if path.is_symlink():
            return f"{where}/{name}.ipynb is a link to somewhere else: ask the student for the notebook itself."
        if not path.is_file():
            return f"{where}/ has no {name}.ipynb: ask the student for the notebook, under its own name."
        try:
            read_notebook(path)
        except CourseError as error:
            return f"{where}/{error} Ask the student for it again."
    return None


def links(folder: Path) -> list[str]:
    """Names of the links in a submission: what they lead to is not the student's to hand in."""
    return sorted(
        {
            name
            for root, folders, files in os.walk(folder)
            for name in (*folders, *files)
            if Path(root, name).is_symlink()
        }
    )


class Ledger:
    """Which submission was graded from which files, so that a second run does only what changed."""

    def __init__(self, course: Course):
        self.course = course
        self.path = course.root / ".cache" / "graded.json"
        self.entries: dict[str, dict[str, str]] = {}
        with contextlib.suppress(OSError, ValueError, AttributeError):  # no ledger, or none of this form: grade anew
            read = json.loads(self.path.read_text())
            self.entries = {name: entry for name, entry in read.items() if isinstance(entry, dict)}

    def _files(self, submission: Submission) -> str:
        """Digest of all the files that a result depends on."""
        source = self.course.folder("source", assignment=submission.assignment)
        return digest([submission.path, source, Path(__file__).parent])

    def _by_hand(self, submission: Submission) -> str:
        """What the Formgrader added to a result: points and comments."""
        with self.course.gradebook() as gradebook:
            found = gradebook.find_submission(submission.assignment, submission.student)
            grades = [grade for notebook in found.notebooks for grade in notebook.grades]
            comments = [comment for notebook in found.notebooks for comment in notebook.comments]
            given = [(grade.name, grade.manual_score, grade.extra_credit) for grade in grades]
            return json.dumps(sorted(map(str, [*given, *((c.name, c.manual_comment) for c in comments)])))

    def state(self, submission: Submission) -> str:
        """What an earlier result is worth: "unchanged", "feedback" (the page is out of date) or "missing"."""
        entry = self.entries.get(_key(submission), {})
        steps = ("autograded", "feedback")
        folders = [self.course.folder(step, submission.student, submission.assignment) for step in steps]
        if entry.get("files") != self._files(submission) or not folders[0].is_dir():
            return "missing"
        try:
            by_hand = self._by_hand(submission)
        except MissingEntry:
            return "missing"
        return "unchanged" if entry.get("by hand") == by_hand and folders[1].is_dir() else "feedback"

    def record(self, submission: Submission) -> None:
        """Remember a finished submission; the file is replaced in one step."""
        self.entries[_key(submission)] = {"files": self._files(submission), "by hand": self._by_hand(submission)}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self.entries, indent=1, sort_keys=True))
        fresh.replace(self.path)


def _key(submission: Submission) -> str:
    return f"{submission.student}/{submission.assignment}"


@contextlib.contextmanager
def _kept(folders: list[Path], cache: Path) -> Iterator[None]:
    """Put these folders back as they were when the block fails or is interrupted."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as safe:
        copies = [(folder, Path(safe) / str(number)) for number, folder in enumerate(folders)]
        for folder, copy in copies:
            if folder.is_dir():
                shutil.copytree(folder, copy, symlinks=True)
        try:
            yield
        except BaseException:
            for folder, copy in copies:
                if folder.is_dir():
                    shutil.rmtree(folder)
                if copy.is_dir():
                    shutil.copytree(copy, folder, symlinks=True)
            raise


def grade_one(course: Course, submission: Submission, feedback_only: bool = False) -> Outcome:
    """Grade one submission and write its feedback, or only the feedback; an earlier result stays when this fails."""
    problem = inspect(course, submission)
    if problem:
        return Outcome(submission, "refused", problem)
    steps = ("autograded", "feedback")
    folders = [course.folder(step, submission.student, submission.assignment) for step in steps]
    converters = (GenerateFeedback,) if feedback_only else (Autograde, GenerateFeedback)
    try:
        with _kept(folders, course.root / ".cache"), course.ignoring(links(submission.path)):
            for converter in converters:
                problem = course.run(converter, submission.assignment, submission.student)
                if problem:
                    raise CourseError(problem)
    except CourseError as error:
        return Outcome(submission, "refused", f"{course.relative(submission.path)}/ could not be graded: {error}")
    return Outcome(submission, "feedback" if feedback_only else "graded")


def grade(course: Course, submissions: list[Submission], force: bool = False) -> Iterator[Outcome]:
    """Grade the submissions one after the other.

    Args:
        course: the course.
        submissions: those of `Course.submissions`.
        force: also those whose result is up to date.

    Yields:
        An outcome for each, as it is ready.

    Raises:
        CourseError: the folders can't be written, an assignment has no release, or student code can't be run safely.
    """
    course.require_writable("autograded", "feedback")
    Sandbox(config=course.config, secret=[str(course.root)]).require()
    with course.gradebook() as gradebook:
        for assignment in sorted({submission.assignment for submission in submissions}):
            try:
                gradebook.find_assignment(assignment)
            except MissingEntry:
                raise CourseError(f"{assignment} has no release in the gradebook: run `python -m authoring`.") from None
    ledger = Ledger(course)
    for submission in submissions:
        state = "missing" if force else ledger.state(submission)
        if state == "unchanged":
            yield Outcome(submission, state)
            continue
        outcome = grade_one(course, submission, feedback_only=state == "feedback")
        if outcome.state != "refused":
            ledger.record(submission)
        yield outcome
