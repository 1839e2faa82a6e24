"""The files beside a notebook get to where it runs, and nothing else does."""

from __future__ import annotations

import sys
from importlib.util import MAGIC_NUMBER

import pytest

from nbexaminer.execution.files import compiled, given_files, own_files, written


def test_given_files_are_all_but_notebooks_and_what_is_ignored(tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("checks.py", "data/a.csv", "a.ipynb", "a.pyc"):
        (tmp_path / name).touch()
    assert given_files(tmp_path, ["*.pyc"]) == {
        "checks.py": tmp_path / "checks.py",
        "data/a.csv": tmp_path / "data" / "a.csv",
    }


def test_a_students_own_files_are_all_but_the_assignments_notebooks_and_links(tmp_path):
    outside = tmp_path / "outside"
    folder = tmp_path / "handed in"
    for made in (outside, folder / "data", folder / ".ipynb_checkpoints"):
        made.mkdir(parents=True)
    for name in ("helper.py", "data/a.csv", "a.ipynb", ".ipynb_checkpoints/b.py"):
        (folder / name).touch()
    (outside / "secret.py").touch()
    (folder / "link.py").symlink_to(outside / "secret.py")
    (folder / "linked").symlink_to(outside)
    assert set(own_files(folder)) == {"helper.py", "data/a.csv", "a.ipynb"}
    assert set(own_files(folder, {"a.ipynb"})) == {"helper.py", "data/a.csv"}


def test_a_given_file_comes_before_one_of_the_students(tmp_path):
    with written({"checks.py": b"given = 1"}, {"checks.py": b"own = 1", "data/a.csv": b"1"}) as (folder, files):
        assert files["checks.py"].read_bytes() == b"given = 1"
        assert files["data/a.csv"].read_bytes() == b"1"
        assert not (folder / "data").exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "text", "is_compiled"), [("a.py", b"x = 1", True), ("a.py", b"x =", False), ("a.txt", b"", False)]
)
def test_python_files_are_compiled_as_python_would_put_them_beside_the_source(name, text, is_compiled):
    found = compiled({f"data/{name}": text})
    assert list(found) == ([f"data/__pycache__/a.{sys.implementation.cache_tag}.pyc"] if is_compiled else [])
    assert all(content.startswith(MAGIC_NUMBER) for content in found.values())
