"""Whatever is handed in: a folder that nbgrader can grade, and sentences that say what was wrong."""

from __future__ import annotations

import copy
import io
import json
import os
import re
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake import intake
from nbexaminer.intake.intake import take_in
from tests.catalogue import ROOT, broken
from tests.catalogue.broken import CASES, Case, as_json, graded, notebook_text, packed, put
from tests.small_course import small_notebook

IDS = ["double", "check_double", "answer_why"]


def run_double(notebook: nbformat.NotebookNode) -> int:
    """Points of the check, with the cells run in order in one namespace; the check as the source has it."""
    names, points = {}, 0
    check = next(cell for cell in small_notebook().cells if grade_id(cell) == "check_double")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            mine = grade_id(cell) == "check_double"
            try:
                exec(check.source if mine else cell.source, names)
                points += 2 * mine
            except Exception:
                pass
    return points


@pytest.fixture
def release(tmp_path: Path) -> Path:
    notebook = small_notebook()
    for clear in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = clear.preprocess(notebook, {})
    (tmp_path / "release").mkdir()
    nbformat.write(notebook, tmp_path / "release" / "tiny.ipynb")
    return tmp_path / "release"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "submitted").mkdir()
    return tmp_path / "submitted"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_broken_submission_is_graded_and_what_was_wrong_is_said(case: Case, release, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    outside = Path("/tmp/owned-by-a-zip.txt").exists()
    monkeypatch.chdir(room)
    said, notebook = graded(case, small_notebook(), release, room)
    broken.loosen(room)
    nbformat.validate(nbformat.reads(json.dumps(notebook), as_version=4))
    assert notebook.nbformat_minor == 5
    assert sorted(name for cell in notebook.cells if (name := grade_id(cell))) == sorted(IDS)
    if case.said is None:
        assert case.points == "either" or not said
    else:
        assert any(re.search(case.said, sentence) for sentence in said), said
    assert all(re.fullmatch(r"[A-Z\w].*[.]", sentence) and len(sentence) < 400 for sentence in said), said
    if case.points != "either":
        monkeypatch.chdir(room / "target")
        assert run_double(notebook) == case.points
    assert Path("/tmp/owned-by-a-zip.txt").exists() == outside
    assert not any(path.name.startswith(".") or path.is_symlink() for path in (room / "target").iterdir())


def test_the_page_is_fresh():
    assert broken.PAGE.read_text(encoding="utf-8") == broken.table()


def test_names_of_cases_are_unique():
    assert len(CASES) >= 45
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("path", sorted(ROOT.glob("release/*/*.ipynb")), ids=lambda path: path.stem)
def test_of_an_honest_submission_nothing_is_said(path, tmp_path):
    said = take_in(path.parent, path.parent, tmp_path / "target")
    assert said == {other.stem: [] for other in path.parent.glob("*.ipynb")}
    ours, theirs = (nbformat.read(where, as_version=4) for where in (path, tmp_path / "target" / path.name))
    assert [(cell.id, cell.cell_type, cell.source) for cell in ours.cells] == [
        (cell.id, cell.cell_type, cell.source) for cell in theirs.cells
    ]
    assert [cell.metadata.get("nbgrader") for cell in ours.cells] == [
        cell.metadata.get("nbgrader") for cell in theirs.cells
    ]
    own = {name.name for name in path.parent.iterdir()}
    assert files(tmp_path / "target") == own


def test_a_submission_that_does_not_exist(release, tmp_path):
    said = take_in(tmp_path / "nobody", release, tmp_path / "target")
    assert said == {"tiny": ["There was no notebook tiny: graded as an empty one."]}


def test_a_submission_that_is_a_link(release, folder, tmp_path):
    put(folder, small_notebook())
    (tmp_path / "link").symlink_to(folder)
    said = take_in(tmp_path / "link", release, tmp_path / "target")["tiny"]
    assert "The folder that was handed in is a link to somewhere else: not followed." in said
    assert (
        "def double(x)" not in (tmp_path / "target" / "tiny.ipynb").read_text()
        or "return 2" not in (tmp_path / "target" / "tiny.ipynb").read_text()
    )


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
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert files(tmp_path / "target") == {"tiny.ipynb", "data", "data/points.csv"}
    assert any("secret and up are no regular files" in sentence for sentence in said)
    assert any("a�b.txt was left out" in sentence for sentence in said)


def test_permissions_are_reported(release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    put(folder, "1", "data.csv")

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(intake, "_open", refuse)
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert "The file tiny.ipynb was no notebook (can't be read: Permission denied): graded as an empty one." in said
    assert "The file data.csv could not be read (Permission denied): left out." in said


def test_a_folder_that_may_not_be_listed_is_reported(release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    put(folder, "1", "closed/data.csv")
    scandir = os.scandir

    def listing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listing)
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert said == ["The folder closed could not be read (Permission denied)."]


@pytest.mark.parametrize("limit", ["MAX_NOTEBOOK", "MAX_TOKENS", "MAX_TEXT", "MAX_CELLS"])
def test_a_notebook_above_a_limit_is_beyond_repair(limit, release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    monkeypatch.setattr(intake, limit, 3)
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert re.search(r"was no notebook \((\d+ MB large|too large|too much text|4 cells)\): graded", said[0])


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_what_is_unpacked_is_limited(kind, release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 100_000)
    names = {"big.bin": b"\0" * 1_000_000, "tiny.ipynb": notebook_text(small_notebook()).encode()}
    if kind == "zip":
        put(folder, packed(names), "work.zip")
    else:
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w:gz") as archive:
            for name, content in names.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        put(folder, stream.getvalue(), "work.tar.gz")
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("not to its end (more than 0 MB)" in sentence for sentence in said)
    assert sum(path.stat().st_size for path in (tmp_path / "target").rglob("*")) < 100_000


def test_the_number_of_files_is_limited(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MAX_FILES", 20)
    for number in range(40):
        put(folder, "x", f"many/{number}.txt")
    put(folder, packed({f"{number}.txt": "x" for number in range(40)}), "more.zip")
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any(sentence.startswith("There were too many files") for sentence in said)
    assert len(files(tmp_path / "target")) < 30


def test_a_long_list_of_files_in_a_zip_file_is_not_read(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MAX_DIRECTORY", 1000)
    put(folder, packed({f"{number}.txt": "x" for number in range(100)}), "work.zip")
    assert any("(too many files)" in sentence for sentence in take_in(folder, release, tmp_path / "target")["tiny"])


def test_archives_in_archives_end(release, folder, tmp_path):
    data = packed({"tiny.ipynb": notebook_text(small_notebook())})
    for _ in range(5):
        data = packed({"work.zip": data})
    put(folder, data, "work.zip")
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("too deep in others" in sentence for sentence in said)


def test_a_zip_file_that_needs_a_password(release, folder, tmp_path):
    data = bytearray(packed({"tiny.ipynb": notebook_text(small_notebook())}))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + offset] |= 1
    put(folder, bytes(data), "work.zip")
    assert any("it needs a password" in sentence for sentence in take_in(folder, release, tmp_path / "target")["tiny"])


def test_a_zip_file_beside_the_notebook_is_an_own_file(release, folder, tmp_path):
    put(folder, small_notebook())
    put(folder, packed({"tiny.ipynb": "{}"}), "data.zip")
    assert take_in(folder, release, tmp_path / "target")["tiny"] == []
    assert files(tmp_path / "target") == {"tiny.ipynb", "data.zip"}


def test_a_link_in_a_zip_file_is_left_out(release, folder, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("tiny.ipynb")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    put(folder, stream.getvalue(), "work.zip")
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert "work.zip/tiny.ipynb was a link to somewhere else: left out." in said


@pytest.mark.parametrize(
    "stem",
    ["tiny" + 40 * "-copy" + "x", "tiny" + 100 * " 1" + "x", "tiny" + 60 * "(1)" + "x", "tiny" + 240 * "-" + "x"],
)
def test_a_name_that_looks_like_many_copies(folder, release, tmp_path, stem):
    nbformat.write(small_notebook(), folder / f"{stem}.ipynb")
    take_in(folder, release, tmp_path / "taken")  # to try every division of such a name would take years
    taken = nbformat.read(tmp_path / "taken" / "tiny.ipynb", as_version=4)
    assert run_double(taken) == 2


def test_copies_of_copies_are_copies():
    for stem in ("tiny (1)", "tiny-copy-copy2", "tiny_Kopie (2)", "tiny - copy 3_1"):
        assert intake._without_copy_marks(stem) == "tiny"
    assert intake._without_copy_marks("tinycopy") == "tinycopy"


def test_a_name_in_an_archive_that_no_file_could_have(folder, release, tmp_path):
    with tarfile.open(folder / "work.tar", "w", format=tarfile.GNU_FORMAT) as archive:
        content = notebook_text(small_notebook()).encode()
        member = tarfile.TarInfo(10**5 * "-1" + "x.ipynb")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    take_in(folder, release, tmp_path / "taken")
    assert run_double(nbformat.read(tmp_path / "taken" / "tiny.ipynb", as_version=4)) == 2


def test_two_notebooks_that_bear_each_others_names(folder, tmp_path):
    release = ROOT / "release" / "moons_sigmoid"
    one, two = "manual_vs_autograd", "moons_sigmoid"
    put(folder, (release / f"{one}.ipynb").read_bytes(), f"{two}.ipynb")
    put(folder, (release / f"{two}.ipynb").read_bytes(), f"{one}.ipynb")
    said = take_in(folder, release, tmp_path / "target")
    for name, other in ((one, two), (two, one)):
        assert said[name] == [f"The notebook {name} was called {other}.ipynb: recognised by what is in it."]
        assert len(nbformat.read(tmp_path / "target" / f"{name}.ipynb", 4).cells) == len(
            nbformat.read(release / f"{name}.ipynb", 4).cells
        )


def test_a_foreign_notebook_of_the_course_is_told(folder, tmp_path):
    put(folder, (ROOT / "release" / "moons_sigmoid" / "moons_sigmoid.ipynb").read_bytes(), "xor_perceptron.ipynb")
    said = take_in(folder, ROOT / "release" / "xor_perceptron", tmp_path / "target")["xor_perceptron"]
    assert any(sentence.startswith("Hardly anything in the file belongs") for sentence in said)


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


def test_the_same_submission_gives_the_same_bytes(release, folder, tmp_path):
    value = as_json(small_notebook())
    for cell in value["cells"]:
        del cell["id"]
    put(folder, value)
    texts = []
    for name in ("one", "two"):
        take_in(folder, release, tmp_path / name)
        texts.append((tmp_path / name / "tiny.ipynb").read_bytes())
    assert texts[0] == texts[1]


def test_only_the_target_may_fail(release, folder, tmp_path):
    put(folder, small_notebook())
    (tmp_path / "target").write_text("a file")
    with pytest.raises(OSError, match="target"):
        take_in(folder, release, tmp_path / "target")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats()
    | st.sampled_from(["", "code", "double", "x = 1", "\0", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "cell_type",
                    "source",
                    "metadata",
                    "id",
                    "nbgrader",
                    "grade_id",
                    "tags",
                    "outputs",
                    "attachments",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(cells=st.lists(JSON, max_size=5), rest=JSON, cut=st.none() | st.integers(0, 400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_json_at_all_raises(cells, rest, cut, release, tmp_path_factory):
    room = tmp_path_factory.mktemp("any")
    value = {"cells": cells, "metadata": rest, "nbformat": 4, "nbformat_minor": 5}
    (room / "submitted").mkdir()
    put(room / "submitted", json.dumps(value)[:cut])
    take_in(room / "submitted", release, room / "target")
    notebook = nbformat.read(room / "target" / "tiny.ipynb", as_version=4)
    nbformat.validate(notebook)
    broken.repair(notebook, copy.deepcopy(small_notebook()))
    assert sorted(name for cell in notebook.cells if (name := grade_id(cell))) == sorted(IDS)


@given(data=st.binary(max_size=300), name=st.sampled_from(["tiny.ipynb", "work.zip", "work.tar.gz", "work.tar"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_raise(data, name, release, tmp_path_factory):
    room = tmp_path_factory.mktemp("any")
    starts = {"work.zip": b"PK\x03\x04", "work.tar.gz": b"\x1f\x8b\x08\0"}
    (room / "submitted").mkdir()
    put(room / "submitted", starts.get(name, b"") + data, name)
    assert take_in(room / "submitted", release, room / "target")["tiny"]


def test_what_is_skipped_in_a_tar_file_counts_too(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 100_000)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in {"__MACOSX/x": b"\0" * 1_000_000, "tiny.ipynb": b"{}"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    put(folder, stream.getvalue(), "work.tar.gz")
    said = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("not to its end (more than 0 MB)" in sentence for sentence in said)


def test_neither_links_nor_pipes_are_opened(tmp_path):
    put(tmp_path, "x", "file")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError):  # noqa: PT011
            intake._open(str(tmp_path / name))
    with intake._open(str(tmp_path / "file")) as stream:
        assert stream.read() == b"x"
