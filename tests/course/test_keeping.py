"""A folder is put back when what replaces it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbexaminer.course.keeping import keeping


def replace_and_fail(folder: Path, cache: Path) -> None:
    with keeping(folder, cache):
        folder.mkdir(exist_ok=True)
        (folder / "file").write_text("after")
        (folder / "more").touch()
        raise KeyboardInterrupt


def test_a_folder_is_put_back_when_the_block_fails(tmp_path):
    folder, cache = tmp_path / "folder", tmp_path / "cache"
    folder.mkdir()
    (folder / "file").write_text("before")
    with pytest.raises(KeyboardInterrupt):
        replace_and_fail(folder, cache)
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert (folder / "file").read_text() == "before"
    assert list(cache.iterdir()) == []


def test_a_folder_that_was_not_there_is_removed_when_the_block_fails(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        replace_and_fail(tmp_path / "folder", tmp_path / "cache")
    assert not (tmp_path / "folder").exists()


def test_what_the_block_wrote_stays_when_it_succeeds(tmp_path):
    folder = tmp_path / "folder"
    with keeping(folder, tmp_path / "cache"):
        folder.mkdir()
    assert folder.is_dir()
