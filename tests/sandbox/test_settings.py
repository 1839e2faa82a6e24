"""The settings of the sandbox: what is refused."""

from __future__ import annotations

import pytest

from nbexaminer.course.errors import CourseError
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.settings import Sandbox


def test_an_error_of_the_sandbox_is_one_that_a_user_can_put_right():
    assert issubclass(SandboxError, CourseError)


def test_further_folders_must_not_hold_the_course_either(tmp_path):
    (tmp_path / "course").mkdir()
    with pytest.raises(SandboxError):
        Sandbox(secret=[str(tmp_path / "course")], readable=[str(tmp_path)]).require()
