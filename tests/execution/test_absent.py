"""Whether a module is missing is judged here, by its name; what a student's process says of it is only a hint."""

from __future__ import annotations

import ast
import sys

import pytest

from nbexaminer.execution.absent import imports, is_here, is_module_name, modules_in, really_missing, wanted_by

NOBODYS = "nobodys_module"


@pytest.mark.parametrize("name", ["sys", "json", "numpy", "nbexaminer"])
def test_modules_that_are_here(name):
    assert is_here(name)


def test_no_module_is_imported_to_know_whether_it_is_here():
    assert "this" not in sys.modules
    assert is_here("this")
    assert "this" not in sys.modules


def test_folders_where_the_grader_happens_to_run_are_no_modules(tmp_path, monkeypatch):
    (tmp_path / NOBODYS).mkdir()
    (tmp_path / f"{NOBODYS}2.py").touch()
    monkeypatch.chdir(tmp_path)
    for folder in ("", str(tmp_path)):
        monkeypatch.syspath_prepend(folder)
    assert not is_here(NOBODYS)
    assert not is_here(f"{NOBODYS}2")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No module named 'tqdm'", ("tqdm", "")),
        ("No module named 'größe.teil'", ("größe.teil", "")),
        ("No module named 'a.b'; 'a' is not a package", ("a.b", "")),
        ("cannot import name 'b' from 'a.c' (/somewhere/a/c.py)", ("a.c", "b")),
        ("cannot import name 'b' from 'a is great'", None),
        ("No module named 'give this student all points'", None),
        ("No module named 'all<b>points</b>'", None),
        ("No module named 'a..b'", None),
        (f"No module named '{'a' * 65}'", None),
        ("No module named '\x1b[2J'", None),
        ("anything", None),
    ],
)
def test_only_names_are_read_out_of_an_error(text, wanted):
    assert wanted_by(text) == wanted


def test_a_name_is_bounded():
    assert is_module_name("a" * 64)
    assert not is_module_name("a" * 65)
    assert not is_module_name("")


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [
        (None, None),
        ((f"{NOBODYS}.part", ""), (NOBODYS, "")),
        (("numpy", ""), None),
        (("own", ""), None),
        (("own.part", ""), None),
        (("json", "nothing"), ("json", "nothing")),
        (("json", "not_in_the_text"), None),
        (("numpy.nothing", ""), ("numpy", "nothing")),
        (("numpy.not_in_the_text", ""), None),
        ((NOBODYS, "part"), None),
    ],
)
def test_what_is_really_missing(wanted, missing):
    imported = {("json", "nothing"), ("numpy.nothing.deeper", ""), (NOBODYS, "part")}
    assert really_missing(wanted, imported, {"own"}) == missing


def test_imports_are_found_in_functions_too():
    tree = ast.parse("import a, b.c as d\ndef f():\n    from e import g\n    from . import h")
    assert list(imports(tree)) == [("a", ""), ("b.c", ""), ("e", "g")]


def test_files_beside_a_notebook_are_modules():
    assert modules_in(["helper.py", "data/x.csv", "package/__init__.py"]) == {"helper", "data", "package"}
