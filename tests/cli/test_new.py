"""`nbexaminer new`: an assignment that passes everything at once."""

from __future__ import annotations

import os
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.database import gradebook_address
from tests.catalogue import ROOT
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, obey_permissions

CATALOGUE = "tests/catalogue/submissions"


@pytest.fixture
def course(tmp_path) -> SmallCourse:
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return SmallCourse(tmp_path)


def answer(path: os.PathLike) -> str:
    """The cell of a submission of the catalogue."""
    with open(path, encoding="utf-8") as file:
        return file.read().partition("# %% squared_error\n")[2]


def submit(course: SmallCourse, student: str, text: str) -> None:
    """Hand in the release with an answer."""
    notebook = nbformat.read(course.root / "release" / "first" / "first.ipynb", as_version=4)
    next(cell for cell in notebook.cells if cell.id == "squared_error").source = text
    folder = course.root / "submitted" / student / "first"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "first.ipynb")


@pytest.mark.slow
def test_a_new_assignment_is_checked_judged_built_and_graded_at_once(course):
    (course.root / CATALOGUE).mkdir(parents=True)
    made = course.run("new", "first")
    assert made.returncode == 0, made.stderr
    assert "made source/first/" in made.stdout
    for command in (["check"], ["judge", "first"], ["build"]):
        done = course.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    submissions = course.root / CATALOGUE / "first"
    submit(course, "wrong", answer(*submissions.glob("chaffs/*.py")))
    submit(course, "right", answer(*submissions.glob("wheats/*.py")))
    graded = course.run("grade")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    with Gradebook(gradebook_address(course.root)) as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions("first")}
    assert scores == {"right": 2, "wrong": 0}
    page = (course.root / "feedback" / "wrong" / "first" / "first.html").read_text(encoding="utf-8")
    assert "This is the absolute error" in page
    assert "up to date" in course.run("build").stdout


def test_two_new_assignments_of_one_name_are_the_same_bytes(course, tmp_path_factory):
    other = SmallCourse(tmp_path_factory.mktemp("other"))
    shutil.copy(ROOT / "nbgrader_config.py", other.root)
    assert [one.run("new", "first").returncode for one in (course, other)] == [0, 0]
    assert everything(course.root / "source") == everything(other.root / "source")
    notebook = nbformat.read(course.root / "source" / "first" / "first.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert all(cell.metadata.nbgrader.grade_id == cell.id for cell in notebook.cells if "nbgrader" in cell.metadata)


def test_a_course_without_a_catalogue_gets_the_assignment_alone(course):
    assert course.run("new", "first").returncode == 0
    assert sorted(everything(course.root / "source")) == ["first/first.ipynb", "first/specs.py"]
    assert not (course.root / "tests").exists()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a-b",
        "1st",
        "../up",
        "a/b",
        ".hidden",
        "_own",
        "é",
        "class",
        "CON",
        "checks",
        "x" * 61,
        "a\nb",
        "[red]",
    ],
)
def test_a_name_that_is_none_is_refused(course, name):
    before = everything(course.root)
    assert_one_clear_sentence(course.run("new", name), "An assignment can't be called", "name")
    assert everything(course.root) == before


@pytest.mark.parametrize("there", ["source/first", "source/First", f"{CATALOGUE}/first"])
def test_what_is_there_is_never_touched(course, there):
    (course.root / CATALOGUE).mkdir(parents=True)
    (course.root / there).mkdir(parents=True)
    (course.root / there / "mine.txt").write_text("mine")
    before = everything(course.root)
    assert_one_clear_sentence(course.run("new", "first"), f"{there} is there already, and stays as it is")
    assert everything(course.root) == before


def test_nothing_is_left_where_it_is_stopped_half_way(course, monkeypatch):
    (course.root / CATALOGUE).mkdir(parents=True)
    renamed, really = [], os.rename

    def rename(old: str, new: str) -> None:
        if renamed:
            raise KeyboardInterrupt
        renamed.append(new)
        really(old, new)

    monkeypatch.setattr("nbexaminer.authoring.new.os.rename", rename)
    assert_one_clear_sentence(course.run("new", "first"), "interrupted: nothing was made")
    assert renamed
    assert not any((course.root / "source").iterdir())
    assert not any((course.root / CATALOGUE).iterdir())
    assert not any((course.root / ".cache").iterdir())


def test_a_read_only_source(course):
    (course.root / "source").mkdir(mode=0o555)
    try:
        result = course.run("new", "first", preexec_fn=obey_permissions)
    finally:
        (course.root / "source").chmod(0o755)
    assert_one_clear_sentence(result, "can't be used")
    assert not any((course.root / "source").iterdir())
