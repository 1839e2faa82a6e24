"""Fixtures for the tests of killed runs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.killing import PR_SET_CHILD_SUBREAPER, Class, Family, make_class


@pytest.fixture(scope="session")
def class_(_built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class that nobody has graded yet."""
    folder = tmp_path_factory.mktemp("class")
    return make_class(_built_course, folder / "course", folder / "graded")


@pytest.fixture
def family() -> Iterator[Family]:
    """The processes of what is started in a test; none is left behind."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    members = Family()
    try:
        yield members
        members.assert_gone()
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
