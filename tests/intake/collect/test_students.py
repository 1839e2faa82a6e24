"""A student of the roster keeps his id; others are called as the platform calls them; no two are taken for one."""

from __future__ import annotations

import unicodedata

import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.database import gradebook_address
from nbexaminer.course.students import Person
from nbexaminer.intake.collect.found import HandIn, Whose
from nbexaminer.intake.collect.students import claim
from tests.intake.collect.conftest import APRIL, NOTEBOOK, OTHER, placed

ROSTER = [
    Person("jd1", "Jane", "Doe", "jane@school.org", ""),
    Person("bl2", "Bob", "Lee", "", "102"),
    Person("zl3", "Zoë", "Lang", "", ""),
    Person("tw4", "Tom", "Wu", "", ""),
    Person("tw5", "Tom", "Wu", "", ""),
]


@pytest.mark.parametrize(
    ("whose", "student", "rule"),
    [
        (Whose("Canvas", "doejane", "101"), "jd1", "first and last name"),
        (Whose("Canvas", "leebob", "102"), "bl2", "lms_user_id"),
        (Whose("Canvas", "leebob", "103"), "leebob", "name in Canvas"),
        (Whose("Canvas", "langzoe", "104"), "zl3", "first and last name"),
        (Whose("Canvas", "wutom", "105"), "wutom", "name in Canvas"),
        (Whose("Moodle", "Jane Doe", "12"), "jd1", "first and last name"),
        (Whose("Moodle", "Jane Roe", "102"), "Jane Roe", "name in Moodle"),
        (Whose("Gradescope", "jdoe", "", "J. Doe", "Jane@School.org"), "jd1", "email"),
        (Whose("Gradescope", "zl3", "", "Someone", ""), "zl3", "id in the gradebook"),
        (Whose("Gradescope", "new", "", "New One", "new@school.org"), "new", "login in Gradescope"),
        (Whose("", "zoe lang"), "zl3", "first and last name"),
        (Whose("", "ada"), "ada", "name of the folder"),
    ],
)
def test_by_which_rule_a_student_is_found(whose, student, rule):
    found = claim(HandIn(whose, "x.zip", "x"), "tiny", ROSTER)
    assert (found.student, found.rule) == (student, rule)


def test_the_gradebooks_roster_is_read_and_the_rule_said(small_course, download):
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        gradebook.add_student("jd1", first_name="Jane", last_name="Doe")
    before = (small_course.root / "gradebook.db").read_bytes()
    result = small_course.run("collect", str(download({"doejane_101_5001_tiny.ipynb": NOTEBOOK})))
    assert placed(small_course) == {"jd1/tiny/tiny.ipynb"}
    assert "first and last name" in result.stdout
    assert (small_course.root / "gradebook.db").read_bytes() == before


def test_two_of_the_same_name_stay_two(small_course, download):
    path = download({"doejane_101_1_tiny.ipynb": NOTEBOOK, "doejane_102_2_tiny.ipynb": OTHER})
    result = small_course.run("collect", str(path))
    assert placed(small_course) == {"doejane_101/tiny/tiny.ipynb", "doejane_102/tiny/tiny.ipynb"}
    assert "name in Canvas and number" in result.stdout
    small_course.run("collect", str(download({"doejane_102_3_tiny.ipynb": NOTEBOOK}, "later.zip", APRIL)))
    assert placed(small_course) == {"doejane_101/tiny/tiny.ipynb", "doejane_102/tiny/tiny.ipynb"}
    assert (small_course.root / "submitted/doejane_102/tiny/tiny.ipynb").read_bytes() == NOTEBOOK


def test_one_who_comes_later_does_not_take_the_place_of_another_of_his_name(small_course, download):
    small_course.run("collect", str(download({"doejane_101_1_tiny.ipynb": NOTEBOOK})))
    small_course.run("collect", str(download({"doejane_102_2_tiny.ipynb": OTHER}, "later.zip", APRIL)))
    assert placed(small_course) == {"doejane/tiny/tiny.ipynb", "doejane_102/tiny/tiny.ipynb"}


def test_two_who_are_called_as_one_of_the_roster_are_refused(small_course, download):
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        gradebook.add_student("jd1", first_name="Jane", last_name="Doe")
    path = download({"doejane_101_1_tiny.ipynb": NOTEBOOK, "doejane_102_2_tiny.ipynb": OTHER})
    result = small_course.run("collect", str(path))
    assert result.returncode == 1
    assert placed(small_course) == set()
    assert result.stdout.count("several students are called doejane there") == 2


@pytest.mark.parametrize(
    ("one", "other"), [("zoe", "Zoe"), (unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë"))]
)
def test_names_that_differ_only_in_capitals_or_encoding_are_refused(small_course, download, one, other):
    path = download({f"{one}/tiny.ipynb": NOTEBOOK, f"{other}/tiny.ipynb": OTHER, "ada/tiny.ipynb": NOTEBOOK})
    result = small_course.run("collect", str(path))
    assert result.returncode == 1
    assert placed(small_course) == {"ada/tiny/tiny.ipynb"}
    assert result.stdout.count("differ only in capitals, or in how letters are encoded") == 2


def test_of_such_names_the_one_that_is_in_place_stays(small_course, download):
    small_course.submit("zoe")
    path = download({"zoe/tiny.ipynb": OTHER, "Zoe/tiny.ipynb": OTHER}, when=(2040, 1, 1, 0, 0, 0))
    result = small_course.run("collect", str(path))
    assert placed(small_course) == {"zoe/tiny/tiny.ipynb"}
    assert (small_course.root / "submitted/zoe/tiny/tiny.ipynb").read_bytes() == OTHER
    assert "not taken: Zoe/" in result.stdout


def test_a_name_that_a_mac_has_decomposed_is_composed_and_found_again(small_course, download):
    path = download({f"{unicodedata.normalize('NFD', 'Zoë')}/tiny.ipynb": NOTEBOOK})
    assert small_course.run("collect", str(path)).returncode == 0
    assert placed(small_course) == {"Zoë/tiny/tiny.ipynb"}
    again = small_course.run("collect", str(path))
    assert "1 unchanged" in again.stdout, again.stdout


@pytest.mark.parametrize("name", [".hidden", "a\x1bb", "x" * 210])
def test_names_that_no_folder_can_have(small_course, download, name):
    result = small_course.run("collect", str(download({f"{name}/tiny.ipynb": NOTEBOOK, "ada/tiny.ipynb": NOTEBOOK})))
    assert result.returncode == 1
    assert placed(small_course) == {"ada/tiny/tiny.ipynb"}
    assert "\x1b" not in result.stdout
