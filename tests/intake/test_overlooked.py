"""Nothing in `submitted/` is passed over in silence, but for what systems write there."""

from __future__ import annotations

import shlex

import pytest

from nbexaminer.course.course import Course
from nbexaminer.intake.overlooked import as_error, overlooked
from tests.small_course import assert_one_clear_sentence, everything, scores

CASES = {
    "tiny/ada/tiny.ipynb": (
        "submitted/tiny/ is the folder of an assignment",
        "nbexaminer collect submitted/tiny",
    ),
    "tinny/ada/tiny.ipynb": (
        "submitted/tinny/ is the folder of an assignment",
        "nbexaminer collect submitted/tinny --assignment tiny",
    ),
    "Jane Doe_1_assignsubmission_file_/tiny.ipynb": (
        "submitted/Jane Doe_1_assignsubmission_file_/ is named as learning platforms do",
        "nbexaminer collect submitted",
    ),
    "doejane_1_2_tiny.ipynb": (
        "submitted/doejane_1_2_tiny.ipynb is named as learning platforms do",
        "nbexaminer collect submitted",
    ),
    "submissions/ada/tiny.ipynb": (
        "submitted/submissions/ is a whole download",
        "nbexaminer collect submitted/submissions",
    ),
    "zoe/tiny.ipynb": ("submitted/zoe/tiny.ipynb is in no folder of an assignment", "nbexaminer collect submitted"),
    "zoe/tinny/tiny.ipynb": ("submitted/zoe/tinny/ is called as no assignment", "rename it to tiny"),
    "zoe/homework/tiny.ipynb": ("submitted/zoe/homework/ is called as no assignment (there are: tiny)", ""),
    "zoe/notes.txt": ("submitted/zoe/notes.txt is in no folder of an assignment", "move it there"),
    "my class.zip": ("submitted/my class.zip is an archive", "nbexaminer collect 'submitted/my class.zip'"),
    "class.rar": ("submitted/class.rar is an archive of a kind that can't be opened here", "unpack it first"),
    "tiny.ipynb": ("submitted/tiny.ipynb is in no folder of a student", "submitted/STUDENT/ASSIGNMENT/"),
    "zoe/": ("The folder submitted/zoe/ is empty.", ""),
    "zoe/homework/": ("The folder submitted/zoe/homework/ is empty.", ""),
    "tiny/": ("The folder submitted/tiny/ is empty.", ""),
}


def put(course, name: str) -> None:
    path = course.root / "submitted" / name
    if name.endswith("/"):
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


@pytest.mark.parametrize("name", CASES)
def test_what_grading_does_not_see_is_named_with_what_to_do(small_course, name):
    small_course.submit("ada")
    put(small_course, name)
    (remark,) = overlooked(Course(small_course.root))
    what, command = CASES[name]
    assert remark.startswith(what)
    assert command in remark


SYSTEMS = (
    *(".DS_Store", "__MACOSX/ada/tiny.ipynb", "ada/.DS_Store", "ada/._tiny"),
    *("Thumbs.db", ".gitkeep", "ada/.ipynb_checkpoints/"),
)


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_systems_write_is_silent(small_course, name):
    small_course.submit("ada")
    put(small_course, name)
    assert overlooked(Course(small_course.root)) == []


def test_no_folder_and_an_empty_one(small_course):
    assert overlooked(Course(small_course.root)) == []
    (small_course.root / "submitted").mkdir()
    assert overlooked(Course(small_course.root)) == []


def test_links(small_course, tmp_path):
    small_course.submit("ada")
    (small_course.root / "submitted" / "bob").symlink_to(tmp_path)
    (small_course.root / "submitted" / "cid").symlink_to(tmp_path / "nowhere")
    remarks = overlooked(Course(small_course.root))
    assert [remark.split(" ")[0] for remark in remarks] == ["submitted/bob/", "submitted/cid"]


def test_many_of_a_kind_are_one_remark_and_names_are_printable(small_course):
    for number in range(30):
        put(small_course, f"s{number:02}\x1b[31m/tiny.ipynb")
        put(small_course, f"s{number:02}.zip")
    remarks = overlooked(Course(small_course.root))
    assert len(remarks) == 2
    assert "26 more are in no folder of an assignment" in remarks[0]
    assert "are archives: `nbexaminer collect submitted`" in remarks[1]
    assert not any("\x1b" in remark for remark in remarks)


def test_many_remarks_in_one_error():
    assert as_error(["a.", "b."], "submitted") == "Nothing in submitted/ can be graded: a; b."
    assert as_error(["a.", "b.", "c.", "d."], "submitted").endswith("a; b; c; and 1 more.")


def test_grade_prints_them_after_the_class_and_a_dry_run_too(small_course):
    small_course.submit("ada")
    put(small_course, "zoe/tinny/tiny.ipynb")
    dry = small_course.run("grade", "--dry-run")
    wet = small_course.run("grade")
    for result in (dry, wet):
        assert result.returncode == 0, result.stderr
        assert result.stdout.splitlines()[-1].startswith("passed over: submitted/zoe/tinny/ is called as no assignment")
    assert scores(small_course) == {"ada": 2}


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("tiny",), ("--student", "zoe")])
@pytest.mark.parametrize("name", CASES)
def test_where_nothing_can_be_graded_they_are_the_error(small_course, name, options):
    put(small_course, name)
    result = small_course.run("grade", *options)
    assert_one_clear_sentence(result, "Nothing in submitted/ can be graded: ", CASES[name][0].rstrip("."))


def test_a_misspelt_student_is_told_as_before(small_course):
    small_course.submit("ada")
    put(small_course, "zoe/tiny.ipynb")
    assert_one_clear_sentence(small_course.run("grade", "--student", "adda"), "no submission of adda")


@pytest.mark.parametrize(
    "name", ["tiny/ada/tiny.ipynb", "tinny/ada/tiny.ipynb", "zoe/tiny.ipynb", "doejane_1_2_tiny.ipynb"]
)
def test_the_command_that_is_named_puts_it_in_place(small_course, name, monkeypatch):
    monkeypatch.chdir(small_course.root)
    path = small_course.submit("bob")
    put(small_course, name)
    (small_course.root / "submitted" / name).write_bytes(path.read_bytes())
    before = everything(small_course.root / "submitted" / "bob")
    (remark,) = overlooked(Course(small_course.root))
    command = shlex.split(remark.split("`")[1])
    assert command[0] == "nbexaminer"
    result = small_course.run(*command[1:])
    assert result.returncode == 0, result.stdout + result.stderr
    student = {"zoe": "zoe", "doejane_1_2_tiny.ipynb": "doejane"}.get(name.split("/")[0], "ada")
    assert (small_course.root / "submitted" / student / "tiny" / "tiny.ipynb").is_file()
    assert everything(small_course.root / "submitted" / "bob") == before
