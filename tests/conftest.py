"""What tests of all folders share: a small course, released, and how Ctrl-C reaches what they start."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import nbformat
import pytest

pytest.register_assert_rewrite("tests.small_course")

from nbexaminer.authoring.support import write_support_files  # noqa: E402
from nbexaminer.course.course import Course  # noqa: E402
from tests.catalogue import ROOT  # noqa: E402
from tests.small_course import SmallCourse, small_notebook  # noqa: E402


def pytest_configure() -> None:
    """Have the support files in `source/`, also on a clean clone, and let Ctrl-C reach what the tests start."""
    write_support_files(Course(ROOT))
    # A shell without job control has its background processes ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def _built_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    (root / "source" / "tiny").mkdir(parents=True)
    nbformat.write(small_notebook(), root / "source" / "tiny" / "tiny.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = SmallCourse(root)
    made = course.run("build")
    assert made.returncode == 0, made.stderr
    return root


@pytest.fixture
def small_course(_built_course: Path, tmp_path: Path) -> SmallCourse:
    """A fresh copy of the small course, released, without submissions."""
    shutil.copytree(_built_course, tmp_path / "course")
    return SmallCourse(tmp_path / "course")
