"""Cells that were lost, copied, moved, merged or changed: brought back to what the source says."""

from __future__ import annotations

import copy
import functools
import random
from collections import Counter

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.preprocessors import ClearSolutions

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake.restore import FIELDS, repair
from tests.catalogue import ROOT
from tests.small_course import small_notebook

SOURCES = sorted(ROOT.glob("source/*/*.ipynb"))
CLEAR = ClearSolutions(
    code_stub={"python": "raise NotImplementedError  # your code replaces this line"},
    text_stub="*Your answer replaces this line.*",
)


@functools.cache
def _pair(path) -> tuple[NotebookNode, NotebookNode]:
    source = nbformat.read(path, as_version=4)
    release = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    for ours, theirs in zip(release.cells, source.cells, strict=True):
        if theirs.metadata.get("nbgrader", {}).get("solution"):
            ours.source = "\n".join(
                line for line in theirs.source.split("\n") if "## " not in line or "SOLUTION" not in line
            )
    return source, release


def pair(path) -> tuple[NotebookNode, NotebookNode]:
    """A source, and its release filled in with the solutions."""
    source, filled = _pair(path)
    return copy.deepcopy(source), copy.deepcopy(filled)


def names(notebook: NotebookNode) -> list[str]:
    return [name for cell in notebook.cells if (name := grade_id(cell))]


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def checks(notebook: NotebookNode) -> list[str]:
    return [
        grade_id(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and not cell.metadata.nbgrader.get("solution")
    ]


def assert_as_the_source(notebook: NotebookNode, source: NotebookNode) -> None:
    """Every grade id once, marked as in the source, each check in its order and behind the answer before it."""
    assert Counter(names(notebook)) == Counter(names(source))
    place = {grade_id(cell): index for index, cell in enumerate(notebook.cells)}
    answer = None
    for theirs in source.cells:
        name = grade_id(theirs)
        if not name:
            continue
        ours, meta = cell(notebook, name), theirs.metadata.nbgrader
        assert ours.cell_type == theirs.cell_type
        assert {field: ours.metadata.nbgrader.get(field) for field in FIELDS} == {
            field: meta.get(field) for field in FIELDS
        }
        if meta.solution and theirs.cell_type == "code":
            answer = name
        if meta.grade and not meta.solution and answer:
            assert place[answer] < place[name]
    assert checks(notebook) == checks(source)
    nbformat.validate(notebook)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("filled", [True, False], ids=["solved", "blank"])
def test_an_honest_notebook_comes_out_unchanged(path, filled):
    source, notebook = pair(path)
    if not filled:
        notebook = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    before = copy.deepcopy(notebook)
    assert repair(notebook, source, CLEAR) == []
    for one in (before, notebook):
        for each in one.cells:
            each.metadata.pop("grading", None)
    assert notebook == before


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("filled", [True, False], ids=["solved", "blank"])
def test_all_metadata_and_ids_gone_as_in_colab(path, filled):
    source, notebook = pair(path)
    if not filled:
        notebook = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    right = [grade_id(cell) for cell in notebook.cells]
    texts = [cell.source for cell in notebook.cells]
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"colab{number}"
    said = repair(notebook, source, CLEAR)
    assert [grade_id(cell) for cell in notebook.cells] == right
    assert [cell.source for cell in notebook.cells] == texts
    assert said
    assert all("had lost nbgrader's metadata: recognised by" in sentence for sentence in said)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_all_metadata_gone_and_own_cells_between(path):
    source, notebook = pair(path)
    right = {cell.source: grade_id(cell) for cell in notebook.cells}
    for number in range(len(notebook.cells), 0, -3):
        notebook.cells.insert(number, new_code_cell(f"print({number})", id=f"own{number}"))
        notebook.cells.insert(number, new_markdown_cell(f"My note {number}", id=f"note{number}"))
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"colab{number}"
    repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    for each in notebook.cells:
        if grade_id(each):
            assert right[each.source] == grade_id(each)


def drop(notebook, chance, source):
    notebook.cells.remove(chance.choice(notebook.cells))


def double(notebook, chance, source):
    each = copy.deepcopy(chance.choice(notebook.cells))
    each["id"] = f"copy{chance.getrandbits(40)}"
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), each)


def move(notebook, chance, source):
    each = notebook.cells.pop(chance.randrange(len(notebook.cells)))
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), each)


def retype(notebook, chance, source):
    index = chance.randrange(len(notebook.cells))
    each = notebook.cells[index]
    make = chance.choice([new_code_cell, new_markdown_cell, new_raw_cell])
    notebook.cells[index] = make(each.source, id=each.id, metadata=each.metadata)


def strip(notebook, chance, source):
    each = chance.choice(notebook.cells)
    each.metadata = NotebookNode()
    if chance.random() < 0.7:
        each["id"] = f"new{chance.getrandbits(40)}"


def strip_all(notebook, chance, source):
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"all{number}-{chance.getrandbits(40)}"


def split(notebook, chance, source):
    index = chance.randrange(len(notebook.cells))
    each = notebook.cells[index]
    lines = each.source.split("\n")
    at = chance.randrange(len(lines) + 1)
    rest = copy.deepcopy(each)
    rest["id"], rest.source, each.source = f"half{chance.getrandbits(40)}", "\n".join(lines[at:]), "\n".join(lines[:at])
    if chance.random() < 0.5:
        rest.metadata = NotebookNode()
    notebook.cells.insert(index + 1, rest)


def merge(notebook, chance, source):
    if len(notebook.cells) > 1:
        index = chance.randrange(len(notebook.cells) - 1)
        one, other = notebook.cells[index : index + 2]
        kept = chance.choice([one, other])
        kept.source = one.source + "\n\n" + other.source
        notebook.cells.remove(other if kept is one else one)


def edit(notebook, chance, source):
    each = chance.choice(notebook.cells)
    each.source = chance.choice(["", "# mine\n" + each.source, each.source[: len(each.source) // 2], "x = 1"])


def claim(notebook, chance, source):
    each = chance.choice(notebook.cells)
    marks = {"grade_id": chance.choice([*names(source), "bonus", 7, None]), "points": chance.choice([99, "x", None])}
    flags = {field: chance.choice([True, False, "yes", None]) for field in ("grade", "solution", "locked", "task")}
    each.metadata["nbgrader"] = chance.choice([NotebookNode(marks | flags), [1], "x", None, NotebookNode()])


def add(notebook, chance, source):
    text = chance.choice(["", "x = 1", chance.choice(source.cells).source, "def f():\n    return 1"])
    make = chance.choice([new_code_cell, new_markdown_cell, new_raw_cell])
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), make(text, id=f"own{chance.getrandbits(40)}"))


DAMAGES = [drop, double, move, retype, strip, strip_all, split, merge, edit, claim, add]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@given(damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=12), seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_any_damages_together_are_repaired(path, damages, seed):
    source, notebook = pair(path)
    whole = copy.deepcopy(source)
    chance = random.Random(seed)
    for damage in damages:
        if notebook.cells:
            damage(notebook, chance, source)
    said = repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    assert all(len(sentence) < 400 and sentence.endswith(".") for sentence in said)
    again = copy.deepcopy(notebook)
    assert repair(again, source, CLEAR) == []
    assert [each.source for each in again.cells] == [each.source for each in notebook.cells]
    for each in notebook.cells:  # what comes afterwards changes the submission, and nothing of the source with it
        each.metadata.setdefault("nbgrader", NotebookNode())["checksum"] = "new"
        each.metadata.setdefault("tags", []).append("new")
    assert source == whole


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_empty_notebook_gets_everything_back_in_order(path):
    source, notebook = pair(path)
    notebook.cells.clear()
    repair(notebook, source, CLEAR)
    assert names(notebook) == names(source)
    released = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    assert {name: cell(notebook, name).source for name in names(notebook)} == {
        name: cell(released, name).source for name in names(released)
    }


FORWARD = ROOT / "source" / "numpy_regression" / "numpy_regression.ipynb"


def repaired(*changes) -> tuple[NotebookNode, list[str]]:
    """The filled notebook after some changes and the repair."""
    source, notebook = pair(FORWARD)
    for change in changes:
        change(notebook)
    said = repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    return notebook, said


def without(name):
    return lambda notebook: notebook.cells.remove(cell(notebook, name))


def test_a_deleted_check_comes_back_behind_what_stands_before_it_in_the_source():
    notebook, said = repaired(without("check_cost"))
    source, _ = pair(FORWARD)
    assert [each.id for each in notebook.cells] == [each.id for each in source.cells]
    assert said == ["The cell check_cost was missing: put back."]
    assert "HIDDEN" not in cell(notebook, "check_cost").source


def test_a_deleted_answer_comes_back_as_it_was_given():
    notebook, said = repaired(without("cost"))
    assert "raise NotImplementedError" in cell(notebook, "cost").source
    assert said == ["The cell cost was missing: put back as it was given."]


def test_of_two_merged_answers_the_second_comes_back_empty():
    def merge_two(notebook):
        cell(notebook, "forward").source += "\n\n\n" + cell(notebook, "cost").source
        without("cost")(notebook)

    notebook, said = repaired(merge_two)
    assert cell(notebook, "cost").source == ""
    assert "def cost" in cell(notebook, "forward").source
    assert said == ["The cell cost was missing, but another cell defines what belongs there: put back empty."]


def test_an_answer_that_swallowed_its_check_keeps_its_text_and_the_check_comes_back():
    def merge_check(notebook):
        cell(notebook, "cost").source += "\n\n" + cell(notebook, "check_cost").source
        without("check_cost")(notebook)

    notebook, said = repaired(merge_check)
    assert cell(notebook, "cost").source.startswith("def cost")
    assert notebook.cells.index(cell(notebook, "check_cost")) == notebook.cells.index(cell(notebook, "cost")) + 1
    assert said == ["The cell check_cost was missing: put back."]


@pytest.mark.parametrize("stripped", [False, True])
def test_a_check_that_swallowed_its_answer_gives_it_back(stripped):
    def merge_answer(notebook):
        check = cell(notebook, "check_cost")
        check.source = cell(notebook, "cost").source + "\n\n" + check.source
        without("cost")(notebook)
        if stripped:
            strip_all(notebook, random.Random(1), None)

    notebook, said = repaired(merge_answer)
    assert cell(notebook, "cost").source.startswith("def cost")
    assert "NotImplementedError" not in cell(notebook, "cost").source
    assert cell(notebook, "check_cost").source.startswith("@checks.check")
    assert "The given cell check_cost held an answer: the answer stays, the given text is put back." in said or stripped


def test_an_answer_written_into_a_given_cell_is_not_lost():
    def misplace(notebook):
        check, answer = cell(notebook, "check_cost"), cell(notebook, "cost")
        check.source, answer.source = answer.source, "raise NotImplementedError  # your code replaces this line"

    notebook, said = repaired(misplace)
    texts = [each.source for each in notebook.cells]
    check = notebook.cells.index(cell(notebook, "check_cost"))
    assert any(text.startswith("def cost") and "NotImplementedError" not in text for text in texts[:check])
    assert any("held an answer" in sentence for sentence in said)


def test_checks_come_back_into_the_sources_order_and_few_are_moved():
    def shuffle(notebook):
        check = cell(notebook, "check_forward")
        notebook.cells.remove(check)
        notebook.cells.append(check)

    notebook, said = repaired(shuffle)
    source, _ = pair(FORWARD)
    assert [each.id for each in notebook.cells] == [each.id for each in source.cells]
    assert said == ["The check cell check_forward stood before its answer or out of order: put back behind it."]


def test_a_check_follows_an_answer_that_was_moved_behind_it():
    def later(notebook):
        answer = cell(notebook, "cost")
        notebook.cells.remove(answer)
        notebook.cells.append(answer)

    notebook, said = repaired(later)
    assert notebook.cells[-1 - len([n for n in checks(notebook) if n != "check_forward"])].source.startswith("def cost")
    assert any("check_cost" in sentence for sentence in said)


def test_of_cells_that_came_twice_the_first_that_is_not_blank_counts():
    def twice(notebook):
        blank = copy.deepcopy(cell(notebook, "cost"))
        blank.source, blank["id"] = "", "blank"
        again = copy.deepcopy(cell(notebook, "cost"))
        again.source, again["id"] = "def cost(y_pred, y):\n    return 0", "again"
        place = notebook.cells.index(cell(notebook, "cost"))
        notebook.cells[place + 1 : place + 1] = [again]
        notebook.cells.insert(place, blank)

    notebook, said = repaired(twice)
    assert cell(notebook, "cost").id == "cost"
    assert said == ["The cell cost came more than once: the first that is not blank counts."]
    assert {"blank", "again"} <= {each.id for each in notebook.cells}


def test_an_edited_given_cell_is_reported_and_put_right():
    def change(notebook):
        cell(notebook, "check_cost").source += "\nprint('mine')"

    notebook, said = repaired(change)
    assert "mine" not in cell(notebook, "check_cost").source
    assert said == ["The given cell check_cost had been changed: the text that was given counts."]


def test_line_ends_and_blanks_are_no_edits():
    def change(notebook):
        for each in notebook.cells:
            each.source = each.source.replace("\n", " \r\n") + "\n\n"

    assert repaired(change)[1] == []


def test_own_cells_stay_where_they_are():
    def own(notebook):
        notebook.cells.insert(notebook.cells.index(cell(notebook, "cost")), new_code_cell("a = 1", id="own"))
        without("check_cost")(notebook)

    notebook, _ = repaired(own)
    place = [each.id for each in notebook.cells].index("own")
    assert notebook.cells[place + 1].id == "cost"


def test_a_name_that_a_cell_claims_is_shown_short_and_printable():
    def lie(notebook):
        notebook.cells.append(new_code_cell("", id="x", metadata={"nbgrader": {"grade_id": "\x1b[31m" + "z" * 500}}))

    _, said = repaired(lie)
    assert len(said) == 1
    assert said[0].isprintable()
    assert len(said[0]) < 150


def test_thousands_of_own_cells():
    source, notebook = pair(FORWARD)
    strip_all(notebook, random.Random(0), None)
    line = "print('the same line in every cell', x)"
    notebook.cells += [new_code_cell(f"{line}\nx = {n}", id=f"n{n}") for n in range(3000)]
    repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)


def test_the_small_course_with_nbgraders_own_stub():
    source = small_notebook()
    notebook = small_notebook()
    notebook.cells = notebook.cells[2:]
    said = repair(notebook, source)
    assert "NotImplementedError" in cell(notebook, "double").source
    assert said == ["The cell double was missing: put back as it was given."]
    assert_as_the_source(notebook, source)


def test_without_metadata_an_edited_check_is_known_by_its_text():
    def change(notebook):
        cell(notebook, "check_cost").source += "\nprint('mine')"
        strip_all(notebook, random.Random(2), None)

    notebook, said = repaired(change)
    assert "The given cell check_cost had been changed: the text that was given counts." in said
    assert not any("mine" in each.source for each in notebook.cells)


def test_without_metadata_a_moved_answer_is_known_by_what_it_defines():
    def change(notebook):
        answer = cell(notebook, "cost")
        notebook.cells.remove(answer)
        notebook.cells.insert(0, answer)
        strip_all(notebook, random.Random(3), None)

    notebook, said = repaired(change)
    assert notebook.cells[0].source.startswith("def cost")
    assert grade_id(notebook.cells[0]) == "cost"
    assert any("cost" in sentence and "recognised by what" in sentence for sentence in said)


def test_without_metadata_a_moved_answer_of_another_name_is_known_by_its_first_lines():
    def change(notebook):
        answer = cell(notebook, "cost")
        answer.source = answer.source.replace("def cost", "def Cost")
        notebook.cells.remove(answer)
        notebook.cells.insert(0, answer)
        strip_all(notebook, random.Random(4), None)

    notebook, said = repaired(change)
    assert grade_id(notebook.cells[0]) == "cost"
    assert "The cell cost had lost nbgrader's metadata: recognised by its first lines." in said


def test_a_stub_does_not_replace_what_was_written_into_a_given_cell_above_it():
    def misplace(notebook):
        given_cell, answer = cell(notebook, "setup"), cell(notebook, "cost")
        given_cell.source += "\n\n\n" + answer.source
        answer.source = "raise NotImplementedError  # your code replaces this line"

    notebook, said = repaired(misplace)
    assert cell(notebook, "cost").source == ""
    assert sum("def cost" in each.source for each in notebook.cells) == 1
    assert any("setup held an answer" in sentence for sentence in said)
