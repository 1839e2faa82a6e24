"""Grade a class: sanitize -> execute -> record, for every submission whose result is missing or out of date.

Sanitizing and recording touch the gradebook and happen here, one submission after the other. Executing is a pure function
(`execute.execute`) that any executor may run (`workers.py`). What was executed is kept until it is recorded, what was
recorded is noted in a ledger: a run that was killed is taken up where it was.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.digest import digest
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import run_record, write_run_record
from nbexaminer.course.notebooks import known_notebook
from nbexaminer.course.results import exercises
from nbexaminer.execution.files import given_files
from nbexaminer.execution.packing import make_task
from nbexaminer.execution.task import OtherVersion, Task
from nbexaminer.intake.take_in import take_in
from nbexaminer.pipeline.workers import LostWorker, Workers
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.system import tempdirs
from nbexaminer.system.version import code

AHEAD = 2
"""How many submissions for each worker are sanitized before a worker is free for them."""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        submission: the submission.
        state: "graded", "unchanged", "feedback" (only its page was written anew, with points or comments given by hand),
            "refused" or "due" (it would be graded, were this no dry run).
        reason: why it was refused, one sentence.
        changes: what a regrade changed, a phrase for each exercise.
    """

    submission: Submission
    state: str
    reason: str = ""
    changes: tuple[str, ...] = ()


def refusal(course: Course, submission: Submission) -> str | None:
    """Why nothing of a submission can be looked at, in one sentence; None where it can."""
    if submission.path.is_symlink() or submission.path.parent.is_symlink():
        where = course.relative(submission.path)
        return f"{where}/ is a link to somewhere else: ask the student for the files themselves."
    return None


class Ledger:
    """Which submission was graded from which files, so that a second run does only what changed."""

    def __init__(self, course: Course):
        self.course = course
        self.path = course.cache / "graded.json"
        self.entries: dict[str, dict[str, str]] = {}
        with contextlib.suppress(OSError, ValueError, AttributeError):  # no ledger, or none of this form: grade anew
            read = json.loads(self.path.read_text())
            self.entries = {name: entry for name, entry in read.items() if isinstance(entry, dict)}
        self._sources: dict[str, str] = {}

    def _files(self, submission: Submission) -> str:
        """Digest of all the files that a result depends on."""
        assignment = submission.assignment
        if assignment not in self._sources:
            self._sources[assignment] = f"{digest([self.course.folder('source', assignment=assignment)])} {code()}"
        return f"{digest([submission.path])} {self._sources[assignment]}"

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
        entry = self.entries.get(submission.key, {})
        steps = ("autograded", "feedback")
        folders = [self.course.folder(step, submission.student, submission.assignment) for step in steps]
        if entry.get("files") != self._files(submission) or not folders[0].is_dir():
            return "missing"
        try:
            by_hand = self._by_hand(submission)
        except MissingEntry:
            return "missing"
        return "unchanged" if entry.get("by hand") == by_hand and folders[1].is_dir() else "feedback"

    def record(self, submission: Submission, feedback: bool) -> None:
        """Remember a submission that was graded, and whether its feedback is written; the file is replaced in one step."""
        self.entries[submission.key] = {"files": self._files(submission)}
        if feedback:
            self.entries[submission.key]["by hand"] = self._by_hand(submission)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self.entries, indent=1, sort_keys=True))
        fresh.replace(self.path)


@contextlib.contextmanager
def alone(course: Course) -> Iterator[None]:
    """Keep other runs out of the course while the block runs.

    Raises:
        CourseError: one is at work.
    """
    course.cache.mkdir(parents=True, exist_ok=True)
    with open(course.cache / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("Another run grades this course right now: wait for its end, or stop it.") from None
        _tidy(course)
        try:
            yield
        finally:
            _tidy(course)


def _tidy(course: Course) -> None:
    """Remove what a process that was killed had put aside."""
    tempdirs.sweep()
    for left in course.cache.glob("kept-*"):
        shutil.rmtree(left, ignore_errors=True)


# ---------------------------------------------------------------------------------------------------------------- sanitize


@dataclass(frozen=True)
class Prepared:
    """A submission that is ready to be executed.

    Attributes:
        submission: the submission, as it was handed in.
        tasks: notebook -> what is to be run.
        repairs: notebook -> what was put right about its file, a sentence each.
    """

    submission: Submission
    tasks: dict[str, Task]
    repairs: dict[str, list[str]]


def prepare(course: Course, submission: Submission) -> Prepared:
    """Take a submission in, and sanitize its notebooks as nbgrader does.

    Raises:
        CourseError: nbgrader can't make sense of it.
    """
    identity = {"student": submission.student, "assignment": submission.assignment}
    target = course.taken.folder("submitted", **identity)
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    release = course.folder("release", assignment=submission.assignment)
    repairs = take_in(submission.path, release, target)
    source = course.folder("source", assignment=submission.assignment)
    log = logging.getLogger("nbexaminer.sanitize")
    log.propagate = False
    log.addHandler(logging.NullHandler())
    app = Autograde(coursedir=course.taken.directory, config=course.taken.config, log=log)
    exporter = NotebookExporter(parent=app, config=app.config)
    for preprocessor in app.sanitize_preprocessors:
        exporter.register_preprocessor(preprocessor)
    tasks = {}
    for name in course.notebooks(submission.assignment):
        path = str(target / f"{name}.ipynb")
        try:
            resources = app.init_single_notebook_resources(path)
            text, _ = exporter.from_filename(path, resources=resources)
        except Exception as error:
            raise CourseError(f"{name}.ipynb could not be read by nbgrader: {error}") from error
        original = known_notebook(source / f"{name}.ipynb")
        notebook = nbformat.reads(text, as_version=4)
        who = {**identity, "notebook": name}
        tasks[name] = make_task(notebook, who, original, source, target, course.directory, course.config)
    return Prepared(submission, tasks, repairs)


# ------------------------------------------------------------------------------------------------------------------ record


def record(course: Course, prepared: Prepared, executed: dict[str, Path]) -> None:
    """Have nbgrader grade a submission whose notebooks have been executed; an earlier result stays when this fails.

    Args:
        course: the course.
        prepared: the submission.
        executed: notebook -> path of the executed one.

    Raises:
        CourseError: nbgrader could not.
    """
    submission = prepared.submission
    identity = {"student": submission.student, "assignment": submission.assignment}
    for name, path in executed.items():
        shutil.copyfile(path, course.taken.folder("submitted", **identity) / f"{name}.ipynb")
    with course.keeping(course.folder("autograded", **identity)):
        problem = course.executed.run(Autograde, submission.assignment, submission.student)
        if problem:
            raise CourseError(problem)


def points(course: Course, submission: Submission) -> dict[str, float | None]:
    """Exercise -> points, None for one that waits for a human; empty where nothing is recorded."""
    with course.gradebook() as gradebook:
        found = exercises(course, gradebook, submission)
    return {f"{exercise.notebook} {exercise.name}": exercise.score for exercise in found}


def _changes(before: dict[str, float | None], after: dict[str, float | None]) -> tuple[str, ...]:
    def shown(score: float | None) -> str:
        return "?" if score is None else f"{score:g}"

    return tuple(
        f"{name}: {shown(before[name])} → {shown(after[name])}"
        for name in after
        if name in before and before[name] != after[name]
    )


def write_feedback(root: Path, assignment: str, student: str) -> str | None:
    """Write a student's page; None, or what went wrong, in one line. Any process can do it."""
    course = Course(root)
    try:
        with course.keeping(course.folder("feedback", student, assignment)):
            problem = course.run(GenerateFeedback, assignment, student)
            if problem:
                raise CourseError(problem)
    except (CourseError, OSError) as error:
        return str(error)
    return None


# ------------------------------------------------------------------------------------------------------------------- class


def require(course: Course, submissions: list[Submission], sandbox: bool = True) -> None:
    """Make sure that the submissions can be graded.

    Raises:
        CourseError: the folders can't be written, an assignment has no release, or student code can't be run safely here.
    """
    course.require_writable("autograded", "feedback")
    if sandbox:
        Sandbox(config=course.config, secret=[str(course.root)]).require()
    with course.gradebook() as gradebook:
        for assignment in sorted({submission.assignment for submission in submissions}):
            course.require_links(assignment)
            release = course.folder("release", assignment=assignment)
            try:
                gradebook.find_assignment(assignment)
            except MissingEntry:
                raise CourseError(f"{assignment} has no release in the gradebook: run `nbexaminer build`.") from None
            if not all((release / f"{name}.ipynb").is_file() for name in course.notebooks(assignment)):
                raise CourseError(f"{assignment} has no release: run `nbexaminer build`.")
            source = course.folder("source", assignment=assignment)
            for name in given_files(release, course.directory.ignore):
                if not (source / name).exists():
                    raise CourseError(
                        f"{course.relative(source / name)} is missing, and was released: put it back, or run "
                        "`nbexaminer build` where it is no longer needed."
                    )


def plan(course: Course, submissions: list[Submission], force: bool = False) -> Iterator[Outcome]:
    """What `grade` would do, without doing it: "due", "feedback", "unchanged" or "refused" for each."""
    ledger = Ledger(course)
    for submission in submissions:
        problem = refusal(course, submission)
        state = "missing" if force else ledger.state(submission)
        yield Outcome(submission, "refused" if problem else {"missing": "due"}.get(state, state), problem or "")


def grade(
    course: Course,
    submissions: list[Submission],
    workers: Workers,
    force: bool = False,
    feedback: bool = True,
    running: Callable[[Submission], None] = lambda submission: None,
) -> Iterator[Outcome]:
    """Grade the submissions.

    Args:
        course: the course.
        submissions: those of `Course.submissions`.
        workers: that run the notebooks.
        force: also those whose result is up to date.
        feedback: also write their pages, after the last is graded.
        running: told of each submission that is handed to a worker.

    Yields:
        An outcome for each, as it is ready; those that were graded once more before their feedback, as state "recorded".

    Raises:
        CourseError: as `require`; another run is at work; the disk is full; the workers are lost.
    """
    with alone(course):
        yield from _Run(course, workers, force, running).grade(submissions, feedback)


class _Run:
    """One run of `grade`."""

    def __init__(self, course: Course, workers: Workers, force: bool, running: Callable[[Submission], None]):
        self.course, self.workers, self.force, self.running = course, workers, force, running
        self.ledger = Ledger(course)
        self.results = course.cache / "executed"
        self.results.mkdir(parents=True, exist_ok=True)
        self.waiting: dict[Future, tuple[Prepared, str]] = {}
        self.ready: dict[str, dict[str, Path]] = {}

    def grade(self, submissions: list[Submission], feedback: bool) -> Iterator[Outcome]:
        todo, pages = [], []
        for submission in submissions:
            problem = refusal(self.course, submission)
            state = "missing" if self.force else self.ledger.state(submission)
            if problem:
                yield Outcome(submission, "refused", problem)
            elif state == "missing":
                todo.append(submission)
            elif state == "feedback" and feedback:
                pages.append(Outcome(submission, "feedback"))
            else:
                yield Outcome(submission, "unchanged")
        try:
            for outcome in self._grade(todo):
                if outcome.state == "graded" and feedback:
                    pages.append(outcome)
                    yield replace(outcome, state="recorded")
                else:
                    yield outcome
        finally:
            for future in self.waiting:
                future.cancel()
        yield from self._write_pages(pages)

    def _grade(self, todo: list[Submission]) -> Iterator[Outcome]:
        coming = iter(todo)
        ahead = AHEAD * self.workers.count
        more = True
        while more or self.waiting:
            while more and len(self.waiting) < ahead:
                submission = next(coming, None)
                if submission is None:
                    more = False
                    break
                yield from self._begin(submission)
            if self.waiting:
                done, _ = wait(self.waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._end(future, *self.waiting.pop(future))

    def _begin(self, submission: Submission) -> Iterator[Outcome]:
        try:
            prepared = prepare(self.course, submission)
        except CourseError as error:
            yield self._refused(submission, str(error))
            return
        except OSError as error:
            raise _stopped(error) from error
        self.ready[submission.key] = {}
        self.running(submission)
        for name, task in prepared.tasks.items():
            path = self._path(prepared, name)
            if path.is_file() and not self.force:
                self.ready[submission.key][name] = path
            else:
                self.workers.expect(task)
                self.waiting[self.workers.submit(task)] = (prepared, name)
        if len(self.ready[submission.key]) == len(prepared.tasks):
            yield self._record(prepared)

    def _path(self, prepared: Prepared, name: str) -> Path:
        return self.results / f"{prepared.tasks[name].key}.ipynb"

    def _end(self, future: Future, prepared: Prepared, name: str) -> Iterator[Outcome]:
        submission = prepared.submission
        try:
            text = future.result()
        except (LostWorker, OtherVersion) as error:
            raise CourseError(str(error)) from error
        except CourseError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and _is_full(str(error)):
                raise _stopped(error) from error
            self.ready.pop(submission.key, None)
            yield self._refused(submission, f"{name}: {type(error).__name__}: {error}")
            return
        if submission.key not in self.ready:  # another notebook of it has failed
            return
        path = self._path(prepared, name)
        try:
            fresh = path.with_suffix(".new")
            fresh.write_text(_with_repairs(text, prepared.repairs.get(name, [])))
            fresh.replace(path)
        except OSError as error:
            raise _stopped(error) from error
        self.ready[submission.key][name] = path
        if len(self.ready[submission.key]) == len(prepared.tasks):
            yield self._record(prepared)

    def _record(self, prepared: Prepared) -> Outcome:
        submission = prepared.submission
        executed = self.ready.pop(submission.key)
        try:
            before = points(self.course, submission)
            record(self.course, prepared, executed)
            self.ledger.record(submission, feedback=False)
        except CourseError as error:
            if _is_full(str(error)):
                raise _stopped(OSError(errno.ENOSPC, "")) from error
            return self._refused(submission, str(error))
        except OSError as error:
            raise _stopped(error) from error
        for path in executed.values():
            path.unlink(missing_ok=True)
        shutil.rmtree(self.course.taken.folder("submitted", submission.student, submission.assignment))
        return Outcome(submission, "graded", changes=_changes(before, points(self.course, submission)))

    def _refused(self, submission: Submission, why: str) -> Outcome:
        where = self.course.relative(submission.path)
        return Outcome(submission, "refused", f"{where}/ could not be graded: {why}")

    def _write_pages(self, pages: list[Outcome]) -> Iterator[Outcome]:
        jobs = {}
        for outcome in pages:
            who = outcome.submission
            jobs[self.workers.call(write_feedback, self.course.root, who.assignment, who.student)] = outcome
        while jobs:
            done, _ = wait(jobs, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = jobs.pop(future)
                try:
                    problem = future.result()
                except LostWorker as error:
                    raise CourseError(str(error)) from error
                if problem and _is_full(problem):
                    raise _stopped(OSError(errno.ENOSPC, ""))
                if problem:
                    yield self._refused(outcome.submission, problem)
                    continue
                try:
                    self.ledger.record(outcome.submission, feedback=True)
                except OSError as error:
                    raise _stopped(error) from error
                yield outcome


def _with_repairs(text: str, repairs: list[str]) -> str:
    if not repairs:
        return text
    notebook = nbformat.reads(text, as_version=4)
    record_ = run_record(notebook)
    record_.repairs = [*repairs, *record_.repairs]
    write_run_record(notebook, record_)
    return nbformat.writes(notebook)


def _is_full(text: str) -> bool:
    return any(words in text for words in ("No space left on device", "disk is full", "Disk quota exceeded"))


def _stopped(error: OSError) -> CourseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or _is_full(str(error)):
        return CourseError(
            "The disk is full: make room, then run the same command again; what was graded is kept, nothing is half recorded."
        )
    return CourseError(f"{error.filename or 'A file'} can't be used ({os.strerror(error.errno or 0)}).")
