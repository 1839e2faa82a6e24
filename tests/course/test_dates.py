"""Dates, lengths of time and rules as an instructor writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nbexaminer.course.dates import Rule, in_words, length, moment, rate, shown, zone_of

BERLIN = ZoneInfo("Europe/Berlin")
DAY, HOUR = 86400.0, 3600.0


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2027-01-15T23:59", "2027-01-15 22:59:00"),
        ("2027-01-15 23:59:30", "2027-01-15 22:59:30"),
        ("2027-07-15", "2027-07-15 21:59:59"),  # the end of that day, in summer
        ("2027-01-15T23:59Z", "2027-01-15 23:59:00"),
        ("2027-01-15T23:59-05:00", "2027-01-16 04:59:00"),
        ("2027-01-15T23:59+0530", "2027-01-15 18:29:00"),
        ("2027-01-15 America/New_York", "2027-01-16 04:59:59"),
        ("2027-10-31T02:30+02:00", "2027-10-31 00:30:00"),
        ("2028-02-29", "2028-02-29 22:59:59"),
    ],
)
def test_a_date_is_one_moment(text, utc):
    assert moment(text, BERLIN) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15.01.2027", "is no date like"),
        ("01/02/2027", "is no date like"),
        ("tomorrow", "is no date like"),
        ("20270115", "is no date like"),
        ("2027-1-5", "is no date like"),
        ("2027-02-30", "no day and time of any calendar"),
        ("2027-01-15T24:00", "no day and time of any calendar"),
        ("0027-01-15", "a year that nobody means"),
        ("2027-01-15T10:00+01:00 Europe/Berlin", "an offset and a time zone"),
        ("2027-01-15T10:00 Europe/Berln", "did you mean 'Europe/Berlin'?"),
        ("2027-03-28T02:30", "does not exist in Europe/Berlin"),
        ("2027-10-31T02:30", "is there twice in Europe/Berlin"),
        ("", "is no date like"),
    ],
)
def test_what_is_no_date_or_two_is_refused(text, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        moment(text, BERLIN)


@pytest.mark.parametrize(
    ("text", "days", "exact"),
    [
        ("+3days", 3, 0),
        ("3 days", 3, 0),
        ("+1 week", 7, 0),
        ("36 hours", 0, 36 * HOUR),
        ("1 day 12 hours", 1, 12 * HOUR),
        ("1 day, 30 minutes", 1, 1800),
        ("2h", 0, 2 * HOUR),
        ("90 min", 0, 5400),
    ],
)
def test_a_length_of_time(text, days, exact):
    assert (length(text).days, length(text).exact) == (days, timedelta(seconds=exact))


@pytest.mark.parametrize("text", ["", "+", "3", "+0 days", "three days", "-3 days", "3 days late", "99999999 weeks"])
def test_what_is_no_length_of_time_is_refused(text):
    with pytest.raises(ValueError, match=r"length of time|longer"):
        length(text)


def test_days_keep_the_time_of_the_clock_and_hours_do_not():
    due = moment("2027-03-27T23:59", BERLIN)  # the night in which the clocks go forward
    assert length("+1 day").after(due, BERLIN) == moment("2027-03-28T23:59", BERLIN)
    assert length("+24 hours").after(due, BERLIN) == moment("2027-03-29T00:59", BERLIN)


@pytest.mark.parametrize(
    ("rule", "late", "penalty"),
    [
        (Rule(), 5 * DAY, 0),
        (Rule(10), 0, 0),
        (Rule(10), 1, 2),  # a day that has begun
        (Rule(10), DAY, 2),
        (Rule(10), DAY + 1, 4),
        (Rule(10), 30 * DAY, 20),
        (Rule(10, most=50), 30 * DAY, 10),
        (Rule(2, HOUR), 2.5 * HOUR, 1.2),
        (Rule(10, grace=900), 900, 0),
        (Rule(10, grace=900), 901, 2),  # counted from the due date
        (Rule(10, grace=DAY), DAY + 1, 4),
        (Rule(10, closes=7 * DAY), 7 * DAY, 14),
        (Rule(10, most=50, closes=7 * DAY), 7 * DAY + 1, 20),
        (Rule(closes=7 * DAY), 6 * DAY, 0),
        (Rule(*rate("zero")), 1, 20),
        (Rule(*rate("zero"), most=50), DAY, 10),
        (Rule(*rate("none")), DAY, 0),
    ],
)
def test_what_a_delay_costs_of_twenty_points(rule, late, penalty):
    assert rule.penalty(20, late) == penalty


@pytest.mark.parametrize("score", [0, -1, 0.004, 1 / 3, 19.999])
def test_a_penalty_is_to_the_hundredth_and_never_more_than_the_points(score):
    for late in (1, 3 * DAY, 99 * DAY):
        penalty = Rule(33).penalty(score, late)
        assert 0 <= penalty <= max(score, 0)
        assert penalty in (score, round(penalty, 2))


@pytest.mark.parametrize(("text", "percent"), [("10% per day", 10), ("2.5 % / hour", 2.5), ("5% a started Week", 5)])
def test_a_rule_in_words(text, percent):
    assert rate(text)[0] == percent


@pytest.mark.parametrize("text", ["", "10", "10 per day", "10% per month", "0% per day", "110% per day", "-5% per day"])
def test_a_rule_that_says_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"is no rule|takes more"):
        rate(text)


def test_lengths_and_moments_are_told():
    assert [in_words(seconds) for seconds in (183600, 86400, 3661, 59.9, 0)] == [
        "2 days 3 hours",
        "1 day",
        "1 hour 1 minute",
        "59 seconds",
        "less than a second",
    ]
    assert shown(datetime(2027, 7, 15, 21, 59), BERLIN) == "Thu 15 Jul 2027, 23:59 CEST"
    assert shown(datetime(2027, 7, 15, 21, 59, 59), zone_of("UTC")) == "Thu 15 Jul 2027, 21:59:59 UTC"
    assert shown(datetime(2027, 7, 15), zone_of("Asia/Tashkent")).endswith("UTC+05")
    assert zone_of("utc") is UTC


@pytest.mark.parametrize("name", ["Berlin", "CEST2", "../etc/passwd", "", "/", "Europe", "Europe/Berlin\0"])
def test_what_is_no_time_zone_is_refused(name):
    with pytest.raises(ValueError, match="no time zone"):
        zone_of(name)
