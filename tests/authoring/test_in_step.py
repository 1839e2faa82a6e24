"""The gradebook's cells follow the source, and what was given by hand stays with the cells that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbexaminer.authoring.in_step import bring_in_step, is_in_step, renamed, renamed_notebook
from nbexaminer.authoring.made import Made, SavedCell, made_of
from nbexaminer.course.course import Course

# nbgrader adds a submission through its students, which SQLAlchemy remarks upon.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
CHECK = SavedCell("code", True, False, False, True, 2.0, "assert f() == 1", "sum")
TEXT = SavedCell("markdown", True, True, False, False, 1.0, "*Your answer.*", "sum")


def test_a_cell_with_the_same_text_and_another_name_is_renamed():
    assert renamed({"a": CHECK}, {"b": replace(CHECK, points=5.0, checksum="other")}) == {"a": "b"}
    assert renamed({"a": CHECK}, {"b": replace(CHECK, source="pass")}) == {}
    assert renamed({"a": TEXT, "b": TEXT}, {"c": TEXT}) == {}  # which of them it was can't be known


def test_a_notebook_with_most_cells_of_the_one_that_is_gone_is_renamed():
    assert renamed_notebook({"old": ["a", "b", "c"]}, {"new": ["a", "b", "d", "c"]}) == ("old", "new")
    assert renamed_notebook({"old": ["a", "b"]}, {"new": ["c"]}) is None
    assert renamed_notebook({"old": ["a"], "other": ["b"]}, {"new": ["a"]}) is None


@pytest.fixture
def course(small_course) -> Course:
    """A course with one submission, whose check and question were graded by hand."""
    course = Course(small_course.root)
    with course.gradebook() as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission("tiny", "ada")
        for cell in ("check_double", "answer_why"):
            gradebook.find_grade(cell, "tiny", "tiny", "ada").manual_score = 0.5
        gradebook.db.commit()
    return course


def grades(gradebook) -> dict[str, tuple]:
    (notebook,) = gradebook.find_submission("tiny", "ada").notebooks
    return {grade.name: (grade.manual_score, grade.max_score) for grade in notebook.grades}


def brought(course: Course, cells: dict[str, dict[str, SavedCell]]) -> tuple[dict[str, tuple], list[str]]:
    made = Made(cells, dict.fromkeys(cells, "{}"), {})
    with course.gradebook() as gradebook:
        lines = bring_in_step(gradebook, course.directory, "tiny", made)
        assert is_in_step(gradebook, "tiny", made)
        assert bring_in_step(gradebook, course.directory, "tiny", made) == []
        return grades(gradebook), lines


def test_what_a_release_has_written_is_in_step(course):
    made = made_of(course, "tiny")
    with course.gradebook() as gradebook:
        assert is_in_step(gradebook, "tiny", made)
        assert not is_in_step(gradebook, "other", made)


def test_points_change_and_checks_come_without_anything_lost(course):
    cells = made_of(course, "tiny").cells["tiny"]
    five = replace(cells["check_double"], points=5.0)
    found, lines = brought(course, {"tiny": cells | {"check_double": five, "check_more": CHECK}})
    assert found == {"check_double": (0.5, 5), "answer_why": (0.5, 1), "check_more": (None, 2)}
    assert lines == []
    assert not list(course.root.glob("gradebook.db.*"))


def test_a_renamed_question_keeps_its_points(course):
    cells = dict(made_of(course, "tiny").cells["tiny"])
    cells["answer_because"] = cells.pop("answer_why")
    assert brought(course, {"tiny": cells}) == ({"check_double": (0.5, 2), "answer_because": (0.5, 1)}, [])


def test_a_removed_check_is_told_with_what_was_given_for_it(course):
    cells = dict(made_of(course, "tiny").cells["tiny"])
    del cells["check_double"]
    found, (line,) = brought(course, {"tiny": cells})
    assert found == {"answer_why": (0.5, 1)}
    (copy,) = course.root.glob("gradebook.db.*")
    assert "the cell check_double of tiny is no longer in the source" in line
    assert "ada 0.5" in line
    assert copy.name in line


def test_a_renamed_notebook_keeps_its_points_and_an_added_one_has_none(course):
    cells = made_of(course, "tiny").cells["tiny"]
    found, lines = brought(course, {"small": cells})
    assert found == {"check_double": (0.5, 2), "answer_why": (0.5, 1)}
    assert lines == []
    made = Made({"small": cells, "more": {"check_more": CHECK}}, {"small": "{}", "more": "{}"}, {})
    with course.gradebook() as gradebook:
        assert bring_in_step(gradebook, course.directory, "tiny", made) == []
        assert gradebook.find_grade("check_more", "more", "tiny", "ada").manual_score is None
        assert gradebook.find_submission("tiny", "ada").score == 1
