"""What of this machine student code may see."""

from __future__ import annotations

import sys

import pytest

from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.machine import python_folders
from tests.sandbox.test_bubblewrap import is_one_sentence


def test_an_environment_that_holds_the_course_is_refused(monkeypatch, tmp_path):
    course, link = tmp_path / "env" / "course", tmp_path / "link"
    course.mkdir(parents=True)
    link.symlink_to(course)
    (tmp_path / "beside").mkdir()
    python_folders([tmp_path / "beside", course])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    assert tmp_path / "env" in python_folders([tmp_path / "beside"])
    for secret in (course, link, tmp_path / "env", tmp_path / "env" / "course" / ".." / "course"):
        with pytest.raises(SandboxError) as caught:
            python_folders([tmp_path / "beside", secret])
        assert str(tmp_path / "env") in is_one_sentence(caught)
    monkeypatch.setattr(sys, "prefix", str(course / ".venv"))  # the usual place
    (course / ".venv").mkdir()
    assert course / ".venv" in python_folders([course])


def test_the_environment_may_be_reached_by_a_link_and_is_refused_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "real" / "course").mkdir(parents=True)
    (tmp_path / "env").symlink_to(tmp_path / "real")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    with pytest.raises(SandboxError):
        python_folders([tmp_path / "real" / "course"])
