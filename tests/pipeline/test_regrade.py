"""What an instructor changes after grading: it is noticed, told for each student, and never laid at a student's door."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from nbexaminer.course.database import gradebook_address
from tests.small_course import SmallCourse, assert_one_clear_sentence, scores, small_notebook

Edit = Callable[[NotebookNode], None]


def _named(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == name)


def _check(name: str, points: int) -> NotebookNode:
    cell = nbformat.v4.new_code_cell("assert double(1) == 2", id=name)
    marks = {"grade": True, "locked": True, "solution": False, "task": False, "schema_version": 3}
    cell.metadata["nbgrader"] = {**marks, "grade_id": name, "points": points}
    return cell


def worth_five(notebook):
    _named(notebook, "check_double").metadata.nbgrader.points = 5


def another_check(notebook):
    notebook.cells.insert(3, _check("check_more", 4))


def without_check(notebook):
    notebook.cells.remove(_named(notebook, "check_double"))


def without_question(notebook):
    notebook.cells.remove(_named(notebook, "answer_why"))


def check_renamed(notebook):
    _named(notebook, "check_double").metadata.nbgrader.grade_id = "check_twice"


def question_renamed(notebook):
    _named(notebook, "answer_why").metadata.nbgrader.grade_id = "answer_reason"


def hidden_test_changed(notebook):
    cell = _named(notebook, "check_double")
    cell.source = cell.source.replace("double(5) == 10", "double(6) == 12")


def hidden_test_wrong(notebook):
    cell = _named(notebook, "check_double")
    cell.source = cell.source.replace("double(5) == 10", "double(5) == 11")


def given_text_changed(notebook):
    cell = _named(notebook, "check_double")
    cell.source = cell.source.replace("double(3) == 6", "double(4) == 8")


def question_worth_two(notebook):
    _named(notebook, "answer_why").metadata.nbgrader.points = 2


def edit_source(course: SmallCourse, edit: Edit) -> None:
    path = course.root / "source" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    nbformat.write(notebook, path)


def handed_in(course: SmallCourse) -> NotebookNode:
    """What was released, with answers."""
    notebook = nbformat.read(course.root / "release" / "tiny" / "tiny.ipynb", as_version=4)
    _named(notebook, "double").source = "def double(x):\n    return 2 * x"
    _named(notebook, "answer_why").source = "Since it is so."
    return notebook


def by_hand(course: SmallCourse, student: str, score: float, cell: str = "answer_why") -> None:
    with Gradebook(gradebook_address(course.root)) as gradebook:
        gradebook.find_grade(cell, "tiny", "tiny", student).manual_score = score
        gradebook.find_comment(cell, "tiny", "tiny", student).manual_comment = "half a reason"
        gradebook.db.commit()


def nbgrader(course: SmallCourse, *arguments: str) -> None:
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def told(result: subprocess.CompletedProcess, *begin: str) -> list[str]:
    """The lines of an output that begin so, without further blanks."""
    return [" ".join(line.split()) for line in result.stdout.splitlines() if line.startswith(begin)]


@pytest.fixture(scope="module")
def _graded(_built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(_built_course, root)
    course = SmallCourse(root)
    course.submit("ada", handed_in(course))
    assert course.run("grade").returncode == 0
    by_hand(course, "ada", 0.5)
    assert course.run("grade").returncode == 0
    return root


@pytest.fixture
def graded(_graded: Path, tmp_path: Path) -> SmallCourse:
    """A course in which ada is graded, with points by hand, and bob has handed in since."""
    shutil.copytree(_graded, tmp_path / "course")
    course = SmallCourse(tmp_path / "course")
    course.submit("bob", handed_in(course))
    return course


@pytest.mark.slow
@pytest.mark.parametrize("how", ["grade", "build", "generate_assignment"])
@pytest.mark.parametrize(
    ("edit", "after", "changes"),
    [
        (worth_five, {"ada": 5.5, "bob": 5}, ["tiny double: 2/2 → 5/5"]),
        (another_check, {"ada": 6.5, "bob": 6}, ["new: tiny more 4/4"]),
        (without_check, {"ada": 0.5, "bob": 0}, ["gone: tiny double (was 2/2)"]),
        (without_question, {"ada": 2, "bob": 2}, ["gone: tiny answer_why (was 0.5/1)"]),
        (check_renamed, {"ada": 2.5, "bob": 2}, ["new: tiny twice 2/2", "gone: tiny double (was 2/2)"]),
        (
            question_renamed,
            {"ada": 2.5, "bob": 2},
            ["new: tiny answer_reason 0.5/1", "gone: tiny answer_why (was 0.5/1)"],
        ),
        (question_worth_two, {"ada": 2.5, "bob": 2}, ["tiny answer_why: 0.5/1 → 0.5/2"]),
        (hidden_test_changed, {"ada": 2.5, "bob": 2}, []),
        (given_text_changed, {"ada": 2.5, "bob": 2}, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_changed_source_is_graded_by_at_once_for_all_students(graded, edit, after, changes, how):
    edit_source(graded, edit)
    if how == "build":
        made = graded.run("build")
        assert made.returncode == 0, made.stderr
    elif how == "generate_assignment":
        nbgrader(graded, "generate_assignment", "tiny", "--force")
    result = graded.run("grade")
    assert result.returncode == 0, result.stderr
    assert scores(graded) == after
    assert told(result, "changed") == [f"changed ada tiny {change}" for change in changes]
    assert any("the source changed" in line for line in told(result, "graded ada", "graded     ada"))
    assert "repaired" not in result.stdout
    for student in after:
        assert "had to be repaired" not in (graded.root / "feedback" / student / "tiny" / "tiny.html").read_text()
    again = graded.run("grade")
    assert "0 graded, 2 unchanged" in again.stdout
    assert scores(graded) == after


@pytest.mark.slow
def test_what_was_given_by_hand_for_a_removed_cell_is_told_and_kept_in_a_copy(graded):
    edit_source(graded, without_question)
    result = graded.run("grade")
    assert "the cell answer_why of tiny is no longer in the source" in result.stdout
    assert "ada 0.5" in result.stdout
    (copy,) = graded.root.glob("gradebook.db.*")
    with Gradebook(f"sqlite:///{copy}") as gradebook:
        assert gradebook.find_grade("answer_why", "tiny", "tiny", "ada").manual_score == 0.5


@pytest.mark.slow
def test_a_notebook_that_is_renamed_keeps_points_by_hand(graded):
    folder = graded.root / "source" / "tiny"
    (folder / "tiny.ipynb").rename(folder / "small.ipynb")
    assert_one_clear_sentence(graded.run("grade"), "tiny has no release", "nbexaminer build")
    made = graded.run("build")
    assert made.returncode == 0, made.stderr
    result = graded.run("grade")
    assert result.returncode == 0, result.stderr
    assert "repaired" not in result.stdout
    assert scores(graded) == {"ada": 2.5, "bob": 2}


@pytest.mark.slow
def test_a_release_that_differs_from_the_source_is_told_and_left_as_it_is(graded):
    release = graded.root / "release" / "tiny" / "tiny.ipynb"
    before = release.read_bytes()
    edit_source(graded, hidden_test_changed)
    assert "release/tiny/ is not what" not in graded.run("grade", "--dry-run").stdout
    edit_source(graded, worth_five)
    for options in (["--dry-run"], []):
        assert "release/tiny/ is not what source/tiny/ makes now (tiny.ipynb)" in graded.run("grade", *options).stdout
    assert release.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "state"),
    [
        ("c.Sandbox.memory = 1024", "due        ada  tiny  a setting changed: Sandbox.memory"),
        ("c.ExecuteNotebook.timeout = 30", "due        ada  tiny  a setting changed: ExecuteNotebook.timeout"),
        ("c.LimitOutput.max_lines = 7", "due        ada  tiny  a setting changed: LimitOutput.max_lines"),
        (
            "c.HideHiddenTests.enabled = False",
            "feedback   ada  tiny  a setting of the pages changed: HideHiddenTests.enabled",
        ),
        ("c.ExportApp.plugin_class = 'other.Export'", "unchanged  ada  tiny"),
        ("c.Students.samples = []", "unchanged  ada  tiny"),
    ],
)
def test_a_setting_that_matters_makes_outdated_what_it_matters_for(graded, setting, state):
    with (graded.root / "nbgrader_config.py").open("a") as file:
        file.write(f"{setting}\n")
    assert state in graded.run("grade", "--dry-run").stdout.splitlines()


@pytest.mark.slow
def test_an_option_of_the_command_line_makes_nothing_outdated(graded):
    assert "1 graded, 1 unchanged" in graded.run("grade", "--timeout", "50").stdout
    assert "0 graded, 2 unchanged" in graded.run("grade").stdout


@pytest.mark.slow
def test_nbgraders_own_autograde_in_between_is_recognised_where_it_finds_the_same(graded):
    graded.run("grade")
    nbgrader(graded, "autograde", "tiny", "--force")
    assert "0 graded, 2 unchanged" in graded.run("grade").stdout
    assert scores(graded) == {"ada": 2.5, "bob": 2}
    edit_source(graded, hidden_test_wrong)
    nbgrader(graded, "generate_assignment", "tiny", "--force")
    nbgrader(graded, "autograde", "tiny", "--force")
    edit_source(graded, lambda notebook: notebook.update(small_notebook()))
    result = graded.run("grade")
    assert scores(graded) == {"ada": 2.5, "bob": 2}
    assert "0 graded, 2 unchanged" in graded.run("grade").stdout, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gone", "state"),
    [
        ("autograded", "graded     ada  tiny  (its graded notebooks are missing)"),
        ("autograded/ada/tiny/tiny.ipynb", "graded     ada  tiny  (its graded notebooks are missing)"),
        ("feedback", "feedback   ada  tiny  (its pages are missing)"),
        (".cache", "graded     ada  tiny  (nothing is noted about how it was graded)"),
    ],
)
def test_what_is_deleted_is_made_again_and_points_by_hand_stay(graded, gone, state):
    path = graded.root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    result = graded.run("grade")
    assert state in result.stdout.splitlines()
    assert told(result, "changed") == []
    assert scores(graded) == {"ada": 2.5, "bob": 2}
    assert "0 graded, 2 unchanged" in graded.run("grade").stdout


@pytest.mark.slow
def test_a_gradebook_that_is_deleted_is_made_again_and_what_was_in_it_by_hand_is_told(graded):
    (graded.root / "gradebook.db").unlink()
    assert_one_clear_sentence(graded.run("grade"), "tiny has no release in the gradebook", "nbexaminer build")
    assert graded.run("build").returncode == 0
    result = graded.run("grade")
    why = "(the gradebook has no result of it, nor the points and comments by hand that were in it)"
    assert f"graded     ada  tiny  {why}" in result.stdout.splitlines()
    assert told(result, "changed") == ["changed ada tiny tiny answer_why: 0.5 → ?"]
    assert scores(graded) == {"ada": 2, "bob": 2}


@pytest.mark.slow
def test_a_release_that_is_deleted_is_asked_for(graded):
    shutil.rmtree(graded.root / "release")
    assert_one_clear_sentence(graded.run("grade"), "tiny has no release", "nbexaminer build")
    assert graded.run("build").returncode == 0
    assert graded.run("grade").returncode == 0
    assert scores(graded) == {"ada": 2.5, "bob": 2}


@pytest.mark.slow
def test_a_gradebook_that_was_changed_by_another_program_is_put_right(graded):
    graded.run("grade")
    with Gradebook(gradebook_address(graded.root)) as gradebook:
        gradebook.find_grade("check_double", "tiny", "tiny", "ada").auto_score = 1
        gradebook.db.commit()
    result = graded.run("grade")
    assert "graded     ada  tiny  (the gradebook holds another result than was recorded)" in result.stdout.splitlines()
    assert "1 graded, 1 unchanged" in result.stdout
    assert scores(graded) == {"ada": 2.5, "bob": 2}
