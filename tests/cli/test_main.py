"""What both commands have in common: their options, what they refuse, and Ctrl-C."""

from __future__ import annotations

import re
import subprocess
import sys
import types

import pytest

from nbexaminer.cli.arguments import EXAMPLES
from tests.catalogue import ROOT
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything


@pytest.mark.parametrize("module", ["grade", "build"])
def test_an_assignment_that_does_not_exist(small_course, module):
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run(module, "--assignment", "tinny"), "'tinny'", "tiny")


@pytest.mark.parametrize("module", ["grade", "build"])
def test_an_assignment_that_is_misspelt(small_course, module):
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run(module, "tinny"), "'tinny'", "did you mean 'tiny'?")


def test_a_command_that_is_misspelt(small_course):
    result = small_course.run("grad")
    assert result.returncode == 2
    assert result.stderr.startswith("error: there is no 'grad' here: did you mean 'grade'?")


def test_make_help_lists_every_command():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"bin/nbexaminer ([a-z]+) ", shown)) == set(EXAMPLES)


@pytest.mark.parametrize("command", [["grade"], ["build"], ["roster"], ["remove", "ada"], ["archive"]])
def test_a_folder_that_is_no_course(tmp_path, command):
    assert_one_clear_sentence(SmallCourse(tmp_path).run(*command), "nbgrader_config.py")


@pytest.mark.parametrize("module", ["build", "grade"])
def test_a_link_of_the_source_that_leads_nowhere(small_course, module):
    small_course.submit("ada")
    (small_course.root / "source" / "tiny" / "checks.py").symlink_to("../checks.py")
    before = everything(small_course.root / "release")
    result = small_course.run(module)
    assert_one_clear_sentence(result, "source/tiny/checks.py is a link to ../checks.py", "put that back")
    assert everything(small_course.root / "release") == before


@pytest.mark.parametrize(
    ("command", "imported"), [("grade", "nbexaminer.cli.grade"), ("build", "nbexaminer.cli.build")]
)
def test_ctrl_c_while_python_still_imports(small_course, monkeypatch, command, imported):
    class Slow(types.ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, imported, Slow(imported))
    assert_one_clear_sentence(small_course.run(command), "interrupted: ", "run the same command again")


def test_help_names_every_option(small_course):
    for module, options in (
        ("grade", ("ASSIGNMENT", "--student", "--force")),
        ("build", ("ASSIGNMENT", "--force")),
        ("collect", ("ZIP_OR_FOLDER", "--assignment", "--dry-run")),
        ("roster", ("FILE", "--id", "--dry-run", "--assignment")),
        ("remove", ("STUDENT", "--yes")),
        ("archive", ("FILE", "--start-new-year", "--yes")),
    ):
        text = small_course.run(module, "--help").stdout
        assert all(option in text for option in options)


@pytest.mark.parametrize("option", ["--jobs", "--timeout"])
@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_number_that_is_none_is_told_so(small_course, option, value):
    result = small_course.run("grade", f"{option}={value}")
    assert result.returncode == 2
    assert "whole number above 0" in result.stderr
