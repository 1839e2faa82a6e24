"""Which file is which notebook."""

from __future__ import annotations

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from nbexaminer.intake.files import LINK, Irregular, SubmittedFile
from nbexaminer.intake.match import PossibleNotebook, likeness, match, possible_notebooks, signs
from nbexaminer.intake.take_in import take_in
from tests.catalogue import ROOT
from tests.catalogue.broken import put
from tests.small_course import small_notebook


def test_two_notebooks_that_bear_each_others_names(folder, tmp_path):
    release = ROOT / "release" / "moons_sigmoid"
    one, two = "manual_vs_autograd", "moons_sigmoid"
    put(folder, (release / f"{one}.ipynb").read_bytes(), f"{two}.ipynb")
    put(folder, (release / f"{two}.ipynb").read_bytes(), f"{one}.ipynb")
    sentences = take_in(folder, release, tmp_path / "target")
    for name, other in ((one, two), (two, one)):
        assert sentences[name] == [f"The notebook {name} was called {other}.ipynb: recognised by what is in it."]
        assert len(nbformat.read(tmp_path / "target" / f"{name}.ipynb", 4).cells) == len(
            nbformat.read(release / f"{name}.ipynb", 4).cells
        )


def test_a_foreign_notebook_of_the_course_is_reported(folder, tmp_path):
    put(folder, (ROOT / "release" / "moons_sigmoid" / "moons_sigmoid.ipynb").read_bytes(), "xor_perceptron.ipynb")
    sentences = take_in(folder, ROOT / "release" / "xor_perceptron", tmp_path / "target")["xor_perceptron"]
    assert any(sentence.startswith("Hardly anything in the file belongs") for sentence in sentences)


def possible(name: str, notebook: NotebookNode | None, time: float = 0, refused: str = "") -> PossibleNotebook:
    """A file of a submission, as it is after it was read."""
    parts = tuple(name.split("/"))
    return PossibleNotebook(SubmittedFile(parts, "", 0, time), notebook, refused=refused)


def other_notebook() -> NotebookNode:
    """A notebook that has nothing in common with the released one."""
    return new_notebook(cells=[new_code_cell("def triple(x):\n    return 3 * x", id="triple")])


def chosen(files: list[PossibleNotebook], irregular: tuple[Irregular, ...] = ()) -> tuple:
    """The file that is chosen for the only notebook, the sentences about it, and the files that are left out."""
    choices, left_out = match(files, {"tiny": small_notebook()}, irregular)
    choice = choices["tiny"]
    name = choice.possible.file.shown if choice.possible else None
    return name, choice.sentences, [file.shown for file in left_out]


def test_the_right_name_counts_and_another_notebook_is_not_graded():
    files = [possible("tiny.ipynb", small_notebook()), possible("scratch.ipynb", other_notebook())]
    assert chosen(files) == ("tiny.ipynb", [], ["scratch.ipynb"])


def test_of_two_copies_the_newest_counts():
    files = [possible("tiny (1).ipynb", small_notebook(), 2), possible("tiny (2).ipynb", small_notebook(), 1)]
    sentences = "There was more than one notebook tiny: tiny (1).ipynb counts, the newest; left out: tiny (2).ipynb."
    assert chosen(files) == ("tiny (1).ipynb", [sentences], [])


def test_a_whole_copy_counts_instead_of_a_broken_file_of_the_right_name():
    name, sentences, _ = chosen(
        [possible("tiny.ipynb", None, refused="empty"), possible("tiny (1).ipynb", small_notebook())]
    )
    assert name == "tiny (1).ipynb"
    assert sentences[1:] == ["The file tiny.ipynb was no notebook (empty)."]


def test_a_notebook_of_another_name_is_recognised_by_what_is_in_it():
    files = [possible("a.ipynb", other_notebook(), 2), possible("b.ipynb", small_notebook(), 1)]
    assert chosen(files) == (
        "b.ipynb",
        ["The notebook tiny was called b.ipynb: recognised by what is in it."],
        ["a.ipynb"],
    )


def test_the_only_notebook_counts_whatever_it_is():
    name, sentences, _ = chosen([possible("a.ipynb", other_notebook())])
    assert name == "a.ipynb"
    assert sentences[0] == "The notebook tiny was called a.ipynb: the only notebook that was handed in."
    assert sentences[1].startswith("Hardly anything")


def test_a_link_of_that_name_is_no_notebook():
    sentences = [
        "tiny.ipynb was a link to somewhere else: left out.",
        "There was no notebook tiny: graded as an empty one.",
    ]
    assert chosen([], (Irregular(("tiny.ipynb",), LINK),)) == (None, sentences, [])


def test_likeness_is_a_share_from_0_to_1():
    released = signs(small_notebook())
    assert likeness(released, released) == 1
    assert likeness(signs(other_notebook()), released) == 0
    assert likeness(released, signs(new_notebook())) == 0


@pytest.mark.parametrize("name", ["tiny", "tiny.json", "tiny.txt", "Any.ipynb"])
def test_files_that_may_be_notebooks_by_their_names(name):
    files = [SubmittedFile((each,), "", 0, 0) for each in (name, "data.json", "notes.txt", "tiny.ipynb")]
    assert [file.name for file in possible_notebooks(files, ["tiny"])] == ["tiny.ipynb", name]
