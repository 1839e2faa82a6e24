"""What the name of a file says."""

from __future__ import annotations

import nbformat
import pytest

from nbexaminer.intake.names import (
    BUT_FOR_CASE,
    COPY,
    EXACT,
    NONE,
    PART,
    name_likeness,
    notebook_stem,
    without_copy_marks,
)
from nbexaminer.intake.take_in import take_in
from tests.intake.conftest import run_double
from tests.small_course import small_notebook


@pytest.mark.parametrize(
    "stem",
    ["tiny" + 40 * "-copy" + "x", "tiny" + 100 * " 1" + "x", "tiny" + 60 * "(1)" + "x", "tiny" + 240 * "-" + "x"],
)
def test_a_name_that_looks_like_many_copies(folder, release, tmp_path, stem):
    nbformat.write(small_notebook(), folder / f"{stem}.ipynb")
    take_in(folder, release, tmp_path / "target")  # to try every division of such a name would take years
    notebook = nbformat.read(tmp_path / "target" / "tiny.ipynb", as_version=4)
    assert run_double(notebook) == 2


def test_copies_of_copies_are_copies():
    for stem in ("tiny (1)", "tiny-copy-copy2", "tiny_Kopie (2)", "tiny - copy 3_1"):
        assert without_copy_marks(stem) == "tiny"
    assert without_copy_marks("tinycopy") == "tinycopy"


@pytest.mark.parametrize(
    ("name", "stem"), [("tiny.ipynb", "tiny"), ("Tiny.IPYNB.txt", "Tiny"), ("a\nb.ipynb", "a\nb"), ("tiny.py", None)]
)
def test_a_notebook_is_recognised_by_its_ending(name, stem):
    assert notebook_stem(name) == stem


@pytest.mark.parametrize(
    ("name", "likeness"),
    [
        ("tiny.ipynb", EXACT),
        ("TINY.ipynb", BUT_FOR_CASE),
        ("tiny.ipynb.txt", BUT_FOR_CASE),
        ("tiny (1).ipynb", COPY),
        ("Kopie von tiny.ipynb", COPY),
        ("Ada_tiny.ipynb", PART),
        ("destiny.ipynb", NONE),
        ("Ada_tiny_steps.ipynb", NONE),
    ],
)
def test_how_much_a_name_is_that_of_a_notebook(name, likeness):
    assert name_likeness(name, "tiny", ["tiny", "tiny_steps"]) == likeness
