"""The student's own files are copied, and lie beside the notebook."""

from __future__ import annotations

import pytest

from nbexaminer.intake import limits
from nbexaminer.intake.own_files import own_place
from nbexaminer.intake.take_in import take_in
from tests.catalogue.broken import notebook_text, packed, put
from tests.intake.conftest import files
from tests.small_course import small_notebook


def test_own_files_are_taken_along_and_links_and_leftovers_are_not(release, folder, tmp_path):
    put(folder, small_notebook())
    for name in (
        "data/points.csv",
        ".ipynb_checkpoints/tiny-checkpoint.ipynb",
        "__MACOSX/x",
        "._tiny.ipynb",
        "a\nb.txt",
    ):
        put(folder, "1", name)
    (folder / "secret").symlink_to("/etc/passwd")
    (folder / "up").symlink_to("/etc")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert files(tmp_path / "target") == {"tiny.ipynb", "data", "data/points.csv"}
    assert any("secret and up are no regular files" in sentence for sentence in sentences)
    assert any("a�b.txt was left out" in sentence for sentence in sentences)


def test_other_notebooks_lie_beside_the_chosen_one_again(release, folder, tmp_path):
    put(folder, small_notebook())
    put(folder, small_notebook(double="3 * x"), "tiny-Copy1.ipynb")
    for name in ("other.ipynb", "lib/more.ipynb", "tiny_helpers.ipynb"):
        put(folder, "no notebook", name)
    take_in(folder, release, tmp_path / "target")
    whole = {"tiny.ipynb", "tiny-Copy1.ipynb", "other.ipynb", "lib", "lib/more.ipynb", "tiny_helpers.ipynb"}
    assert files(tmp_path / "target") == whole
    assert "2 * x" in (tmp_path / "target" / "tiny.ipynb").read_text()


def test_a_timestamp_that_nbgrader_wrote_stays(release, folder, tmp_path):
    put(folder, small_notebook())
    put(folder, "2025-02-02 15:58:23.948203 UTC", "timestamp.txt")
    assert take_in(folder, release, tmp_path / "target")["tiny"] == []
    assert (tmp_path / "target" / "timestamp.txt").is_file()


def test_a_timestamp_from_an_archive_does_not_count(release, folder, tmp_path):
    files_ = {"tiny.ipynb": notebook_text(small_notebook()), "timestamp.txt": "2025-02-02 15:58:23 UTC"}
    put(folder, packed(files_), "work.zip")
    take_in(folder, release, tmp_path / "target")
    assert not (tmp_path / "target" / "timestamp.txt").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("timestamp.txt/x", "2025-02-02 15:58:23 UTC"),
        ("timestamp.txt", "2025-02-02" + " " * 200 + "at noon"),
        ("timestamp.txt", "x"),
    ],
)
def test_what_nbgrader_could_not_read_as_a_time_is_left_out(release, folder, tmp_path, name, text):
    put(folder, small_notebook())
    put(folder, text, name)
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert sentences == ["timestamp.txt does not hold the time at which it was handed in: left out."]
    assert files(tmp_path / "target") == {"tiny.ipynb"}


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (("work", "tiny", "data.csv"), ("data.csv",)),
        (("work", "tiny", "data", "x.csv"), ("data", "x.csv")),
        (("work", "notes.txt"), ("notes.txt",)),
        (("other", "x.csv"), ("other", "x.csv")),
    ],
)
def test_a_file_beside_a_notebook_lies_beside_it_again(parts, place):
    assert own_place(parts, [("work", "tiny"), ("work",), ()]) == place


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("MAX_OWN_FILES", 2, "The own files are more than 2: the rest was left out."),
        ("MAX_OWN_NAMES", 25, "The own files are too many with long names: the rest was left out."),
        ("MAX_BYTES", 5, "The own files are larger than 0 MB: the rest was left out."),
    ],
)
def test_own_files_have_limits_together(release, folder, tmp_path, monkeypatch, limit, value, sentence):
    put(folder, small_notebook())
    for number in range(4):
        put(folder, "12", f"data{number}/x.csv")
    monkeypatch.setattr(limits, limit, value)
    assert take_in(folder, release, tmp_path / "target")["tiny"] == [sentence]
    assert len(files(tmp_path / "target")) == 5, "two files, their folders, and the notebook"
