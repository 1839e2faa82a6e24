"""The settings that `nbexaminer.configure` makes, and a course's own after it."""

from __future__ import annotations

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.utils.importstring import import_item

import nbexaminer
from nbexaminer.course.course import Course
from tests.catalogue import ROOT


def configured() -> Config:
    config = Config()
    nbexaminer.configure(config)
    return config


def test_every_preprocessor_that_is_named_exists():
    for section in configured().values():
        for name, value in section.items():
            if name.endswith("preprocessors"):
                assert all(callable(import_item(step)) for step in value)


def test_a_later_assignment_overrides():
    config = configured()
    config.CourseDirectory.ignore.append("*.bak")
    config.Autograde.sanitize_preprocessors = []
    assert "*.bak" in CourseDirectory(config=config).ignore
    assert Autograde(config=config).sanitize_preprocessors == []
    assert "*.bak" not in configured().CourseDirectory.ignore


def test_the_settings_of_this_course_keep_all_of_them():
    settings = Course(ROOT).config
    for name, section in configured().items():
        assert section.items() <= settings[name].items()
