"""What is said of a submission: its flags, what lost points, its details, and where it stands in the class."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from nbexaminer.course.metadata import Incident, Missing
from nbexaminer.report.autograd import Finding
from nbexaminer.report.class_rows import FLAGS, detail_lines, flags, in_order, lost
from tests.report.class_of_rows import row, told

EVERYTHING = told(
    sandbox="none",
    repairs=["It was renamed."],
    incidents=[Incident("train", "kernel", "It ended the kernel.")],
    missing=[Missing("nobodys", "", "a"), Missing("nobodys", "", "b")],
    findings=[Finding("step", "autograd where it is asked for by hand: loss.backward()")],
)


def test_a_submission_with_which_all_is_well_has_no_flag():
    assert flags(row("ada", {"a": 4, "b": 0})) == {}


def test_every_flag_comes_with_what_is_to_be_said():
    all_of_them = row("ada", {"a": None}, penalty=2, sample=True, changes=("n a: 0 → 4",), remark="plain", **EVERYTHING)
    assert flags(all_of_them) == {
        "no sandbox": ["n: its code ran as you"],
        "crashed": ["n, cell train: It ended the kernel."],
        "review": ["n, cell step: autograd where it is asked for by hand: loss.backward()"],
        "missing": ["n: nobodys"],
        "late": ["penalty 2"],
        "changed": ["n a: 0 → 4"],
        "repaired": ["n: It was renamed."],
        "plain page": ["plain"],
        "waits": ["n a: up to 4"],
        "sample": ["a made-up student"],
    }
    assert set(flags(all_of_them)) | set(flags(row("bob", reason="a link."))) == set(FLAGS)


def test_late_is_told_with_its_dates_also_without_a_penalty():
    one = row("ada", {"a": 4})
    dates = replace(one.standing, due=datetime(2026, 1, 1), handed_in=datetime(2026, 1, 2, 3, 4))
    assert flags(replace(one, standing=dates))["late"] == [
        "due 2026-01-01 00:00 UTC, handed in 2026-01-02 03:04 UTC, penalty 0"
    ]
    assert not flags(replace(one, standing=replace(dates, handed_in=datetime(2026, 1, 1))))


def test_what_lost_points_most_first_after_the_penalty():
    assert lost(row("ada", {"a": 3, "b": 0, "c": None, "d": 4}, penalty=1)) == [
        ("", "late", 1),
        ("n", "b", 4),
        ("n", "a", 1),
    ]


def test_details_are_one_line_each_and_order_a_terminal_nothing():
    lines = detail_lines(row("a\x1b[2J", {"a": 4}, changes=("n a: 0 → 4",), remark="plain text", **EVERYTHING))
    assert lines == [
        "WITHOUT A SANDBOX: a�[2J, n: its code ran as you.",
        "went wrong: a�[2J, n, cell train: It ended the kernel.",
        "for review: a�[2J, n, cell step: autograd where it is asked for by hand: loss.backward().",
        "changed: a�[2J, one, n a: 0 → 4",
        "repaired: a�[2J, n: It was renamed.",
        "plain page: a�[2J, one: plain text.",
    ]
    (line,) = detail_lines(row("ada", {"a": 4}, problem="KeyError: x"))
    assert line == "for review: ada, one: could not be looked through (KeyError: x)."


def test_order_and_equal_ones_stay_by_name():
    rows = [
        row("a", {"a": 1, "b": 4}),
        row("b", reason="a link."),
        row("c", {"a": 4, "b": 4}, **told(repairs=["It was renamed."])),
        row("d", {"a": 4, "b": 1}, **told(incidents=[Incident("x", "kernel", "It ended.")])),
        row("e", {"a": None, "b": 4}),
    ]
    order = {
        by: "".join(one.submission.student for one in in_order(rows, by)) for by in ("name", "total", "lost", "flags")
    }
    assert order == {"name": "abcde", "total": "cadeb", "lost": "adceb", "flags": "bdcea"}
