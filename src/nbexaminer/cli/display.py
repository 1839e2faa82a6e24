"""What is shown while a class is graded: a line for each submission and, in a terminal, a progress bar below them."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from nbexaminer.course.course import Submission
from nbexaminer.course.errors import printable
from nbexaminer.pipeline.outcome import Outcome


class Display:
    """The progress of a run.

    Args:
        console: where it is shown.
        total: how many submissions there are.
        verbose: whether those of which nothing changed are shown too.

    Attributes:
        progress: the bars, a context manager for the time in which they are shown.
    """

    def __init__(self, console: Console, total: int, verbose: bool = False):
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[more]}", markup=False),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self.progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._console, self._verbose = console, verbose
        self._submissions = self.progress.add_task("grading", total=total, more="")
        self._pages = None
        self._running: dict[Submission, None] = {}
        self._failed = 0

    def start(self, submission: Submission) -> None:
        """Show that a submission has been handed to a worker."""
        self._running[submission] = None
        self._update()

    def show(self, outcome: Outcome) -> None:
        """Show an outcome."""
        submission = outcome.submission
        if outcome.state in ("graded", "feedback") and self._pages is not None:
            self.progress.update(self._pages, advance=1)
        if outcome.state == "graded" and submission not in self._running:  # it was shown when it was recorded
            return
        self._running.pop(submission, None)
        self._failed += outcome.state == "refused"
        self.progress.update(self._submissions, advance=1)
        self._update()
        state = "graded" if outcome.state == "recorded" else outcome.state
        lines = [("changed", f"  {change}") for change in outcome.changes]
        if state != "unchanged" or self._verbose:
            lines.insert(0, (state, f"  ({outcome.reason})" if outcome.reason and state != "refused" else ""))
        if outcome.late:
            lines.append(("late", f"  {outcome.late}"))
        for what, more in lines:
            line = f"{what:<9}  {submission.shown}  {submission.assignment}{printable(more)}"
            self._console.print(line, markup=False, emoji=False, soft_wrap=True)

    def show_pages(self, total: int) -> None:
        """Show a bar for the feedback pages, once nothing is left but to write them."""
        if self._pages is None and total:
            self._pages = self.progress.add_task("feedback", total=total, more="")

    def _update(self) -> None:
        names = [submission.shown for submission in self._running]
        more = f"running: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}" if names else ""
        self.progress.update(self._submissions, more=f"{self._failed} failed  {more}" if self._failed else more)
