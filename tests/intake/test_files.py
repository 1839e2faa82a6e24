"""The files of a submission are listed, and nothing else is done with them."""

from __future__ import annotations

import os

import pytest

from nbexaminer.intake import limits
from nbexaminer.intake.files import list_folder, open_regular
from nbexaminer.intake.take_in import take_in
from tests.catalogue.broken import packed, put
from tests.intake.conftest import files
from tests.small_course import small_notebook


def test_a_submission_that_is_a_link(release, folder, tmp_path):
    put(folder, small_notebook())
    (tmp_path / "link").symlink_to(folder)
    sentences = take_in(tmp_path / "link", release, tmp_path / "target")["tiny"]
    assert "The folder that was handed in is a link to somewhere else: not followed." in sentences
    assert "def double(x)" not in (tmp_path / "target" / "tiny.ipynb").read_text(
        encoding="utf-8"
    ) or "return 2" not in (tmp_path / "target" / "tiny.ipynb").read_text(encoding="utf-8")


def test_a_folder_that_may_not_be_listed_is_reported(release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    put(folder, "1", "closed/data.csv")
    scandir = os.scandir

    def listing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listing)
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert sentences == ["The folder closed could not be read (Permission denied)."]


def test_the_number_of_files_is_limited(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILES", 20)
    for number in range(40):
        put(folder, "x", f"many/{number}.txt")
    put(folder, packed({f"{number}.txt": "x" for number in range(40)}), "more.zip")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any(sentence.startswith("There were too many files") for sentence in sentences)
    assert len(files(tmp_path / "target")) < 30


def test_neither_links_nor_pipes_are_opened(tmp_path):
    put(tmp_path, "x", "file")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError):  # noqa: PT011
            open_regular(str(tmp_path / name))
    with open_regular(str(tmp_path / "file")) as stream:
        assert stream.read() == b"x"


def test_a_folder_is_listed_by_level_and_name(folder):
    for name in ("b.txt", "a.txt", "deep/a.txt", ".git/config"):
        put(folder, "x", name)
    (folder / "link").symlink_to(folder)
    contents = list_folder(folder)
    assert [file.parts for file in contents.files] == [("a.txt",), ("b.txt",), ("deep", "a.txt")]
    assert [each.parts for each in contents.irregular] == [("link",)]
    assert contents.remarks == []


def test_folders_below_a_depth_are_left_out(folder, monkeypatch):
    monkeypatch.setattr(limits, "MAX_DEPTH", 2)
    put(folder, "x", "one/two.txt")
    put(folder, "x", "one/two/three.txt")
    contents = list_folder(folder)
    assert [file.parts for file in contents.files] == [("one", "two.txt")]
    assert len(contents.remarks) == 1
