"""nbgrader's view of a course folder, for names and places with any characters in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nbexaminer.course.coursedir import ExactCourseDirectory

NAMES = ["ada", "a[b]", "trailing ", "\tx", "*", "?", "(x", "new\nline", "a+b", "{student_id}", "\\d"]


@pytest.mark.parametrize("name", NAMES)
def test_a_student_is_called_as_his_folder_is(name):
    directory = ExactCourseDirectory(root="/course")
    directory.student_id = name
    assert directory.student_id == name


@pytest.mark.parametrize("root", ["/course", "/dir[1] it's %41", "/(x", "/new\nline"])
@pytest.mark.parametrize("name", NAMES)
def test_a_path_leads_back_to_the_names_in_it(root, name):
    directory = ExactCourseDirectory(root=root)
    path = directory.format_path("submitted", name, "xor")
    assert Path(path).parts == Path(root, "submitted", name, "xor").parts
    pattern = directory.format_path("submitted", "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
    assert re.match(pattern, path).groupdict() == {"student": name, "assignment": "xor"}
    below = re.match(re.escape("/").join([pattern, "(?P<notebook>.*).ipynb"]), f"{path}/xor.ipynb")
    assert below.groupdict() == {"student": name, "assignment": "xor", "notebook": "xor"}
