"""`nbexaminer doctor` as its users meet it."""

from __future__ import annotations

import io
import json
import sys

import pytest

from nbexaminer.cli import doctor
from nbexaminer.doctor.examine import CHECKS, Row
from tests.doctor.breaking import add_setting
from tests.small_course import assert_one_clear_sentence

ROWS = [
    Row("moon", "well", "it is full"),
    Row("sun", "mend", f"it does not shine: {'wait a little ' * 9}"),
    Row("earth", "not looked at", "needs the sun"),
]


def test_a_course_that_is_well(small_course):
    small_course.submit("ada")
    result = small_course.run("doctor")
    assert result.returncode == 0, result.stdout
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    heads = [line[2:14].strip() for line in lines[:-1] if not line.startswith(" ")]
    assert heads == [name for name, _ in CHECKS]
    assert lines[-1] == "Nothing is to be mended."
    assert all(len(line) <= 80 for line in lines)


def test_what_is_broken_is_marked_and_counted_and_the_exit_code_tells(small_course):
    small_course.submit("ada")
    add_setting(small_course.root, "c.Sandbox.memmory = 1")
    result = small_course.run("doctor")
    assert result.returncode == 0
    assert "not made here from the source as it is: tiny" in result.stdout  # settings are what it was made with
    assert "! settings    c.Sandbox.memmory is no setting: did you mean c.Sandbox.memory?" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 things are to be mended; none stops grading."
    (small_course.root / "gradebook.db").write_bytes(b"no database")
    result = small_course.run("doctor")
    assert result.returncode == 1
    assert "\n✗ gradebook " in result.stdout
    assert "\n– releases    not looked at: needs the gradebook" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 things are to be mended; grading is stopped until then."


def test_a_program_gets_the_same_as_json(small_course):
    small_course.submit("ada")
    add_setting(small_course.root, "c.Sandbox.memory = 'much'", "print('loud')")
    result = small_course.run("doctor", "--json")
    told = json.loads(result.stdout)
    assert (result.returncode, told["ready"], told["to_mend"]) == (1, False, 2)
    assert {row["name"] for row in told["rows"]} == {name for name, _ in CHECKS}
    assert {"name": "terminal", "state": "well", "text": "UTF-8"} in told["rows"]


def test_long_texts_are_wrapped_below_themselves():
    first, second, third, *_ = doctor.lines(ROWS, doctor.MARKS, 60)
    assert first == "✓ moon   it is full"
    assert second.startswith("! sun    it does not shine: wait")
    assert third.startswith("         a little wait")
    assert all(len(line) <= 60 for line in doctor.lines(ROWS, doctor.MARKS, 60))


def test_control_characters_order_the_terminal_nothing():
    (line, _) = doctor.lines([Row("moon", "well", "\x1b[31mred\x07")], doctor.MARKS, 80)
    assert "\x1b" not in line
    assert "\x07" not in line


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "✓"), ("iso8859-1", "+"), ("ascii", "+")])
def test_a_terminal_without_the_marks_gets_others(monkeypatch, encoding, mark):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert doctor._marks()["well"] == mark


def test_grading_points_to_it_where_the_machine_is_to_blame(small_course):
    small_course.submit("ada")
    add_setting(small_course.root, "c.Sandbox.memory = = 3")
    for command in ("grade", "build"):
        assert_one_clear_sentence(
            small_course.run(command), "nbgrader_config.py, line ", "`nbexaminer doctor` looks for more"
        )


def test_grading_does_not_point_to_it_where_a_name_is_wrong(small_course):
    small_course.submit("ada")
    assert "doctor" not in small_course.run("grade", "tinny").stderr
