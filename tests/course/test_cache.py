"""What lies in `.cache` can be made again, whatever has become of it."""

from __future__ import annotations

import shutil

import pytest

from nbexaminer.course.cache import make_usable
from nbexaminer.course.errors import CourseError
from tests.small_course import SmallCourse


def test_what_is_of_another_kind_makes_room(tmp_path):
    cache, outside = tmp_path / ".cache", tmp_path / "mine"
    cache.mkdir()
    outside.mkdir()
    (outside / "kept").write_text("kept", encoding="utf-8")
    (cache / "executed").symlink_to(outside)
    (cache / "sanitized").write_text("no folder", encoding="utf-8")
    (cache / "release").mkdir()
    (cache / "release" / "kept").write_text("kept", encoding="utf-8")
    (cache / "graded.json").mkdir()
    (cache / "graded.json" / "x").write_text("no file", encoding="utf-8")
    make_usable(cache)
    assert {path.name for path in cache.iterdir()} == {"release"}
    assert (cache / "release" / "kept").is_file()
    assert (outside / "kept").is_file()


def test_a_cache_that_is_a_file_is_told_and_left(tmp_path):
    (tmp_path / ".cache").write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match=r"\.cache can't be used .*: move away"):
        make_usable(tmp_path / ".cache")
    assert (tmp_path / ".cache").read_text(encoding="utf-8") == "mine"


def test_a_broken_cache_is_made_again(small_course: SmallCourse):
    small_course.submit("ada")
    cache = small_course.root / ".cache"
    shutil.rmtree(cache)
    cache.mkdir()
    for name in ("executed", "sanitized", "release"):
        (cache / name).write_text("no folder", encoding="utf-8")
    (cache / "graded.json").mkdir()
    assert small_course.run("build").returncode == 0
    result = small_course.run("grade")
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 graded" in result.stdout
