"""The table: one line a student, in 80 columns and in fewer, whatever is in a name."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from nbexaminer.course.metadata import Incident
from nbexaminer.report.class_rows import Row
from nbexaminer.report.class_table import class_table, legend, short_names
from tests.report.class_of_rows import row, told

CRASHED = told(incidents=[Incident("x", "kernel", "It ended.")], repairs=["It was renamed."])


def lines(rows: list[Row], width: int = 80, notebooks: tuple[str, ...] = ("n",), by: str = "name") -> list[str]:
    return [line.plain for line in class_table("one", list(notebooks), rows, width, by)]


def test_a_line_a_student():
    rows = [
        row("ada", {"a": 4, "b": 4}),
        row("bob", {"a": 1, "b": 4}, penalty=2, **CRASHED),
        row("cyd", {"a": 0, "b": 0}),
        row("dan", {"a": None, "b": 3.5}, sample=True),
        row("eve", reason="submitted/eve/one/ is a link."),
    ]
    assert lines(rows)[:7] == [
        "one",
        "student │ total │ lost                          │ flags",
        "ada     │   8/8",
        "bob     │   3/8 │ late -2, a -3                 │ crashed late repaired",
        "cyd     │   0/8 │ everything",
        "dan     │ 3.5/8 │ b -0.5                        │ waits sample",
        "eve     │     - │ submitted/eve/one/ is a link. │ not graded",
    ]


def test_the_legend_explains_the_flags_that_occur():
    found = [line.plain for line in legend([row("bob", {"a": 1}, **CRASHED)], 80)]
    assert " ".join(" ".join(found).split()) == (
        "flags: crashed = a cell crashed, hung or was stopped; repaired = was put right before it was graded."
    )
    assert legend([row("ada", {"a": 4})], 80) == []


def test_a_total_is_never_below_zero():
    assert lines([row("ada", {"a": 1}, penalty=3)])[2] == "ada     │   0/4 │ late -3, a -3 │ late"


def test_extra_credit_is_seen():
    one = row("ada", {"a": 4})
    exercise = type(one.standing.exercises[0])("n", "a", 5.0, 4.0, 1.0)
    one = type(one)(one.submission, "graded", standing=type(one.standing)((exercise,), 5.0))
    assert lines([one])[2] == "ada     │   5/4 │ extra +1"


def test_two_notebooks_are_told_apart():
    one = row("ada", {"manual_vs_autograd/loss": 1, "moons_sigmoid/loss": 3})
    assert lines([one], notebooks=("manual_vs_autograd", "moons_sigmoid")) == [
        "one",
        "notebooks: ma = manual_vs_autograd, mo = moons_sigmoid",
        "student │ total │ lost                   │ flags",
        "ada     │   4/8 │ ma:loss -3, mo:loss -1",
    ]


@pytest.mark.parametrize(
    ("names", "short"),
    [(["one"], [""]), (["forward", "training"], ["f:", "t:"]), (["part1", "part10"], ["1:", "2:"]), ([], [])],
)
def test_short_names_of_notebooks(names, short):
    assert list(short_names(names).values()) == short


@pytest.mark.parametrize("width", [1, 40, 80, 140])
def test_everything_fits(width):
    points = {f"exercise_with_a_name_{number}": number for number in range(5)}
    names = [
        "\N{CJK UNIFIED IDEOGRAPH-5C71}" * 40,
        "x" * 128,
        "y\x1b[2J",
        "[red]z[/red]",
        "e\N{COMBINING ACUTE ACCENT}" * 50,
    ]
    rows = [row(name, points, penalty=1, **CRASHED) for name in names] + [row("eve", reason="r" * 300)]
    assert all(
        cell_len(line) <= max(width, 40) for line in [*lines(rows, width), *(one.plain for one in legend(rows, width))]
    )
    body = lines(rows, width)[2 : 2 + len(rows)]
    assert len(set(body)) == len(rows)
    assert not any("\x1b" in line for line in body)
    totals = [cell_len(line[: line.index("9/20")]) for line in body[:-1]]
    assert len(set(totals)) == 1  # they stand below each other


def test_sorted_as_asked():
    rows = [row("ada", {"a": 1}), row("bob", {"a": 4})]
    assert [line.split()[0] for line in lines(rows, by="total")[2:4]] == ["bob", "ada"]


def test_a_class_of_300_has_300_lines_below_the_header():
    rows = [row(f"s{number:03}", {"a": number % 5, "b": None}) for number in range(300)]
    found = lines(rows)
    assert [line[:4] for line in found[2:]] == [f"s{number:03}" for number in range(300)]
