"""`nbexaminer judge`: what is caught, told apart, leaked, and left."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.catalogue import ROOT
from tests.gradspecs.tiny import CELLS, SPECS
from tests.small_course import SmallCourse

REMEMBERS = "def scale(x, factor, seen=[]):\n    seen.append(factor * x)\n    return len(seen) * seen[0]"


@pytest.fixture
def course(tmp_path) -> SmallCourse:
    (tmp_path / "source" / "tiny").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return SmallCourse(tmp_path)


def write(course: SmallCourse, specs: str = SPECS, more: str = "", scale: str | None = None) -> None:
    """Write the notebook of two functions with its specs."""
    cells = []
    for number, cell in enumerate(CELLS):
        own = {"grade_id": cell.name, "schema_version": 3, "task": False, "locked": not cell.solution}
        own |= {"solution": cell.solution, "grade": cell.check} | ({"points": 1} if cell.check else {})
        source = scale if scale and cell.name == "scale" else cell.source
        cells.append(new_code_cell(source, id=f"cell{number}", metadata={"nbgrader": own}))
    cells.append(new_code_cell(more, id="more"))
    folder = course.root / "source" / "tiny"
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "tiny.ipynb")
    (folder / "specs.py").write_text(specs, encoding="utf-8")


def test_nothing_is_left_where_every_mistake_is_told_apart(course):
    write(course)
    made = course.run("judge", "tiny")
    assert made.returncode == 0, made.stdout + made.stderr
    rows = [line.strip("│ ").split() for line in made.stdout.splitlines() if "check_" in line]
    assert [row[0] for row in rows] == ["check_scale", "check_total", "check_data"]
    assert [[cell for cell in row[1:] if cell != "│"] for row in rows] == [["1"] * 3, ["1"] * 3, ["0"] * 3]
    assert "Leaked: nothing." in made.stdout
    assert "Nothing is left" in made.stdout


def test_what_is_given_away_and_what_has_no_mistake_is_left(course):
    write(
        course,
        SPECS.replace('specs.mistakes("check_total", {"signed-error": drop(" ** 2")})', ""),
        more="def helper(x, factor):\n    return factor * x\n",
    )
    made = course.run("judge", "tiny")
    assert made.returncode == 1, made.stdout + made.stderr
    assert "`scale` is solved by a function of more: def helper(x, factor):" in made.stdout
    assert "check_total knows no mistake" in made.stdout
    assert "2 things are left" in made.stdout


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"specs": SPECS.replace("factor * ", "factor + ")}, "'factor + ' does not occur in the solution of `scale`"),
        ({"specs": "specs = 3"}, "specs.py has no `specs = Specs()`"),
        ({"scale": REMEMBERS}, "does not pass its own check_scale"),
    ],
)
def test_what_does_not_fit_is_one_sentence(course, change, error):
    write(course, **change)
    made = course.run("judge", "tiny")
    assert made.returncode == 1
    assert error in " ".join(made.stderr.split())
    assert "Traceback" not in made.stderr
    assert len(made.stderr.strip().splitlines()) == 1


def test_an_assignment_that_there_is_not(course):
    write(course)
    made = course.run("judge", "other")
    assert made.returncode == 1
    assert "other" in made.stderr
    assert "Traceback" not in made.stderr
