"""The source notebooks: metadata, points, stubs, and what a student reads."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from gradchecks.mistakes import MISTAKES
from nbexaminer.authoring.specs import with_specs
from nbexaminer.course.demonstrations import is_demonstration, used_names
from nbexaminer.execution.hidden import hidden_from
from tests.catalogue import ROOT, check_cells, notebooks, run_in_process
from tests.catalogue.samples import UNTOUCHED, sample

NAMES = list(notebooks())
STUB = "raise NotImplementedError  # your code replaces this line"
TEXT_STUB = "*Your answer replaces this line.*"
MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN", "BEGIN MARK", "END MARK")


def source(name: str) -> nbformat.NotebookNode:
    return nbformat.read(notebooks()[name], as_version=4)


def packed(name: str) -> nbformat.NotebookNode:
    """The source as the grader runs it: with the specs in its hidden tests."""
    return with_specs(notebooks()[name])


def release(name: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "release" / notebooks()[name].parent.name / f"{name}.ipynb", as_version=4)


def graded(notebook: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}


def cut(text: str, what: str, stub: str | None) -> str:
    """The text with every region from `BEGIN <what>` to `END <what>` replaced by an indented stub, or by nothing."""
    lines, inside = [], False
    for line in text.split("\n"):
        if f"BEGIN {what}" in line:
            inside = True
            if stub is not None:
                lines.append(re.match(r"\s*", line)[0] + stub)
        elif f"END {what}" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_metadata_is_current_and_ids_are_unique_and_telling(name):
    notebook = source(name)
    MetadataValidator().validate_nb(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader")
        if meta is None:
            continue
        assert meta.schema_version == 3
        assert meta.grade_id == cell.id
        assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_]+", meta.grade_id), meta.grade_id
        if meta.grade:
            assert meta.points > 0
            assert meta.grade_id.startswith("check_" if cell.cell_type == "code" else "answer_")


@pytest.mark.parametrize("name", NAMES)
def test_the_source_has_no_outputs_and_no_counts(name):
    for cell in source(name).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("name", NAMES)
def test_points_in_the_text_are_those_in_the_metadata(name):
    notebook = source(name)
    worth = {
        cell.id: cell.metadata.nbgrader.points for cell in graded(notebook).values() if cell.metadata.nbgrader.grade
    }
    total = sum(worth.values())
    by_hand = sum(points for id_, points in worth.items() if id_.startswith("answer_"))
    title = notebook.cells[0].source
    assert re.search(rf"\*\*Points:\*\* {total:g}\b", title)
    assert re.search(rf"{total - by_hand:g} are checked by tests", title)
    rows = re.findall(r"\|\s*(\d[\d+ .]*?)(?: \(read\))?\s*\|$", title, flags=re.MULTILINE)
    assert sum(float(number) for row in rows for number in row.split("+")) == total


@pytest.mark.parametrize("name", NAMES)
def test_check_titles_and_points_agree_with_metadata_and_panel(name):
    notebook = source(name)
    titles = {}
    for id_ in check_cells(notebook):
        cell = graded(notebook)[id_]
        found = re.search(r'@checks\.check\(\s*"([^"]+)",\s*points=([\d.]+)\s*\)', cell.source)
        assert found, id_
        assert float(found[2]) == cell.metadata.nbgrader.points, id_
        titles[found[1]] = float(found[2])
    panel = next(cell for cell in notebook.cells if cell.cell_type == "code" and "checks.panel(" in cell.source)
    listed = ast.literal_eval(re.search(r"\{.*\}", panel.source, flags=re.DOTALL)[0])
    assert list(listed.items()) == list(titles.items())


@pytest.mark.parametrize("name", NAMES)
def test_the_metadata_says_which_cells_the_examiner_runs(name):
    sides = {cell.id: cell.metadata.get("grading", {}).get("side") for cell in source(name).cells}
    assert sides["setup"] == "both"
    assert sides["panel"] == "examiner"


@pytest.mark.parametrize("name", NAMES)
def test_every_function_of_a_blank_has_a_docstring(name):
    for cell in source(name).cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and meta.get("solution"):
            for node in ast.walk(ast.parse(cell.source)):
                public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
                if public and f"def {node.name}" in cut(cell.source, "SOLUTION", None):
                    assert ast.get_docstring(node), f"{cell.id}: {node.name}"


@pytest.mark.parametrize("name", NAMES)
def test_stubs_are_the_solutions_with_the_blanks_cut_out(name):
    released = graded(release(name))
    for id_, cell in graded(source(name)).items():
        text = cell.source
        if cell.metadata.nbgrader.solution and "BEGIN SOLUTION" not in text:
            text = TEXT_STUB if cell.cell_type == "markdown" else STUB
        text = cut(text, "SOLUTION", STUB)
        text = cut(cut(text, "HIDDEN TESTS", None), "MARK SCHEME", None)
        assert released[id_].source == text, id_


@pytest.mark.parametrize("name", NAMES)
def test_the_release_holds_no_solution_no_hidden_test_no_mark_scheme_no_output(name):
    text = "\n".join(cell.source for cell in release(name).cells)
    assert not any(marker in text for marker in MARKERS)
    assert all(cell.get("outputs", []) == [] for cell in release(name).cells)
    kept = {line.strip() for line in text.split("\n")}
    for cell in graded(source(name)).values():
        for what in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
            for region in re.findall(rf"BEGIN {what}.*?\n(.*?)\n[^\n]*END {what}", cell.source, flags=re.DOTALL):
                secret = [line.strip() for line in region.split("\n") if len(line.strip()) > 40]
                shown = [line for line in secret if line in kept]
                # A hidden test may call a function in the words of the visible one; nothing of it may be all there.
                assert len(shown) < max(1, len(secret) // 2 + 1), (cell.id, shown)


@pytest.mark.parametrize("name", NAMES)
def test_no_demonstration_takes_the_name_of_a_function_that_a_student_writes(name):
    cells = [cell for cell in source(name).cells if cell.cell_type == "code"]
    trees = [ast.parse(cell.source) for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    written = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for cell in filter(is_demonstration, cells):
        assert not used_names(cell.source)[0] & written, cell.id


@pytest.mark.parametrize("name", NAMES)
def test_every_function_that_is_checked_has_hidden_tests_with_other_inputs(name):
    for id_ in check_cells(source(name)):
        text = graded(source(name))[id_].source
        if re.search(r"check\.(call|example)\(", cut(text, "HIDDEN TESTS", None)):
            assert re.search(r"check\.(hidden = True|drawn\()", text), id_


@pytest.mark.parametrize("name", NAMES)
def test_nothing_visible_is_checked_after_the_first_hidden_test(name):
    for id_ in check_cells(source(name)):
        cell = graded(source(name))[id_]
        begins = hidden_from(cell)
        if begins is not None:
            rest = "\n".join(cell.source.split("\n")[begins - 1 :])
            assert not cut(rest, "HIDDEN TESTS", None).strip(), id_


@pytest.mark.parametrize("name", NAMES)
def test_checks_leave_the_global_random_generators_alone(name):
    for id_ in check_cells(source(name)):
        text = graded(source(name))[id_].source
        assert not re.search(r"np\.random\.(seed|rand|randn|uniform|normal|randint)\(", text), id_
        assert not re.search(r"torch\.(manual_seed|randn|rand|randint)\(", text), id_


@pytest.mark.parametrize("name", NAMES)
def test_every_mistake_that_a_check_names_is_known(name):
    for id_ in check_cells(source(name)):
        text = graded(source(name))[id_].source
        used = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"\s*[:,)]', text))
        used |= set(re.findall(r'otherwise="([^"]+)"', text))
        assert used <= set(MISTAKES), (id_, used - set(MISTAKES))


@pytest.mark.parametrize("name", NAMES)
def test_pictures_have_alt_text_and_headings_go_down_one_level_at_a_time(name):
    level = 0
    for cell in source(name).cells:
        if cell.cell_type != "markdown":
            continue
        assert "![](" not in cell.source, cell.id
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", cell.source):
            assert len(alt) > 20, cell.id
            assert (notebooks()[name].parent / target).is_file(), target
        text = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        for hashes in re.findall(r"^(#+) ", text, flags=re.MULTILINE):
            assert len(hashes) <= level + 1, cell.id
            level = len(hashes)


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_offers_three_rungs_of_help(name):
    text = "\n".join(cell.source for cell in source(name).cells if cell.cell_type == "markdown")
    rungs = [len(re.findall(f"<summary>{rung}</summary>", text)) for rung in ("Nudge", "What to use", "Skeleton")]
    assert rungs[0] == rungs[1] == rungs[2] > 0
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_small(name):
    for cell in source(name).cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            assert len(cell.source.splitlines()) <= 40, cell.id


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_the_reference_solution_gets_every_point_with_any_number_of_threads(name, threads):
    verdicts = run_in_process(packed(name), notebooks()[name].parent, threads)
    assert {id_: verdict.message for id_, verdict in verdicts.items() if verdict.failed} == {}
    assert set(verdicts) == set(check_cells(source(name)))


@pytest.mark.parametrize("name", NAMES)
def test_the_untouched_release_gets_no_point_and_is_told_so_kindly(name):
    graded_release = sample(UNTOUCHED, name)
    hidden = graded(packed(name))
    for cell in graded_release.cells:  # what the grader runs: the source's check cells
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade") and cell.cell_type == "code":
            cell.source = hidden[meta["grade_id"]].source
    verdicts = run_in_process(graded_release, notebooks()[name].parent)
    assert all(verdict.failed for verdict in verdicts.values())
    assert all("not attempted" in verdict.message for verdict in verdicts.values())


def test_the_readme_tells_points_and_minutes_of_every_notebook():
    readme = (ROOT / "README.md").read_text()
    for name, path in notebooks().items():
        title = source(name).cells[0].source
        minutes = re.search(r"\*\*Time:\*\* about (\d+) minutes", title)[1]
        points = re.search(r"\*\*Points:\*\* (\d+)", title)[1]
        start = f"| `{path.parent.name}` | `{name}` |"
        row = next(line for line in readme.splitlines() if line.startswith(start))
        assert f"| {minutes} | {points} |" in row, name
