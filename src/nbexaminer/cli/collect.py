"""What `nbexaminer collect` does: put downloads in their places, and say what was taken, and what was not."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable
from nbexaminer.intake.collect.collect import Found, collect, found_in
from nbexaminer.intake.collect.found import Left
from nbexaminer.intake.collect.placing import Placed
from nbexaminer.pipeline.lock import one_run

MOST_OF_A_KIND = 50
"""Things of which each is named that are not taken for the same reason; more are counted."""
STATES = {
    "taken": "taken",
    "replaced": "taken in place of an earlier one",
    "unchanged": "unchanged",
    "kept": "older than what is there",
    "refused": "not taken",
}
SHOWN = {"taken": "new", "replaced": "replaced", "unchanged": "unchanged", "kept": "older", "refused": "not taken"}


def run(options: argparse.Namespace) -> int:
    """Collect as the options of the command line say; returns the exit code: 1 when something was not taken."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 140
    course = Course(options.course)
    with contextlib.ExitStack() as stack:
        if not options.dry_run:
            stack.enter_context(one_run(course))
        found = stack.enter_context(found_in(course, options.downloads, options.assignment))
        placed = _place_all(course, found, options.dry_run)
    left = found.left + [left for one in placed for left in one.left]
    for kind in found.kinds:
        _say(console, kind)
    if placed:
        console.print(_table(placed))
    _tell_notes(console, placed)
    _tell_left(console, left)
    _tell_end(console, placed, left, options.dry_run)
    return int(not placed or any(not one.expected for one in left))


def _place_all(course: Course, found: Found, dry_run: bool) -> list[Placed]:
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bars:
        steps = collect(course, found, dry_run)
        return list(bars.track(steps, total=len(found.claims), description="collecting"))


def _table(placed: Iterable[Placed]) -> Table:
    table = Table(title="submitted/", title_justify="left")
    for head in ("student", "assignment", "came as", "student's id by", "handed in", ""):
        table.add_column(head, overflow="fold", max_width=40)
    for one in placed:
        claim = one.claim
        hand_in = claim.hand_in
        time = hand_in.time.strftime("%Y-%m-%d %H:%M UTC") if hand_in.time else ""
        when = " ".join(part for part in (time, "LATE" if hand_in.late else "") if part)
        row = (claim.student, claim.assignment, hand_in.place, claim.rule, when, SHOWN[one.state])
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table


def _tell_notes(console: Console, placed: Iterable[Placed]) -> None:
    for one in placed:
        if one.state != "refused":
            for note in (*one.claim.hand_in.notes, *one.notes):
                _say(console, _sentence(f"note: {one.claim.student}, {one.claim.assignment}: {note}"))


def _tell_left(console: Console, left: Iterable[Left]) -> None:
    by_reason: dict[str, list[Left]] = {}
    for one in left:
        by_reason.setdefault(one.why, []).append(one)
    for why, of_it in by_reason.items():
        for one in of_it[:MOST_OF_A_KIND]:
            _say(console, _sentence(f"not taken: {one.what}: {why}"))
        if len(of_it) > MOST_OF_A_KIND:
            _say(console, f"not taken: {len(of_it) - MOST_OF_A_KIND} more: {why}.")


def _tell_end(console: Console, placed: list[Placed], left: list[Left], dry_run: bool) -> None:
    counts = {state: sum(one.state == state for one in placed) for state in STATES}
    said = [f"{count} {STATES[state]}" for state, count in counts.items() if count]
    _say(
        console, (", ".join(said) or "nothing taken") + ("; nothing was done: this was a dry run." if dry_run else ".")
    )
    came = [one for one in placed if one.state in ("taken", "replaced")]
    late = [one for one in came if one.claim.hand_in.late and one.claim.hand_in.time is None]
    if late:
        _say(
            console,
            f"{len(late)} came late, at times that the download does not say: where points depend on it, write the time into "
            "timestamp.txt in their folders.",
        )
    if any(not one.expected for one in left):
        _say(console, "Put right what was not taken, and run the same command again: what is in place stays.")
    if came and dry_run:
        _say(console, "Next: the same command without --dry-run")
    elif came:
        assignments = sorted({one.claim.assignment for one in came})
        command = f"nbexaminer grade {assignments[0]}" if len(assignments) == 1 else "nbexaminer grade"
        _say(console, f"Next: {command}")


def _sentence(text: str) -> str:
    return text if text.endswith(("?", ".")) else f"{text}."


def _say(console: Console, line: str) -> None:
    console.print(printable(line), markup=False, emoji=False, soft_wrap=True)
