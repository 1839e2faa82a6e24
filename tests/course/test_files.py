"""The files of a folder, but for those that the settings leave out."""

from __future__ import annotations

import pytest

from nbexaminer.course.files import files_of, is_ignored


@pytest.mark.parametrize(
    ("name", "ignore", "left_out"),
    [
        ("a.pyc", ["*.pyc"], True),
        ("a.py", ["*.pyc"], False),
        ("feedback", ["feedback"], True),
        ("Feedback", ["feedback"], False),
        ("a[1].txt", ["*.txt"], True),
        ("anything", [], False),
    ],
)
def test_what_is_left_out(name, ignore, left_out):
    assert is_ignored(name, ignore) is left_out


@pytest.mark.parametrize("place", ["plain", "dir[1]", "*", "feedback", "new\nline"])
def test_files_are_found_whatever_is_in_the_path(tmp_path, place):
    folder = tmp_path / place
    for name in ("b.txt", "a[x]/c.txt", "a[x]/c.pyc", "feedback/page.html", "?/d"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found = files_of(folder, ["*.pyc", "feedback"])
    assert [str(path.relative_to(folder)) for path in found] == ["b.txt", "?/d", "a[x]/c.txt"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert not list(files_of(tmp_path / "nowhere", ()))
