"""Below the tables: figures without samples, what nobody should miss, and what to do next."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from nbexaminer.course.metadata import Incident, Missing
from nbexaminer.report.autograd import Finding
from nbexaminer.report.class_figures import figures, sentences_of
from nbexaminer.report.class_rows import Row
from nbexaminer.report.class_summary import closing_lines, figure_lines
from tests.report.class_of_rows import row, told


def text(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def closing(rows: list[Row], **how: object) -> str:
    return text(closing_lines(rows, 80, **how))


CLASS = [
    row("ada", {"a": 4, "b": 4}),
    row("bob", {"a": 0, "b": 2}, **told(mistakes={"a": "sign", "b": "sign"})),
    row("cyd", {"a": 0, "b": 0}, **told(mistakes={"a": "other"}, not_attempted=["b"])),
    row("dan", {"a": 0, "b": 4}, penalty=1, **told(mistakes={"a": "sign"})),
    row("eve", reason="a link."),
    row("complete", {"a": 4, "b": 4}, sample=True, **told(mistakes={"a": "sign"})),
]


def test_figures_are_those_of_the_class():
    found = figures("one", CLASS, {"sign": "The sign is wrong."})
    assert (found.count, found.samples, found.without, found.worth) == (4, 1, 1, 8)
    assert (found.mean, found.median, found.lowest, found.highest) == (3.25, 2.5, 0, 8)
    assert (found.share, found.median_share) == (3.25 / 8, 2.5 / 8)
    assert found.at_zero == ["cyd"]
    assert [(one.name, one.share, one.lost, one.not_attempted) for one in found.exercises] == [
        ("a", 0.25, 3, 0),
        ("b", 0.625, 2, 1),
    ]
    assert [(one.slug, one.count, one.where) for one in found.mistakes] == [("sign", 2, "a"), ("other", 1, "a")]


def test_figures_as_lines():
    lines = figure_lines(figures("one", CLASS, {"sign": "The sign is wrong."}), 80, "#")
    assert lines == [
        "one: 4 submissions (1 sample left out). Mean 3.2 of 8 (41%), median 2.5 (31%),",
        "  lowest 0, highest 8.",
        "1 at 0 points: cyd.",
        "  exercise worth  mean                 lost points here",
        "  a            4  ####            25%  3 of 4",
        "  b            4  #########       62%  2 of 4, 1 blank",
        "    2 × The sign is wrong. (sign, mostly in a)",
        "    1 × other (other, mostly in a)",
    ]


def test_what_waits_is_no_figure_yet():
    found = figures("one", [row("ada", {"a": None, "b": 4}), row("bob", {"a": 0, "b": 4})], {})
    lines = figure_lines(found, 80)
    assert "Not final: 1 of these wait" in text(lines)
    assert next(line.split() for line in lines if line.startswith("  a ")) == ["a", "4", "1", "of", "1,", "1", "wait"]


def test_of_samples_alone_there_are_no_figures():
    lines = figure_lines(figures("one", [row("complete", {"a": 4}, sample=True)], {}), 80)
    assert lines == ["one: only samples (1), so there are no figures of a class."]
    assert figure_lines(figures("one", [row("ada", reason="a link.")], {}), 80) == ["one: no result."]


def test_worth_that_differs_is_no_one_number():
    found = figures("one", [row("ada", {"a": 4}), row("bob", {"a": 4, "b": 4})], {})
    assert "Mean 6.0 (100%)" in text(figure_lines(found, 80))


@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit(width):
    points = {f"{'x' * 40}/{'y' * 60}{number}": number for number in range(4)}
    long = told(mistakes={f"{'y' * 60}1": "sign"})
    rows = [row("\N{CJK UNIFIED IDEOGRAPH-5C71}" * 40 + str(number), points, **long) for number in range(12)]
    lines = figure_lines(figures("one", rows, {"sign": "word " * 100}), width)
    assert all(cell_len(line) <= width for line in [*lines, *closing_lines(rows, width)])


def test_counts_and_what_is_next():
    told_ = closing([*CLASS, row("fay", {"a": None}, state="unchanged")], pages="feedback/STUDENT/ASSIGNMENT/")
    assert told_.startswith("5 graded, 1 unchanged, 1 not graded (1 of samples).")
    assert "it grades only those" in told_
    assert "1 submission waits for points by hand: open the Formgrader" in told_
    assert told_.endswith("Pages for students: feedback/STUDENT/ASSIGNMENT/.")
    assert "`nbgrader export`" in closing(CLASS[:2])
    assert "with new feedback only" in closing([row("ada", {"a": 4}, state="feedback")])


def test_what_many_share_is_said_once():
    slow = told(incidents=[Incident("train", "interrupted", "It ran longer than 30 seconds.")] * 2)
    rows = [row(f"s{number:02}", {"a": 4}, **slow) for number in range(20)]
    rows.append(row("zoe", {"a": 4}, **told(incidents=[Incident("x", "kernel", "It ended.")])))
    found = closing(rows)
    assert "went wrong: 20 submissions (s00, s01, s02, s03, s04, s05 and 14 more): It ran longer than 30" in found
    assert found.count("It ran longer") == 1
    assert "21 crashed (--verbose lists the details)" in found


def test_a_notebook_that_was_not_handed_in_is_said_without_asking():
    repairs = ["There was no notebook n: graded as an empty one.", "work.rar is an archive of an unknown kind."]
    found = closing([row("ada", {"a": 4}), row("zoe", {"a": 0}, **told(repairs=repairs))])
    assert "not handed in: 1 submission (zoe): n, graded as an empty one." in found
    assert "work.rar" not in found


def test_what_nobody_should_miss_is_said_without_asking():
    use = Finding("step", "autograd where it is asked for by hand: loss.backward()")
    rows = [
        row("ada", {"a": 4}, **told(sandbox="none", findings=[use])),
        row("bob", {"a": 4}, **told(missing=[Missing("nobodys", "", "a")])),
        row("cyd", {"a": 4}, problem="KeyError: x"),
    ]
    found = closing(rows)
    assert "WITHOUT A SANDBOX: 1 submission (ada): their code ran as you." in found
    assert "for review: 1 submission (ada): autograd where it is asked for by hand." in found
    assert "for review: 1 submission (cyd): could not be looked through (KeyError: x)." in found
    assert "missing: module `nobodys`, imported by 1 student (bob)" in found
    again = closing(rows, verbose=True)  # it stands above then
    assert not any(word in again for word in ("WITHOUT", "for review:", "missing:"))


def test_repairs_are_counted_and_not_listed():
    rows = [row("ada", {"a": 4}, changes=("n a: 0 → 4",), **told(repairs=["It was renamed."]))]
    found = closing(rows)
    assert "1 changed, 1 repaired (--verbose lists the details)" in found
    assert "It was renamed" not in found


def test_sentences_come_from_the_checks_which_are_not_run(tmp_path):
    checks = tmp_path / "checks.py"
    assert sentences_of(checks) == {}
    checks.write_text(
        "raise SystemExit\nMISTAKES: dict[str, str] = {'sign': 'a ' 'b', 'n': '{n} times', 'm': f'{1}', **{}}\n"
        "WITHOUT_NUMBERS = {'n': 'many times'}\nOTHER = {'x': 'y'}\n"
    )
    assert sentences_of(checks) == {"sign": "a b", "n": "many times"}
    checks.write_text("MISTAKES = {'n': '{n} times'}")
    assert sentences_of(checks) == {"n": "… times"}
    checks.write_text("def (")
    assert sentences_of(checks) == {}
