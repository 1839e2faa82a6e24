"""What is found in a source notebook before anything is run."""

from __future__ import annotations

import nbformat
import pytest
from traitlets.config import Config

from nbexaminer.authoring.cells import Place, cell_problems, regions
from nbexaminer.authoring.points import points_problems

KINDS = regions(Config())


def place(source: str, number: int = 1, name: str = "one", markdown: bool = False, **own: object) -> Place:
    """A cell; with `own` one that nbgrader knows."""
    make = nbformat.v4.new_markdown_cell if markdown else nbformat.v4.new_code_cell
    defaults = {
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
        "schema_version": 3,
        "grade_id": name,
    }
    return Place("nb", number, make(source, id=name, metadata={"nbgrader": defaults | own} if own else {}))


def check(source: str, number: int = 1, name: str = "check_a", points: float = 2) -> Place:
    return place(source, number, name, grade=True, points=points)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            place("### BEGIN SOLUTION\nx = 1", solution=True),
            "line 1: `BEGIN SOLUTION` has no end: put `### END SOLUTION`",
        ),
        (place("x = 1\n### END SOLUTION"), "line 2: `END SOLUTION` without a `BEGIN SOLUTION`"),
        (
            place("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", solution=True),
            "line 2: `BEGIN SOLUTION` stands before the one of line 1 has ended",
        ),
        (check("### BEGIN HIDDEN TESTS\nassert a"), "`BEGIN HIDDEN TESTS` has no end"),
        (check("assert a\n### END HIDDEN TESTS"), "`END HIDDEN TESTS` without a `BEGIN HIDDEN TESTS`"),
        (check("### Begin hidden tests\nassert a\n### End hidden tests"), "`### Begin hidden tests` is no marker"),
        (check("### BEGIN HIDDEN TEST\nassert a\n### END HIDDEN TESTS"), "`### BEGIN HIDDEN TEST` is no marker"),
        (place("### BEGIN MARK SCHEME\n1 point", markdown=True), "`BEGIN MARK SCHEME` has no end"),
        (place("### BEGIN SOLUTION\nx\n### END SOLUTION"), "a solution in a cell that is none"),
        (place("### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS"), "hidden tests in a cell that is no check"),
        (place("x = 1", solution=True), "a solution without markers"),
        (place("def f(:\n    pass"), "line 1: this is no Python"),
        (place("if x:\ny = 1"), "line 2: this is no Python (expected an indented block"),
        (place("x", grade=True), "a graded cell without points"),
        (check("x", points=0), "a graded cell without points"),
        (place("x", grade=True, points="many"), "a graded cell without points"),
        (place("x", locked=True, grade_id="a b"), "no grade id"),
    ],
)
def test_each_problem_names_notebook_and_cell_and_what_to_do(cell, words):
    found = list(cell_problems([cell], KINDS))
    assert [words in sentence for sentence in found].count(True) == 1, found
    assert all(sentence.startswith("nb, cell 1 (") and sentence.endswith(".") for sentence in found)


@pytest.mark.parametrize(
    "cell",
    [
        place("def f():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION", solution=True),
        place("### BEGIN SOLUTION\nx\n### END SOLUTION\n### BEGIN SOLUTION\ny\n### END SOLUTION", solution=True),
        check("assert a\n### BEGIN HIDDEN TESTS\nassert b\n### END HIDDEN TESTS"),
        place("%matplotlib inline\n!ls\nx = 1"),
        place("%%bash\nls -l"),
        place("# begin with the solution of step 1"),
        place("Because.", markdown=True, solution=True, grade=True, points=1),
    ],
)
def test_what_is_in_order_is_no_problem(cell):
    assert list(cell_problems([cell], KINDS)) == []


def test_a_grade_id_that_stands_twice_is_named_with_both_cells():
    (found,) = cell_problems([check("a", 2), place("b", 3), check("c", 7)], KINDS)
    assert found == "nb, cells 2 and 7 (check_a): they have the same grade id: give each its own."


CHECK = '@checks.check("1 first", points={0})\ndef check_a(check):\n    check.example(f)'
TITLE = "**Points:** {0}, of which {1} are checked by tests and {2} are read by your instructor.\n\n" + (
    "| step | points |\n|---|---|\n| 1 | {3} |\n| 2 | {2} |\n"
)
PANEL = 'checks.panel({{"1 first": {0}}})'
HEADING = "### Question (1 point, read by your instructor)"


def notebook(
    title: str = TITLE.format(3, 2, 1, "1 + 1"),
    in_check: str = CHECK.format(2),
    heading: str = HEADING,
    panel: str = PANEL.format(2),
) -> list[Place]:
    """A notebook with a check and a question; what is given stands in it otherwise."""
    return [
        place(title, 1, "title", markdown=True),
        check(in_check, 2),
        place(heading, 3, "question", markdown=True),
        place("Because.", 4, "answer", markdown=True, solution=True, grade=True, points=1),
        place("## Where you stand", 5, "end", markdown=True),
        place(panel, 6, "panel"),
    ]


def test_points_that_agree_everywhere_are_no_problem():
    assert list(points_problems(notebook())) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"in_check": CHECK.format(3)}, "nb, cell 2 (check_a): the check says 3 points and its metadata 2"),
        (
            {"panel": PANEL.format(1)},
            "cell 6 (panel): the panel says 1 points for '1 first', and the metadata of check_a 2",
        ),
        ({"panel": 'checks.panel({"1 first": 2, "2": 1})'}, "the panel lists '2', and no check has that title"),
        ({"panel": "checks.panel({})"}, "the panel lacks the check '1 first'"),
        (
            {"heading": HEADING.replace("1", "2")},
            "cell 3 (question): its heading says 2 points, and the metadata of answer 1",
        ),
        ({"title": TITLE.format(4, 2, 1, 2)}, "nb, cell 1 (title): the text says 4 points in all, and the metadata 3"),
        ({"title": TITLE.format(3, 1, 1, 2)}, "the text says 1 points checked by tests, and the metadata 2"),
        ({"title": TITLE.format(3, 2, 1, 1)}, "the points of its table add up to 2, and those of the cells to 3"),
    ],
)
def test_points_that_disagree_are_named_with_their_cell(change, words):
    (found,) = points_problems(notebook(**change))
    assert words in found
