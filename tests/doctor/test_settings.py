"""The settings: they load, each is one, and what grading relies on is set."""

from __future__ import annotations

import shutil

import pytest

from tests.catalogue import ROOT
from tests.doctor.breaking import add_setting, only, told


def test_the_settings_of_a_course_are_known(small_course):
    assert [row.state for row in told(small_course.root, "settings", "configure")] == ["well", "well"]


def test_the_settings_of_this_course_are_known(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    assert [row.state for row in told(tmp_path, "settings", "configure")] == ["well", "well"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("c.Sandbox.memory = = 3", "(SyntaxError: invalid syntax)"),
        ("c.Sandbox.memory = gigabyte", "(NameError: name 'gigabyte' is not defined)"),
        ("import no_such_module", "(ModuleNotFoundError: No module named 'no_such_module')"),
        ("raise SystemExit(3)", "(SystemExit: 3)"),
        ("raise BaseException('stop')", "(BaseException: stop)"),
    ],
)
def test_settings_that_do_not_load_are_one_row_and_the_rest_says_so(small_course, line, words):
    count = (small_course.root / "nbgrader_config.py").read_text(encoding="utf-8").count("\n")
    add_setting(small_course.root, line)
    rows = {row.name: row for row in told(small_course.root)}
    assert rows["settings"].state == "stops"
    assert rows["settings"].text == f"nbgrader_config.py, line {count + 2}, can't be loaded {words}: put that right."
    unseen = {name for name, row in rows.items() if row.state == "not looked at"}
    assert unseen == {"configure", "memory", "folders", "deadlines", "gradebook", "releases"}
    assert {row.state for name, row in rows.items() if name not in unseen | {"settings"}} == {"well"}


def test_no_settings(tmp_path):
    row = only(tmp_path, "settings")
    assert row.state == "stops"
    assert "There is no nbgrader_config.py" in row.text


@pytest.mark.parametrize(
    ("line", "state", "words"),
    [
        ("c.Sandbox.memmory = 1", "mend", "c.Sandbox.memmory is no setting: did you mean c.Sandbox.memory?"),
        ("c.ExecuteSubmission.time_out = 1", "mend", "did you mean c.ExecuteSubmission.timeout?"),
        ("c.Sandbox.zzzz = 1", "mend", "c.Sandbox.zzzz is no setting: nothing reads it."),
        (
            "c.Sandbx.memory = 1",
            "mend",
            "c.Sandbx.memory: neither nbgrader nor this grader has Sandbx: did you mean c.Sandbox?",
        ),
        ("c.Qqqqq.memory = 1", "mend", "has Qqqqq: nothing reads it."),
        ("c.timeout = 1", "mend", "c.timeout: neither nbgrader nor this grader has such a setting"),
        ("c.Sandbox.memory = '2G'", "stops", "c.Sandbox.memory: The 'memory' trait expected an int, not the str '2G'."),
        ("c.CourseDirectory.root = 5", "stops", "c.CourseDirectory.root: "),
        ("c.ExportApp.log_level = []", "mend", "c.ExportApp.log_level: "),
        (
            "c.GenerateFeedback.preprocessors = ['no.such.thing']",
            "stops",
            "names no.such.thing, which can't be imported",
        ),
    ],
)
def test_a_setting_that_is_none_or_has_a_wrong_value(small_course, line, state, words):
    add_setting(small_course.root, line)
    row = only(small_course.root, "settings")
    assert row.state == state, row
    assert words in row.text


@pytest.mark.parametrize(
    "line",
    [
        "c.Execute.notebook_timeout = 300",  # of a class that inherits from it
        "c.CourseDirectory.ignore.append('*.log')",
        "c.NbGrader.logfile = 'log'",
        "c.Exchange.root = '/srv/exchange'",
        "c.HTMLExporter.template_paths = ['templates']",
        "c.Autograde.post_convert_hook = None",
    ],
)
def test_settings_of_all_kinds_are_known(small_course, line):
    add_setting(small_course.root, line)
    assert only(small_course.root, "settings").state == "well", only(small_course.root, "settings")


def test_several_mistakes_are_told_one_by_one(small_course):
    add_setting(small_course.root, "c.Sandbox.memmory = 1", "c.Sandbox.disk = 'much'")
    assert {row.state for row in told(small_course.root, "settings")} == {"mend", "stops"}


def test_a_wrong_value_keeps_nothing_else_from_being_looked_at(small_course):
    add_setting(small_course.root, "c.Sandbox.disk = 'much'", "c.CourseDirectory.root = 5")
    rows = told(small_course.root)
    unseen = {row.name for row in rows if row.state == "not looked at"}
    assert unseen == {"sandbox", "memory", "folders", "deadlines", "gradebook", "releases"}
    assert [row.name for row in rows if row.state == "stops"] == ["settings", "settings"]


def test_configure_is_not_called(small_course):
    (small_course.root / "nbgrader_config.py").write_text("c = get_config()\n")
    row = only(small_course.root, "configure")
    assert row.state == "stops"
    assert "nbexaminer.configure(c) is not called" in row.text


def test_what_grading_relies_on_is_taken_away(small_course):
    add_setting(small_course.root, "c.HTMLExporter.preprocessors = []")
    rows = told(small_course.root, "configure")
    assert {row.state for row in rows} == {"stops"}
    assert "c.HTMLExporter.preprocessors leaves nbexaminer.report.feedback.HideHiddenTests out" in rows[0].text


def test_a_class_of_the_courses_own_may_stand_for_one(small_course):
    add_setting(
        small_course.root,
        "from nbexaminer.report.feedback import Defuse",
        "class Own(Defuse): pass",
        "c.HTMLExporter.preprocessors = [*c.HTMLExporter.preprocessors[:-1], Own]",
    )
    assert only(small_course.root, "configure").state == "well"
