"""`nbexaminer build` as its users meet it, on a small course."""

from __future__ import annotations

import nbformat

from tests.small_course import assert_one_clear_sentence, everything, obey_permissions, small_notebook


def test_a_read_only_release_folder(small_course):
    (small_course.root / "release").chmod(0o555)
    try:
        result = small_course.run("build", "--force", preexec_fn=obey_permissions)
    finally:
        (small_course.root / "release").chmod(0o755)
    assert_one_clear_sentence(result, "release can't be written")
    assert (small_course.root / "release" / "tiny" / "tiny.ipynb").is_file()


def test_a_solution_that_fails_is_no_solution(small_course):
    source = small_course.root / "source" / "tiny" / "tiny.ipynb"
    nbformat.write(small_notebook(extra="1 / 0"), source)
    result = small_course.run("build")
    assert_one_clear_sentence(result, "'extra'", "ZeroDivisionError")


def test_a_broken_source_notebook(small_course):
    before = everything(small_course.root / "release")
    (small_course.root / "source" / "tiny" / "tiny.ipynb").write_text("{")
    assert_one_clear_sentence(small_course.run("build"), "tiny.ipynb is not a notebook")
    assert everything(small_course.root / "release") == before


def test_what_nbgrader_refuses_leaves_the_earlier_release(small_course):
    before = everything(small_course.root / "release")
    path = small_course.root / "source" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.kernelspec.language = "R"
    nbformat.write(notebook, path)
    assert_one_clear_sentence(small_course.run("build"), "The release of tiny could not be made", "language 'R'")
    assert everything(small_course.root / "release") == before
    assert not list((small_course.root / ".cache").glob("kept-*"))
