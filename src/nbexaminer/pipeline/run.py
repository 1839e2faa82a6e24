"""One run: do what a plan says. Each submission that is due is prepared, executed and recorded; then feedback is written.

Preparing and recording touch the gradebook and happen here, one submission after the other. Executing is a pure function
that any worker may call (`workers.py`). What was executed is kept until it is recorded, and what was recorded is noted in
the ledger: a run that was killed is taken up where it was.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbexaminer.authoring.in_step import bring_gradebook_in_step
from nbexaminer.course.cache import executed_prefix
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError, first_line
from nbexaminer.course.late import lateness, put_due_dates, schedule_of, terms, update_penalties
from nbexaminer.course.notebooks import read_notebook
from nbexaminer.course.results import given_by_hand, result_of
from nbexaminer.course.students import results_without_folder
from nbexaminer.execution.task import OtherVersion
from nbexaminer.pipeline.depends import Settings
from nbexaminer.pipeline.disk import full_disk, stops_the_run
from nbexaminer.pipeline.ledger import Entry, Ledger
from nbexaminer.pipeline.lock import one_run
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.pipeline.pages import write_feedback
from nbexaminer.pipeline.plan import Item
from nbexaminer.pipeline.prepare import Prepared, prepare
from nbexaminer.pipeline.record import change_of_penalty, changes, held, record, with_repairs
from nbexaminer.pipeline.workers import LostWorker, Workers
from nbexaminer.sandbox.errors import SandboxError

AHEAD = 2
"""How many submissions for each worker are prepared before a worker is free for them."""
MOST_LOST_KERNELS = 3
"""How many notebooks may get no kernel before any has got one; then it is the machine that has no sandbox."""


def grade(
    course: Course,
    plan: list[Item],
    workers: Workers | None = None,
    feedback: bool = True,
    started: Callable[[Submission], None] = lambda submission: None,
) -> Iterator[Outcome]:
    """Grade what a plan says, and keep other runs out meanwhile.

    To keep them out from planning on, plan and grade inside one `one_run(course)`.

    Args:
        course: the course.
        plan: what `nbexaminer.plan` decided for this course.
        workers: what executes the notebooks, entered; this process if None.
        feedback: also write feedback pages, after the last submission is graded.
        started: called with each submission that is handed to a worker.

    Yields:
        An outcome for each submission, as it is ready. One that is graded and gets feedback has two: state "recorded" when
        it is in the gradebook, "graded" when its feedback is written.

    Raises:
        CourseError: another run is at work; the disk is full; the workers are lost.
    """
    with one_run(course):
        run = _Run(course, workers or Workers(), started)
        run.bring_in_step(plan)
        due, pages = [], []
        for item in plan:
            if item.state == "due":
                due.append(item)
            elif item.state == "feedback":
                outcome = run.renew_penalty(item)
                if feedback and outcome.state == "feedback":
                    pages.append((item, outcome))
                else:
                    yield outcome if feedback else replace(outcome, state="unchanged")
            else:
                state = "refused" if item.state == "refused" else "unchanged"
                yield Outcome(item.submission, state, item.reason)
        with closing(run.grade(due)) as graded:
            for item, outcome in graded:
                if outcome.state == "graded" and feedback:
                    pages.append((item, outcome))
                    outcome = replace(outcome, state="recorded")
                yield outcome
        run.remove_leftovers()
        yield from run.write_pages(pages)


@dataclass
class _Job:
    """A submission whose notebooks are being executed.

    Attributes:
        item: the plan's item.
        prepared: what was prepared of it.
        executed: notebook -> path of the executed one, as far as they are ready.
        failed: whether a notebook could not be executed, so that the others don't matter any more.
    """

    item: Item
    prepared: Prepared
    executed: dict[str, Path] = field(default_factory=dict)
    failed: bool = False

    @property
    def ready(self) -> bool:
        """Whether all notebooks are executed."""
        return len(self.executed) == len(self.prepared.tasks)


class _Run:
    """The state of one run.

    Args:
        course: the course.
        workers: what executes the notebooks.
        started: called with each submission that is handed to a worker.
    """

    def __init__(self, course: Course, workers: Workers, started: Callable[[Submission], None]):
        self.course, self.workers, self.started = course, workers, started
        self.ledger, self.schedule = Ledger(course), schedule_of(course)
        self.executed = course.cache / "executed"
        self.executed.mkdir(parents=True, exist_ok=True)
        self.waiting: dict[Future, tuple[_Job, str]] = {}
        self._has_executed, self._lost_kernels = False, 0

    def bring_in_step(self, plan: list[Item]) -> None:
        """Have the gradebook hold the source's cells, due dates and extensions, and remember the settings."""
        for assignment in sorted({item.submission.assignment for item in plan if item.state == "due"}):
            bring_gradebook_in_step(self.course, assignment)
        Settings(self.course).remember()
        assignments = {item.submission.assignment for item in plan}
        with self.course.gradebook() as gradebook:
            put_due_dates(gradebook, self.schedule, assignments, self.course.cache)
            for submission in results_without_folder(self.course, assignments):  # no plan will ever name them
                update_penalties(self.course, gradebook, submission)

    def renew_penalty(self, item: Item) -> Outcome:
        """Determine the penalty of a submission whose points by hand or due date have changed; its outcome, with feedback."""
        who = item.submission
        try:
            with self.course.gradebook() as gradebook:
                before = lateness(gradebook, who.assignment, who.student)
                update_penalties(self.course, gradebook, who)
                after = lateness(gradebook, who.assignment, who.student)
        except Exception as error:
            return self._fail(item, error)
        return Outcome(who, "feedback", item.reason, late=change_of_penalty(before, after))

    def grade(self, due: list[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Grade submissions; a few more than there are workers are on their way at any time."""
        coming = iter(due)
        ahead = AHEAD * self.workers.count
        try:
            more = True
            while more or self.waiting:
                while more and len(self.waiting) < ahead:
                    item = next(coming, None)
                    if item is None:
                        more = False
                    elif outcome := self._start(item):
                        yield item, outcome
                if self.waiting:
                    done, _ = wait(self.waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        job, name = self.waiting.pop(future)
                        if outcome := self._finish(future, job, name):
                            yield job.item, outcome
        finally:
            for future in self.waiting:
                future.cancel()

    def _start(self, item: Item) -> Outcome | None:
        """Prepare a submission and hand its notebooks to workers; the outcome where there is one already."""
        try:
            job = _Job(item, prepare(self.course, item.submission))
        except Exception as error:
            return self._fail(item, error)
        self.started(item.submission)
        try:
            for name, task in job.prepared.tasks.items():
                path = self._path(job, name)
                if not item.force and _is_whole(path):
                    job.executed[name] = path
                else:
                    self.workers.expect(task)
                    self.waiting[self.workers.submit(task)] = job, name
        except CourseError:
            raise  # there is no sandbox
        except Exception as error:
            return self._fail_once(job, error)
        return self._record(job) if job.ready else None

    def _path(self, job: _Job, name: str) -> Path:
        """Where an executed notebook is kept until it is recorded."""
        return self.executed / f"{executed_prefix(job.item.submission.key)}{job.prepared.tasks[name].key}.ipynb"

    def _finish(self, future: Future, job: _Job, name: str) -> Outcome | None:
        """Take an executed notebook from a worker; the outcome of its submission once it has one."""
        try:
            text = future.result()
        except (LostWorker, OtherVersion) as error:
            raise CourseError(str(error)) from error
        except SandboxError as error:
            self._lost_kernels += 1
            if not self._has_executed and self._lost_kernels >= MOST_LOST_KERNELS:
                raise  # it is not about these submissions
            return self._fail_once(job, error, name)
        except CourseError:
            raise
        except Exception as error:
            return self._fail_once(job, error, name)
        self._has_executed = True
        if job.failed:
            return None
        path = self._path(job, name)
        try:
            fresh = path.with_suffix(".new")
            fresh.write_text(with_repairs(text, job.prepared.repairs.get(name, [])), encoding="utf-8")
            fresh.replace(path)
        except Exception as error:
            return self._fail_once(job, error, name)
        job.executed[name] = path
        return self._record(job) if job.ready else None

    def _fail_once(self, job: _Job, error: Exception, name: str = "") -> Outcome | None:
        """The outcome of a submission of which a notebook could not be executed; None for a second one of the same.

        Raises:
            CourseError: the error concerns the machine.
        """
        outcome = self._fail(job.item, error, name)
        if job.failed:
            return None
        job.failed = True
        return outcome

    def _record(self, job: _Job) -> Outcome:
        """Record a submission whose notebooks are all executed, and remove what was kept for it."""
        submission = job.item.submission
        try:
            noted = self.ledger.entry(submission)
            before = held(self.course, submission)
            record(self.course, job.prepared, job.executed)
            after = held(self.course, submission)
            self.ledger.record(submission, Entry(job.item.files, result=after.result))
        except Exception as error:
            return self._fail(job.item, error)
        with contextlib.suppress(OSError):  # else it is a leftover
            for path in job.executed.values():
                path.unlink(missing_ok=True)
        sanitized = self.course.sanitized.folder("submitted", submission.student, submission.assignment)
        shutil.rmtree(sanitized, ignore_errors=True)
        was = noted.result if noted and noted.result else before.result
        late = change_of_penalty(before.late, after.late)
        return Outcome(submission, "graded", job.item.reason, changes(was, after.result), late=late)

    def remove_leftovers(self) -> None:
        """Remove what was kept for submissions that an earlier run recorded and was killed before it could remove it."""
        for folder in (self.executed, self.course.sanitized.folder("submitted")):
            for left in folder.glob("*"):
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    with contextlib.suppress(OSError):
                        left.unlink(missing_ok=True)

    def _fail(self, item: Item, error: Exception, notebook: str = "") -> Outcome:
        """The outcome of a submission with which something went wrong.

        Args:
            item: the submission.
            error: what was raised; unforeseen, unless it is a `CourseError`.
            notebook: which notebook it is about, or "".

        Raises:
            CourseError: the error concerns the machine, so no other submission could be graded either.
        """
        stop = stops_the_run(error, self.course.cache)
        if stop:
            raise stop from error
        why = str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {first_line(error)}"
        return self._refused(item, f"{notebook}: {why}" if notebook else why)

    def _refused(self, item: Item, why: str) -> Outcome:
        where = self.course.relative(item.submission.path)
        return Outcome(item.submission, "refused", f"{where}/ could not be graded: {why}")

    def write_pages(self, pages: list[tuple[Item, Outcome]]) -> Iterator[Outcome]:
        """Write feedback pages, in any order.

        Args:
            pages: each plan's item with the outcome that it has once its feedback is written.
        """
        jobs = {}
        for item, outcome in pages:
            who = item.submission
            jobs[self.workers.call(write_feedback, self.course.root, who.assignment, who.student)] = item, outcome
        while jobs:
            done, _ = wait(jobs, return_when=FIRST_COMPLETED)
            for future in done:
                item, outcome = jobs.pop(future)
                try:
                    written = future.result()
                except LostWorker as error:
                    raise CourseError(str(error)) from error
                except Exception as error:  # whatever rendering leads to is this student's
                    yield self._fail(item, error)
                    continue
                if written.problem:
                    stop = full_disk(written.problem, self.course.cache)
                    if stop:
                        raise stop
                    yield self._refused(item, written.problem)
                else:
                    yield self._noted(item, replace(outcome, remark=written.remark))

    def _noted(self, item: Item, outcome: Outcome) -> Outcome:
        """Note in the ledger what a page shows; the outcome of its submission."""
        try:
            with self.course.gradebook() as gradebook:
                by_hand = given_by_hand(gradebook, item.submission)
                result = result_of(gradebook, item.submission)
                applied = terms(self.course.config, self.schedule, gradebook, item.submission)
            self.ledger.record(item.submission, Entry(item.files, by_hand, result, applied))
        except Exception as error:
            return self._fail(item, error)
        return outcome


def _is_whole(path: Path) -> bool:
    """Whether an executed notebook was kept, and is one: a power cut may have left less of it."""
    try:
        read_notebook(path)
    except CourseError:
        return False
    return True
