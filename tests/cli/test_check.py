"""`nbexaminer check`, and what `nbexaminer build` does with what it finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import nbformat
import pytest

from tests.small_course import SmallCourse, assert_one_clear_sentence, everything

BROKEN = "assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(5) == 11, 'eleven'\n### END HIDDEN TESTS"  # 10 is right


def change(course: SmallCourse, what: Callable[[dict[str, nbformat.NotebookNode]], None]) -> None:
    """Change cells of the source; they are found by their ids."""
    path = course.root / "source" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    what({cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, path)


def write(course: SmallCourse, **sources: str) -> None:
    """Change the texts of cells of the source."""
    change(course, lambda cells: [setattr(cells[name], "source", text) for name, text in sources.items()])


def test_a_broken_hidden_test_is_not_released_and_the_earlier_release_stays(small_course):
    before = everything(small_course.root / "release")
    write(small_course, check_double=BROKEN)
    result = small_course.run("build")
    assert_one_clear_sentence(
        result, "tiny, cell 3 (check_double)", "the solution does not pass its hidden tests", "eleven"
    )
    assert everything(small_course.root / "release") == before
    assert "release/tiny/ stays as it was" in result.stdout
    write(small_course, check_double=BROKEN.replace("11", "10"))
    assert small_course.run("build").returncode == 0


def test_a_broken_hidden_test_costs_no_student_points(small_course):
    """Whoever is graded after a build that failed is not blamed: the gradebook and the release are those from before."""
    small_course.submit("ada")
    gradebook = (small_course.root / "gradebook.db").read_bytes()
    write(small_course, check_double=BROKEN)
    small_course.run("build", "--force")
    assert (small_course.root / "gradebook.db").read_bytes() == gradebook


def test_what_is_in_order_is_said_to_be_and_not_checked_again(small_course):
    first = small_course.run("check")
    assert first.returncode == 0, first.stdout
    assert "Nothing to put right" in first.stdout
    assert "checking" not in first.stdout  # `build` has done that
    write(small_course, double=small_notebook_double("x + x"))
    assert "checking source/tiny/" in small_course.run("check", "tiny").stdout
    assert "checking" not in small_course.run("check", "tiny").stdout
    assert "checking" not in small_course.run("build").stdout


def small_notebook_double(code: str) -> str:
    return f'def double(x):\n    """Twice x."""\n    ### BEGIN SOLUTION\n    return {code}\n    ### END SOLUTION'


def test_checking_changes_nothing_but_the_cache(small_course):
    write(small_course, check_double="open('made.txt', 'w').close()\n" + BROKEN.replace("11", "10"))
    before = {name: text for name, text in everything(small_course.root).items() if not name.startswith(".cache")}
    assert small_course.run("check").returncode == 0
    after = {name: text for name, text in everything(small_course.root).items() if not name.startswith(".cache")}
    assert after == before


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"check_double": "assert double"}, ["cell 3 (check_double)", "without any answer it gives 2 of 2 points"]),
        ({"check_double": "assert double(3) == 7"}, ["does not pass its tests (AssertionError)"]),
        ({"check_double": "double(3)\n1.5"}, ["the solution gets 1.5 of 2 points"]),
        ({"double": small_notebook_double("1 / 0")}, ["does not pass its tests (ZeroDivisionError: division by zero)"]),
        ({"check_double": "import os\nos._exit(0)"}, ["cell 3 (check_double)", "its process ended"]),
        (
            {
                "check_double": "def check():\n### BEGIN HIDDEN TESTS\n    assert double(1) == 2\n### END HIDDEN TESTS\ncheck()"
            },
            ["without its solution or its hidden tests the cell is no Python"],
        ),
        (
            {"extra": "the_secret = [double(x) for x in range(5)]", "double": "x = 1"},
            ["a solution without markers"],
        ),
        (
            {
                "double": small_notebook_double("sum([x for _ in range(2)], start=0 * x)"),
                "extra": "def helper(x):\n    return sum([x for _ in range(2)], start=0 * x)",
            },
            ["cell 2 (extra)", "a statement of the solution is released"],
        ),
    ],
)
def test_what_shows_when_cells_are_run_is_named_with_its_cell(small_course, cells, words):
    write(small_course, **cells)
    result = small_course.run("check")
    assert result.returncode == 1
    assert result.stderr == ""
    for word in words:
        assert word in result.stdout


def test_all_problems_are_listed(small_course):
    def spoil(cells: dict[str, nbformat.NotebookNode]) -> None:
        cells["double"].source = cells["double"].source.replace("    ### END SOLUTION", "")
        cells["extra"].source = "x = = 1"
        cells["check_double"].source = cells["check_double"].source.replace("### BEGIN HIDDEN TESTS\n", "")
        del cells["answer_why"].metadata["nbgrader"]["points"]

    change(small_course, spoil)
    for command in ("check", "build"):
        listed = [line for line in small_course.run(command).stdout.splitlines() if line.startswith("- ")]
        assert len(listed) == 4, listed
        for line, words in zip(
            listed,
            [
                ("cell 1 (double), line 3", "put `### END SOLUTION` below"),
                ("cell 2 (extra), line 1", "no Python"),
                ("cell 3 (check_double), line 3", "without a `BEGIN HIDDEN TESTS`"),
                ("cell 4 (answer_why)", "without points"),
            ],
            strict=True,
        ):
            assert all(word in line for word in words), line


def test_points_that_differ_and_tests_that_fail_are_listed_together(small_course):
    write(small_course, extra='checks.panel({"1 double": 2})', check_double=BROKEN)
    listed = [line for line in small_course.run("check").stdout.splitlines() if line.startswith("- ")]
    assert len(listed) == 2, listed
    assert "cell 2 (extra): the panel lists '1 double', and no check has that title" in listed[0]
    assert "cell 3 (check_double): the solution does not pass its hidden tests" in listed[1]


def test_a_build_goes_on_with_the_other_assignments(small_course):
    other = small_course.root / "source" / "other"
    shutil.copytree(small_course.root / "source" / "tiny", other)
    (other / "tiny.ipynb").rename(other / "other.ipynb")
    write(small_course, check_double=BROKEN, double=small_notebook_double("2 * x").replace("### END SOLUTION", ""))
    (small_course.root / "source" / "tiny").rename(small_course.root / "source" / "a_first")
    result = small_course.run("build")
    assert result.returncode == 1
    assert (small_course.root / "release" / "other" / "other.ipynb").is_file()
    assert not (small_course.root / "release" / "a_first").exists()


def test_a_file_with_the_solution_beside_the_notebook_is_named(small_course):
    write(small_course, double=small_notebook_double("sum([x for _ in range(2)], start=0 * x)"))
    beside = small_course.root / "source" / "tiny" / "draft.py"
    beside.write_text("def mine(x):\n    return sum([x for _ in range(2)], start=0 * x)\n")
    assert "tiny, draft.py: a statement of the solution is released" in small_course.run("check").stdout


def test_a_cell_that_does_not_end_is_named(small_course):
    settings = small_course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "\nc.ExecuteNotebook.timeout = 1\n")
    write(small_course, check_double="while double(3):\n    pass")
    assert "cell 3 (check_double): the solution does not pass its tests (it ran for longer than 1 seconds)" in (
        small_course.run("check").stdout
    )
