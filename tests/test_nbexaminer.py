"""The package's public face."""

from __future__ import annotations

import subprocess
import sys

import pytest

import nbexaminer


def test_importing_the_package_imports_nothing_else():
    show = "import sys; before = {*sys.modules}; import nbexaminer; print(sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert done.stdout == "['nbexaminer', 'rfc3987_syntax']\n"


@pytest.mark.parametrize("name", nbexaminer.__all__)
def test_every_public_name_is_there(name):
    assert getattr(nbexaminer, name).__name__ == name
    assert name in dir(nbexaminer)


def test_another_name_is_an_ordinary_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = nbexaminer.nothing


@pytest.mark.parametrize(("former", "command"), [("grading", "grade"), ("authoring", "build")])
def test_who_types_a_former_name_is_told_the_new_one(former, command):
    done = subprocess.run([sys.executable, "-m", former, command], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"error: `python -m {former}` is called `nbexaminer {command}` now.\n"
