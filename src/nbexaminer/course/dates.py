"""Dates, lengths of time and rules as an instructor writes them; what could mean two things is refused.

Each `ValueError` here says in words that follow the text in question what is wrong with it, and what to write.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

import dateutil.parser
import dateutil.tz

from nbexaminer.course.words import nearest

DATE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?P<offset>Z|[+-]\d\d:?\d\d)?)?(?: (?P<zone>[A-Za-z]\S*))?"
)
LENGTH = re.compile(r"\s*(\d+)\s*(minutes?|min|hours?|h|days?|d|weeks?|w)\b\s*(?:,|and\b)?")
RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*(?:per|an?|/)\s*(?:started\s+)?(hour|day|week)", re.IGNORECASE)
SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
PLACE = re.compile(r"\s([A-Za-z_]+(?:/[A-Za-z_+-]+[0-9]*)+)$")
"""How a time ends that names its time zone by a place, such as Europe/Berlin."""
AHEAD = re.compile(r"\b(?:UTC|GMT)(?=[+-]\d)")
"""What stands before the hours in UTC+1, which is ahead of UTC as everybody writes it, but not as dateutil reads it."""
END_OF_DAY = time(23, 59, 59)
"""The time of a date alone: the last second of that day."""
LATEST = 9000
"""The last year of a date, so that an extension never leads beyond what dates can hold."""


def zone_of(name: str) -> tzinfo:
    """A time zone by its name.

    Raises:
        ValueError: there is none of that name.
    """
    if name.upper() in ("UTC", "Z", "GMT"):
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # none of that name, or none that could be
        near = nearest(name, sorted(available_timezones()))
        meant = f"did you mean {near!r}?" if near else "write it like Europe/Berlin or America/New_York."
        raise ValueError(f"names no time zone that there is: {meant}") from None


def moment(text: str, zone: tzinfo) -> datetime:
    """A date and time, such as 2027-01-15T23:59; a date alone is the end of that day.

    Args:
        text: the date; a time zone or an offset may follow it.
        zone: the time zone where the text names none.

    Returns:
        The moment, in UTC and without a time zone, as nbgrader's gradebook has it.

    Raises:
        ValueError: it is none, does not exist, or could be two moments.
    """
    found = DATE.fullmatch(text.strip())
    if not found:
        raise ValueError("is no date like 2027-01-15T23:59 (year, month, day, time): write it so.")
    if found["offset"] and found["zone"]:
        raise ValueError("names an offset and a time zone: leave one of them out.")
    try:
        clock = time.fromisoformat(found["time"]) if found["time"] else END_OF_DAY
        local = datetime.combine(datetime.fromisoformat(found["date"]), clock)
    except ValueError:
        raise ValueError("is no day and time of any calendar: put that right.") from None
    if not 1970 <= local.year <= LATEST:
        raise ValueError("is of a year that nobody means: put that right.")
    if found["offset"]:
        aware = datetime.fromisoformat(f"{local.isoformat()}{found['offset']}")
        return aware.astimezone(UTC).replace(tzinfo=None)
    return _in_utc(local, zone_of(found["zone"]) if found["zone"] else zone)


def _in_utc(local: datetime, zone: tzinfo) -> datetime:
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"does not exist in {zone}, where the clocks go forward then: name another time.")
    if first != second:
        offset = local.replace(tzinfo=zone).strftime("%z")
        raise ValueError(
            f"is there twice in {zone}, where the clocks go back then: write the offset too, such as {offset[:3]}:{offset[3:]}."
        )
    return first.replace(tzinfo=None)


def noted_moment(text: str) -> datetime | None:
    """The moment that a note such as nbgrader's `timestamp.txt` says, in whatever form; it is in UTC where it names no zone.

    Args:
        text: the note.

    Returns:
        The moment, in UTC and without a time zone; None where the note says none, lacks a part of the date, or names a time
        zone that nobody knows.

    Raises:
        ValueError, OverflowError: it says none.
    """
    text = AHEAD.sub("", text.strip().removeprefix("\ufeff"))
    place = PLACE.search(text)
    zone = dateutil.tz.gettz(place[1]) if place else UTC
    if not text or zone is None:
        return None
    # What the note lacks is taken from the default: then it says no moment.
    first, second = (
        dateutil.parser.parse(text[: place.start()] if place else text, default=default, tzinfos=_named_zone)
        for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
    )
    if first != second:
        return None
    aware = first if first.tzinfo else first.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _named_zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The time zone that a note names by an abbreviation or an offset.

    Raises:
        ValueError: nobody knows it.
    """
    if offset is not None:
        return dateutil.tz.tzoffset(name, offset)
    zone = dateutil.tz.gettz(name) if name else None
    if name and zone is None:
        raise ValueError(f"{name} names no time zone")
    return zone


@dataclass(frozen=True)
class Length:
    """A length of time.

    Attributes:
        days: whole days, which may have 23 or 25 hours.
        exact: the rest, in which each hour has 60 minutes.
    """

    days: int
    exact: timedelta

    def after(self, start: datetime, zone: tzinfo) -> datetime:
        """The moment so long after another one: after whole days the clocks of a time zone show the same time.

        Args:
            start: in UTC, without a time zone, as is what is returned.
            zone: the time zone.
        """
        local = start.replace(tzinfo=UTC).astimezone(zone)
        later = (local.replace(tzinfo=None, fold=0) + timedelta(days=self.days)).replace(tzinfo=zone, fold=local.fold)
        return later.astimezone(UTC).replace(tzinfo=None) + self.exact

    @property
    def seconds(self) -> float:
        """Its seconds, where each day has 24 hours."""
        return self.days * 86400 + self.exact.total_seconds()


def length(text: str) -> Length:
    """A length of time, such as "3 days", "+36 hours" or "1 day 12 hours".

    Raises:
        ValueError: it is none.
    """
    rest = text.strip().removeprefix("+").lower()
    days, seconds = 0, 0
    while rest and (found := LENGTH.match(rest)):
        count, unit = int(found[1][:7]), found[2][0]
        if unit in "dw":
            days += count * (SECONDS[unit] // 86400)
        else:
            seconds += count * SECONDS[unit]
        rest = rest[found.end() :].strip()
    if rest or not days + seconds:
        raise ValueError('is no length of time like "3 days" or "36 hours": write it so.')
    if days * 86400 + seconds > 3660 * 86400:
        raise ValueError("is longer than ten years: put that right.")
    return Length(days, timedelta(seconds=seconds))


@dataclass(frozen=True)
class Rule:
    """What handing in late costs.

    Attributes:
        percent: of the points earned, for each started unit of time; 0 for no penalty.
        unit: its seconds.
        most: percent of the points earned that a penalty never exceeds.
        grace: seconds after the due date that cost nothing.
        closes: seconds after the due date from which on nothing counts; None for never.
    """

    percent: float = 0.0
    unit: float = 86400.0
    most: float = 100.0
    grace: float = 0.0
    closes: float | None = None

    def share(self, late: float) -> float:
        """Percent of the points earned that a delay costs.

        Args:
            late: seconds after the due date, extensions included.
        """
        if late <= self.grace or late <= 0:
            return 0.0
        if self.closes is not None and late > max(self.closes, self.grace):
            return 100.0
        started = 1 if math.isinf(self.unit) else math.ceil(late / self.unit)
        return min(self.most, self.percent * started)

    def penalty(self, score: float, late: float) -> float:
        """Points that a delay costs, to the hundredth: at least 0, and never more than were earned.

        Args:
            score: points earned.
            late: seconds after the due date, extensions included.
        """
        share = self.share(late)
        if score <= 0 or share <= 0:
            return 0.0
        return score if share >= 100 else min(score, round(score * share / 100, 2))

    @property
    def says_something(self) -> bool:
        """Whether there is any delay that costs something."""
        return self.percent > 0 or self.closes is not None


def rate(text: str) -> tuple[float, float]:
    """What "10% per day" says: percent, and seconds of the unit of time. "none" is 0 percent, "zero" all of them at once.

    Raises:
        ValueError: it says nothing of the kind.
    """
    word = text.strip().lower()
    if word == "none":
        return 0.0, 86400.0
    if word == "zero":
        return 100.0, math.inf
    found = RATE.fullmatch(word)
    if not found:
        raise ValueError('is no rule: write "none", "zero" (no points), or one like "10% per day" or "2% per hour".')
    percent = float(found[1])
    if not 0 < percent <= 100:
        raise ValueError("takes more than all points, or none: name 1 to 100 percent.")
    return percent, float(SECONDS[found[2][0]])


def in_words(seconds: float) -> str:
    """A length of time in its two greatest units: "2 days 3 hours"."""
    left, parts = int(seconds), []
    for name, unit in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, unit)
        parts.append((name, count))
    first = next((number for number, (_, count) in enumerate(parts) if count), len(parts) - 1)
    said = [f"{count} {name}{'s' if count != 1 else ''}" for name, count in parts[first : first + 2] if count]
    return " ".join(said) or "less than a second"


def shown(when: datetime, zone: tzinfo) -> str:
    """A moment as it is printed: "Fri 15 Jan 2027, 23:59 CET".

    Args:
        when: in UTC, without a time zone.
        zone: the time zone in which it is told.
    """
    local = when.replace(tzinfo=UTC).astimezone(zone)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[local.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    clock = local.strftime("%H:%M:%S" if local.second else "%H:%M")
    name = local.tzname() or ""
    return f"{day} {local.day} {months[local.month - 1]} {local.year}, {clock} {f'UTC{name}' if name[:1] in '+-' else name}"
