"""What a result depends on, kept apart by cause."""

from __future__ import annotations

import pytest
from traitlets.config import Config

from nbexaminer.course.course import Course
from nbexaminer.pipeline.depends import Settings, changed, joined, settings_that_matter, words
from tests.catalogue import ROOT


def test_what_changed_is_named_by_its_cause():
    before = joined({"submission": "a", "source": "b", "settings": "c"})
    assert changed(before, before) == []
    assert changed(before, joined({"submission": "a", "source": "x", "settings": "y"})) == ["source", "settings"]
    assert changed("an earlier form", before) == ["submission", "source", "settings"]
    assert words(["source", "settings"], ["Sandbox.memory"]) == "the source changed, a setting changed: Sandbox.memory"


def with_setting(section: str, name: str, value: object) -> Config:
    config = Course(ROOT).with_settings(**{section: {name: value}}).config
    return config


@pytest.mark.parametrize(
    ("section", "name", "value", "matters"),
    [
        ("Sandbox", "memory", 1, (True, False)),
        ("ExecuteNotebook", "timeout", 1, (True, False)),
        ("Autograde", "exclude_overwriting", {"tiny": ["a.py"]}, (True, False)),
        ("Autograde", "sanitize_preprocessors", [], (True, False)),
        ("OverwriteCells", "add_missing_cells", True, (True, False)),
        ("NbGraderPreprocessor", "enabled", True, (True, False)),
        ("ClearSolutions", "code_stub", {"python": "pass"}, (True, False)),
        ("CourseDirectory", "ignore", [], (True, False)),
        ("HideHiddenTests", "enabled", False, (False, True)),
        ("HTMLExporter", "filters", {}, (False, True)),
        ("CourseDirectory", "course_id", "other", (False, False)),
        ("AssignLatePenalties", "plugin_class", "other", (False, False)),
        ("ExportApp", "plugin_class", "other", (False, False)),
        ("Students", "samples", [], (False, False)),
    ],
)
def test_which_settings_matter_for_results_and_which_for_pages(section, name, value, matters):
    plain, other = (
        settings_that_matter(config) for config in (Course(ROOT).config, with_setting(section, name, value))
    )
    assert tuple(before != after for before, after in zip(plain, other, strict=True)) == matters


def test_options_of_the_command_line_are_no_settings_of_the_course():
    course = Course(ROOT)
    assert Settings(course.with_settings(ExecuteNotebook={"timeout": 1})).results == Settings(course).results


def test_a_class_or_a_list_that_is_added_to_is_the_same_in_each_run():
    def settings():
        config = Config()
        config.Autograde.sanitize_preprocessors = [Config]
        config.CourseDirectory.ignore.append("*.bin")
        config.Sandbox.readable = {"b", "a"}
        return settings_that_matter(config)

    assert settings() == settings()


def test_settings_that_are_others_are_named_where_the_earlier_ones_are_remembered(small_course):
    before = Settings(Course(small_course.root))
    text = joined({"settings": before.results, "pages": before.pages})
    with (small_course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.Sandbox.memory = 1\nc.HideHiddenTests.enabled = False\n")
    assert Settings(Course(small_course.root)).others(text) == []
    before.remember()
    assert Settings(Course(small_course.root)).others(text) == ["HideHiddenTests.enabled", "Sandbox.memory"]
