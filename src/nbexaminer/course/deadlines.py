"""Due dates, extensions and what handing in late costs, as the settings of a course state them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

from traitlets import Dict, Float, Integer, TraitError, Unicode
from traitlets.config import Config, Configurable

from nbexaminer.course.dates import Length, Rule, in_words, length, moment, rate, zone_of
from nbexaminer.course.errors import CourseError, first_line
from nbexaminer.course.settings import read_written, write_settings
from nbexaminer.course.words import nearest

NEVER = ("", "never")
Read = TypeVar("Read")


class Deadlines(Configurable):
    """When assignments are due; the settings of `nbgrader_config.py` are `c.Deadlines.…`; `nbexaminer deadline` sets them."""

    due = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help='assignment -> when it is due, such as "2027-01-15T23:59"; a date alone is the end of that day',
    ).tag(config=True)
    extensions = Dict(
        key_trait=Unicode(),
        value_trait=Dict(key_trait=Unicode(), value_trait=Unicode()),
        help='student -> assignment -> when it is due for that student, such as "2027-01-18", or how much later: "+3 days"',
    ).tag(config=True)
    timezone = Unicode("UTC", help="the time zone of dates that name none, such as Europe/Berlin").tag(config=True)
    penalty = Unicode(
        "none",
        help='what handing in late costs: "none", "zero" (all points), or a share of the points earned, "10% per day"; '
        "each day that has begun counts",
    ).tag(config=True)
    most = Float(100.0, help="percent of the points earned that a penalty never exceeds").tag(config=True)
    grace = Integer(0, help="minutes after the due date that cost nothing").tag(config=True)
    closes_after = Unicode(
        "never", help='how long after the due date nothing counts any more, such as "7 days"; "never" for no end'
    ).tag(config=True)


@dataclass(frozen=True)
class Put:
    """What was put into the gradebook from the settings, and stands there unless somebody has changed it.

    Attributes:
        due: assignment -> when it is due.
        extensions: student and assignment -> by how much that is later.
    """

    due: dict[str, datetime] = field(default_factory=dict)
    extensions: dict[tuple[str, str], timedelta] = field(default_factory=dict)


@dataclass(frozen=True)
class Schedule:
    """What the settings state. Moments are in UTC, without a time zone, as nbgrader's gradebook has them.

    Attributes:
        due: assignment -> when it is due.
        extensions: student and assignment -> the moment that it is due then, or how much later.
        zone: the time zone in which dates are told.
        rule: what handing in late costs.
        penalty: the same, as it is written.
        put: what was put into the gradebook from the settings: it does not count any more where they state it no longer.
    """

    due: dict[str, datetime]
    extensions: dict[tuple[str, str], datetime | Length]
    zone: tzinfo
    rule: Rule
    penalty: str
    put: Put

    def due_date(self, assignment: str, known: datetime | None) -> datetime | None:
        """When an assignment is due; None for never.

        Args:
            assignment: its name.
            known: the due date in the gradebook, which counts where the settings state none.
        """
        stated = self.due.get(assignment)
        return stated if stated or known == self.put.due.get(assignment) else known

    def extension(
        self, student: str, assignment: str, due: datetime | None, known: timedelta | None
    ) -> timedelta | None:
        """By how much the due date is later for a student; None for not at all. It never makes it earlier.

        Args:
            student: the student's name.
            assignment: the assignment's name.
            due: when it is due for the others.
            known: the extension in the gradebook, which counts where the settings state none.
        """
        stated = self.extensions.get((student, assignment))
        if due is None:
            return None
        if stated is None:
            return None if known == self.put.extensions.get((student, assignment)) else known
        end = stated.after(due, self.zone) if isinstance(stated, Length) else stated
        return end - due if end > due else None

    @property
    def rule_in_words(self) -> str:
        """What handing in late costs, in a few words."""
        rule, parts = self.rule, []
        if rule.percent:
            most = f", at most {rule.most:g}%" if rule.most < 100 else ""
            parts.append(
                "all points" if rule.unit == float("inf") else f"{self.penalty.strip()} of the points earned{most}"
            )
        if rule.grace:
            parts.append(f"nothing within {rule.grace / 60:g} minutes")
        if rule.closes is not None:
            parts.append(f"all points after {in_words(rule.closes)}")
        return "; ".join(parts) if rule.says_something else "nothing"


def read_schedule(config: Config, put: Put | None = None) -> Schedule:
    """What the settings state.

    Args:
        config: the settings of a course.
        put: what was put into the gradebook from them.

    Raises:
        CourseError: one of them is wrong; it is named.
    """
    try:
        stated = Deadlines(config=config)
    except TraitError as error:
        raise CourseError(
            f"A setting in c.Deadlines is of the wrong kind ({first_line(error)}): dates and lengths of time are texts, such "
            'as c.Deadlines.due = {"xor": "2027-01-15T23:59"}.'
        ) from None
    zone = _read("timezone", stated.timezone, zone_of)
    percent, unit = _read("penalty", stated.penalty, rate)
    never = stated.closes_after.strip().lower() in NEVER
    closes = None if never else _read("closes_after", stated.closes_after, length).seconds
    if not 0 < stated.most <= 100:
        raise CourseError(f"c.Deadlines.most is {stated.most:g}: name a percentage above 0, up to 100.")
    if not 0 <= stated.grace <= 10**6:
        raise CourseError(f"c.Deadlines.grace is {stated.grace}: name minutes, from 0 on.")
    due = {name: _read(f"due[{name!r}]", text, lambda text: moment(text, zone)) for name, text in stated.due.items()}
    extensions = {
        (student, name): _read(f"extensions[{student!r}][{name!r}]", text, lambda text: read_extension(text, zone))
        for student, of_it in stated.extensions.items()
        for name, text in of_it.items()
    }
    rule = Rule(percent, unit, stated.most, stated.grace * 60.0, closes)
    return Schedule(due, extensions, zone, rule, stated.penalty, put or Put())


def read_extension(text: str, zone: tzinfo) -> datetime | Length:
    """What an extension says: a new due date, or how much later it is.

    Raises:
        ValueError: neither.
    """
    if text.strip()[:1] == "+":
        return length(text)
    try:
        return moment(text, zone)
    except ValueError as error:
        if text.strip()[:5].count("-"):
            raise
        raise ValueError(
            'is neither a date like 2027-01-18T23:59 nor a length of time like "+3 days": write it so.'
        ) from error


def require_known(schedule: Schedule, assignments: list[str]) -> None:
    """Make sure that the settings name assignments that there are.

    Raises:
        CourseError: one of them there is not.
    """
    for setting, name in _named(schedule):
        if name not in assignments:
            near = nearest(name, assignments)
            meant = f"did you mean {near!r}?" if near else f"source/ has: {', '.join(assignments)}."
            raise CourseError(f"{setting} names {name!r}, and there is no such assignment: {meant}")


def _named(schedule: Schedule) -> Iterator[tuple[str, str]]:
    yield from (("c.Deadlines.due", name) for name in schedule.due)
    yield from ((f"c.Deadlines.extensions[{student!r}]", name) for student, name in schedule.extensions)


def _read(setting: str, text: str, read: Callable[[str], Read]) -> Read:
    """Read a text of the settings; what is wrong with it is told with the setting's name."""
    try:
        return read(text)
    except (ValueError, OverflowError) as error:
        raise CourseError(f"c.Deadlines.{setting}: {text[:60]!r} {error}") from None


def written_extensions(root: Path, student: str) -> list[str]:
    """Names of the assignments for which `nbgrader_config.json` gives a student an extension.

    Raises:
        CourseError: the file can't be read.
    """
    extensions = read_written(root).get(Deadlines.__name__, {}).get("extensions", {})
    found = extensions.get(student, {}) if isinstance(extensions, dict) else {}
    return sorted(map(str, found)) if isinstance(found, dict) else []


def forget_dates(root: Path, student: str | None = None) -> None:
    """Remove due dates and extensions from `nbgrader_config.json`; rules and the time zone stay.

    Args:
        root: the course folder.
        student: remove only the extensions of this student.

    Raises:
        CourseError: the file can't be read.
        OSError: it can't be written.
    """
    settings = read_written(root)
    section = dict(settings.get(Deadlines.__name__, {}))
    if student is None:
        left = {name: value for name, value in section.items() if name not in ("due", "extensions")}
    elif written_extensions(root, student):
        others = {who: value for who, value in section["extensions"].items() if who != student}
        left = {name: value for name, value in section.items() if name != "extensions"}
        left |= {"extensions": others} if others else {}
    else:
        return
    if left != section:
        del settings[Deadlines.__name__]
        write_settings(root, settings | ({Deadlines.__name__: left} if left else {}))
