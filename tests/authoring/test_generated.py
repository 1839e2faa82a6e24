"""What is committed although a command makes it: each file is what its source makes now."""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade

from nbexaminer.authoring.build import build_release, build_solution, solution_is_fresh
from nbexaminer.authoring.bundle import BUNDLES, bundled
from nbexaminer.authoring.specs import with_specs
from nbexaminer.authoring.support import write_support_files
from nbexaminer.course.course import Course
from nbexaminer.course.metadata import MADE_FROM
from tests.catalogue import ROOT, check_cells, notebooks, run_in_process
from tests.catalogue.samples import sample, students, write

ASSIGNMENTS = Course(ROOT).assignments()
SHORTEST = "xor_perceptron"
OTHERS = [name for name in ASSIGNMENTS if name != SHORTEST]
NAMES = list(notebooks())


def copy_of_the_course(folder: Path) -> Course:
    """The course as it is in git: what is made in `source/` is made anew."""
    for name in filter(lambda name: name.startswith("source/"), tracked()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    course = Course(folder)
    write_support_files(course)
    return course


def tracked() -> list[str]:
    """The files that git knows, or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def files(folder: Path) -> list[Path]:
    return sorted(
        path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )


@pytest.mark.parametrize("assignment", [SHORTEST, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)])
def test_the_release_is_what_the_source_makes_byte_for_byte(assignment, tmp_path):
    course = copy_of_the_course(tmp_path)
    build_release(course, assignment)
    made, committed = tmp_path / "release" / assignment, ROOT / "release" / assignment
    assert files(made) == files(committed)
    _, different, unreadable = filecmp.cmpfiles(made, committed, files(made), shallow=False)
    assert (different, unreadable) == ([], [])


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_solution_was_made_from_the_source_as_it_is(assignment):
    assert solution_is_fresh(Course(ROOT), assignment)


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_is_executed_and_may_be_handed_out(name):
    notebook = nbformat.read(ROOT / "solutions" / notebooks()[name].parent.name / f"{name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    for marker in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN", "MARK SCHEME", "raise NotImplementedError"):
        assert marker not in text
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    outputs = [output for cell in code for output in cell.outputs]
    assert not any(output.output_type == "error" or output.get("name") == "stderr" for output in outputs)
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 2
    assert all(
        "the visible check passes" in str(cell.outputs)
        for cell in code
        if cell.metadata.get("nbgrader", {}).get("grade")
    )
    assert "/tmp/" not in str(outputs)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("xor_perceptron", ["0.0009"]),
        ("numpy_regression", ["2.6365524e+07", "834.596", "6.6827e-05"]),
        ("xor_relu_momentum", ["347.40", "62.60", "39.18", "0.966", "0.980", "9 of 40"]),
        ("moons_sigmoid", ["0.2906", "0.869"]),
    ],
)
def test_the_solution_reproduces_the_reference_numbers(name, numbers):
    notebook = nbformat.read(ROOT / "solutions" / notebooks()[name].parent.name / f"{name}.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    assert [number for number in numbers if number not in printed] == []


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_solution_is_what_the_source_makes(assignment, tmp_path):
    course = copy_of_the_course(tmp_path)
    build_release(course, assignment)
    build_solution(course, assignment)
    for path in (tmp_path / "solutions" / assignment).glob("*.ipynb"):
        made, committed = (nbformat.read(p, as_version=4) for p in (path, ROOT / "solutions" / assignment / path.name))
        assert made.metadata[MADE_FROM] == committed.metadata[MADE_FROM]
        for ours, theirs in zip(made.cells, committed.cells, strict=True):
            assert ours.source == theirs.source
            texts = [[o.text for o in cell.get("outputs", []) if o.output_type == "stream"] for cell in (ours, theirs)]
            assert texts[0] == texts[1], ours.id


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_release_holds_the_bundles_that_its_notebooks_import(assignment):
    for name in BUNDLES:
        assert (ROOT / "release" / assignment / f"{name}.py").read_text(encoding="utf-8") == bundled(name)


def test_support_files_are_committed_in_the_release_only():
    for step, kinds in {
        "source": {".ipynb", ".py", ".toml"},
        "release": {".ipynb", ".json", ".py", ".svg"},
        "submitted": {".ipynb"},
        "autograded": {".ipynb"},
        "solutions": {".ipynb"},
    }.items():
        assert {Path(name).suffix for name in tracked() if name.startswith(f"{step}/")} == kinds, step
    programs = [Path(name).name for name in tracked() if name.startswith("source/") and name.endswith(".py")]
    assert all(re.fullmatch(r"specs(_\w+)?\.py", name) for name in programs)


def test_the_sample_submissions_are_the_release_with_the_samples_answers(tmp_path):
    write(tmp_path)
    assert files(tmp_path) == sorted(
        Path(name).relative_to("submitted") for name in tracked() if name.startswith("submitted/")
    )
    assert {path.parts[0] for path in files(tmp_path)} == set(students())
    _, different, unreadable = filecmp.cmpfiles(tmp_path, ROOT / "submitted", files(tmp_path), shallow=False)
    assert (different, unreadable) == ([], [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("student", students())
def test_the_committed_results_are_what_grading_gives_now(student, name):
    assignment = notebooks()[name].parent.name
    committed = nbformat.read(ROOT / "autograded" / student / assignment / f"{name}.ipynb", as_version=4)
    scores = {
        cell.metadata.nbgrader.grade_id: determine_grade(cell)[0]
        for cell in committed.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    submission = sample(student, name)
    tests = {cell.id: cell.source for cell in with_specs(notebooks()[name]).cells}
    for cell in submission.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = tests[cell.id]
    verdicts = run_in_process(submission, notebooks()[name].parent)
    worth = check_cells(nbformat.read(notebooks()[name], as_version=4))
    assert scores == {id_: 0 if verdict.failed else worth[id_] for id_, verdict in verdicts.items()}
    assert {"complete": set(scores.values()) == set(worth.values()), "untouched": not any(scores.values())}.get(
        student, True
    )


def test_three_mistakes_cost_points_in_three_exercises():
    for name in NAMES:
        path = ROOT / "autograded" / "mistaken" / notebooks()[name].parent.name / f"{name}.ipynb"
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        graded = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
        failed = [cell for cell in graded if determine_grade(cell)[0] == 0]
        assert len(failed) >= 3, name
        assert len(failed) < len(graded) / 2, name


def test_no_path_of_this_machine_is_committed():
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".ipynb", ".py", ".md", ".svg", ".txt", ".toml"}:
            assert str(ROOT) not in path.read_text(encoding="utf-8"), name
            if path.suffix == ".ipynb":
                assert "/tmp/ipykernel" not in path.read_text(encoding="utf-8"), name


def test_the_gradebook_is_nbgraders_own(tmp_path):
    course = copy_of_the_course(tmp_path)
    build_release(course, ASSIGNMENTS[0])
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.find_assignment(ASSIGNMENTS[0]).max_score > 0
