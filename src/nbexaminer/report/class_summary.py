"""What stands below the tables: the figures of each assignment, what nobody should miss, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.cells import cell_len

from nbexaminer.course.course import Submission
from nbexaminer.course.errors import printable
from nbexaminer.course.metadata import Missing
from nbexaminer.intake.match import NO_NOTEBOOK
from nbexaminer.report.class_figures import ExerciseFigures, Figures
from nbexaminer.report.class_rows import FLAGS, Row, flags
from nbexaminer.report.class_table import short_names
from nbexaminer.report.fitting import cut, named, padded, wrapped
from nbexaminer.report.missing import missing_lines

STATES = {"graded": "graded", "unchanged": "unchanged", "feedback": "with new feedback only", "refused": "not graded"}
"""State -> how it is counted; all but "feedback" also where there are none."""
MOST_MISTAKES = 5
MOST_REASONS = 3
BAR = 14
"""Columns of a bar."""


def count_of(count: int, thing: str) -> str:
    """A number with what it counts."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def figure_lines(found: Figures, width: int, bar: str = "█") -> list[str]:
    """The figures of one assignment as lines.

    Args:
        found: the figures.
        width: columns of the terminal.
        bar: the character that bars are made of.
    """
    name, samples = printable(found.assignment), count_of(found.samples, "sample")
    if not found.count:
        nobody = f"only samples ({found.samples}), so there are no figures of a class" if found.samples else "no result"
        return wrapped(f"{name}: {nobody}.", width)
    left_out = f" ({samples} left out)" if found.samples else ""
    lines = wrapped(f"{name}: {count_of(found.count, 'submission')}{left_out}. {_totals(found)}.", width)
    if found.at_zero:
        lines += wrapped(f"{len(found.at_zero)} at 0 points: {named(found.at_zero)}.", width)
    if found.waiting:
        lines += wrapped(
            f"Not final: {found.waiting} of these wait for points by hand, which are in no figure yet.", width
        )
    lines += _exercise_lines(found.exercises, width, bar)
    for one in found.mistakes[:MOST_MISTAKES]:
        told = printable(one.sentence or one.slug)
        lines += wrapped(f"{told} ({one.slug}, mostly in {printable(one.where)})", width, f"{one.count:>5} × ", 3)
    if len(found.mistakes) > MOST_MISTAKES:
        lines += wrapped(f"{count_of(len(found.mistakes) - MOST_MISTAKES, 'other mistake')} named: see --json.", width)
    return lines


def _totals(found: Figures) -> str:
    of = f" of {found.worth:g}" if found.worth is not None else ""
    share, middle = (f" ({value:.0%})" if value is not None else "" for value in (found.share, found.median_share))
    return (
        f"Mean {found.mean:.1f}{of}{share}, median {found.median:g}{middle}, "
        f"lowest {found.lowest:g}, highest {found.highest:g}"
    )


def _exercise_lines(exercises: list[ExerciseFigures], width: int, bar: str) -> list[str]:
    """A line for each exercise: its mean share as a bar, and how many lost points; no share while some of it waits."""
    short = short_names(list(dict.fromkeys(one.notebook for one in exercises)))
    names = [f"{short[one.notebook]}{printable(one.name)}" for one in exercises]
    room = min(max(map(cell_len, [*names, "exercise"]), default=0), max(8, width - BAR - 38))
    header = f"  {padded('exercise', room)} worth  {padded('mean', BAR + 6)} lost points here"
    lines = [cut(header, width)] if exercises else []
    for one, name in zip(exercises, names, strict=True):
        share = padded("", BAR + 6)
        if one.share is not None and not one.waiting:
            share = f"{padded(bar * round(BAR * min(1.0, max(0.0, one.share))), BAR)} {one.share:>4.0%} "
        told = [f"{one.lost} of {one.count}"] if one.count else []
        told += [f"{one.not_attempted} blank"] if one.not_attempted else []
        told += [f"{one.waiting} wait"] if one.waiting else []
        text = f"  {padded(cut(name, room), room)} {one.worth:>5g}  {share} {', '.join(told)}"
        lines.append(cut(text.rstrip(), width))
    return lines


def closing_lines(rows: list[Row], width: int, verbose: bool = False, pages: str = "") -> list[str]:
    """What was done, what nobody should miss, and what to do next.

    Args:
        rows: all submissions of the run.
        width: columns of the terminal.
        verbose: whether the details have been printed before, so that none is to be told here.
        pages: where students' pages are; "" where there are none.
    """
    class_rows = [row for row in rows if not row.sample] or rows  # of samples alone, all of it is about them
    lines = wrapped(_counts(rows), width)
    if not verbose:
        wrong = [*_no_sandbox(class_rows), *_not_there(class_rows), *_went_wrong(class_rows)]
        for line in [*wrong, *_for_review(class_rows)]:
            lines += wrapped(line, width)
        for line in missing_lines(_imported(class_rows), MOST_REASONS):
            lines += wrapped(line, width)
    found = Counter(flag for row in class_rows for flag in flags(row))
    told = [f"{found[flag]} {flag}" for flag in FLAGS if found[flag] and flag not in ("sample", "waits", "not graded")]
    if told:
        lines += wrapped(f"Flags: {', '.join(told)}{'' if verbose else ' (--verbose lists the details)'}.", width)
    for line in _next(rows, class_rows):
        lines += wrapped(line, width)
    return lines + (wrapped(f"Pages for students: {printable(pages)}.", width) if pages else [])


def all_missing(rows: list[Row]) -> list[str]:
    """What submissions import and did not find, a line for each module."""
    return missing_lines(_imported(rows))


def _imported(rows: Iterable[Row]) -> dict[Submission, list[Missing]]:
    return {row.submission: [one for book in row.notebooks for one in book.missing] for row in rows}


def _counts(rows: list[Row]) -> str:
    counts = Counter(row.state for row in rows)
    told = [f"{counts[state]} {text}" for state, text in STATES.items() if counts[state] or state != "feedback"]
    samples = sum(row.sample for row in rows)
    return f"{', '.join(told)}{f' ({samples} of samples)' if samples else ''}."


def _students(rows: list[Row]) -> str:
    return f"{count_of(len(rows), 'submission')} ({named([row.submission.student for row in rows])})"


def _no_sandbox(rows: list[Row]) -> list[str]:
    found = [row for row in rows if "no sandbox" in flags(row)]
    return [f"WITHOUT A SANDBOX: {_students(found)}: their code ran as you."] if found else []


def _not_there(rows: list[Row]) -> list[str]:
    """Which notebooks were not handed in, and by whom."""
    books = [(book, row) for row in rows for book in row.notebooks if NO_NOTEBOOK.format(book.name) in book.repairs]
    return _by_reason("not handed in", [(f"{book.name}, graded as an empty one.", row) for book, row in books])


def _went_wrong(rows: list[Row]) -> list[str]:
    return _by_reason(
        "went wrong", [(one.what, row) for row in rows for book in row.notebooks for one in book.incidents]
    )


def _for_review(rows: list[Row]) -> list[str]:
    """The findings, without the code that was found; then what could not be looked through, with names."""
    found = [(f"{one.what.partition(':')[0]}.", row) for row in rows for book in row.notebooks for one in book.findings]
    problems = [(f"could not be looked through ({row.problem}).", row) for row in rows if row.problem]
    return _by_reason("for review", [*found, *problems])


def _by_reason(title: str, told: list[tuple[str, Row]]) -> list[str]:
    """A line for each of the reasons that most submissions share, and how many others there are."""
    by_reason: dict[str, dict[Submission, Row]] = {}
    for reason, row in told:
        by_reason.setdefault(reason, {})[row.submission] = row
    ranked = sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
    lines = [
        printable(f"{title}: {_students(list(group.values()))}: {reason}") for reason, group in ranked[:MOST_REASONS]
    ]
    rest = len(ranked) - MOST_REASONS
    return lines + ([f"{title}: {count_of(rest, 'other reason')}: --verbose lists them."] if rest > 0 else [])


def _next(rows: list[Row], class_rows: list[Row]) -> list[str]:
    """What to do next, a line each."""
    waiting = sum(bool(row.standing and row.standing.waiting) for row in class_rows)
    lines = []
    if any(row.state == "refused" for row in rows):
        lines.append("Not everything is graded: do what the errors say, then run this again; it grades only those.")
    if waiting:
        lines.append(
            f"{count_of(waiting, 'submission')} wait{'s' if waiting == 1 else ''} for points by hand: open the "
            "Formgrader (make formgrader), then run this again."
        )
    if not lines:
        lines.append("Nothing waits for you: `nbgrader export` writes the grades.")
    return lines
