"""Whatever is handed in: a folder that nbgrader can grade, and sentences that say what was wrong."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake import limits
from nbexaminer.intake.files import SubmittedFile
from nbexaminer.intake.take_in import take_in
from tests.catalogue import ROOT, broken
from tests.catalogue.broken import CASES, Case, as_json, graded, put
from tests.intake.conftest import IDS, files, run_double
from tests.small_course import small_notebook


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_broken_submission_is_graded_and_what_was_wrong_is_said(case: Case, release, tmp_path, monkeypatch):
    root = tmp_path / "root"
    root.mkdir()
    outside = Path("/tmp/owned-by-a-zip.txt").exists()
    monkeypatch.chdir(root)
    sentences, notebook = graded(case, small_notebook(), release, root)
    broken.loosen(root)
    nbformat.validate(nbformat.reads(json.dumps(notebook), as_version=4))
    assert notebook.nbformat_minor == 5
    assert sorted(name for cell in notebook.cells if (name := grade_id(cell))) == sorted(IDS)
    if case.sentence is None:
        assert case.points == "either" or not sentences
    else:
        assert any(re.search(case.sentence, sentence) for sentence in sentences), sentences
    assert all(re.fullmatch(r"[A-Z\w].*[.]", sentence) and len(sentence) < 400 for sentence in sentences), sentences
    if case.points != "either":
        monkeypatch.chdir(root / "target")
        assert run_double(notebook) == case.points
    assert Path("/tmp/owned-by-a-zip.txt").exists() == outside
    assert not any(path.name.startswith(".") or path.is_symlink() for path in (root / "target").iterdir())


@pytest.mark.slow
def test_the_page_is_fresh():
    assert broken.PAGE.read_text(encoding="utf-8") == broken.table()


def test_names_of_cases_are_unique():
    assert len(CASES) >= 45
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("path", sorted(ROOT.glob("release/*/*.ipynb")), ids=lambda path: path.stem)
def test_of_an_honest_submission_nothing_is_said(path, tmp_path):
    sentences = take_in(path.parent, path.parent, tmp_path / "target")
    assert sentences == {other.stem: [] for other in path.parent.glob("*.ipynb")}
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
    sentences = take_in(tmp_path / "nobody", release, tmp_path / "target")
    assert sentences == {"tiny": ["There was no notebook tiny: graded as an empty one."]}


def test_permissions_are_reported(release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    put(folder, "1", "data.csv")

    def refuse(file):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(SubmittedFile, "open", refuse)
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert (
        "The file tiny.ipynb was no notebook (can't be read: Permission denied): graded as an empty one." in sentences
    )
    assert "The file data.csv could not be read (Permission denied): left out." in sentences


@pytest.mark.parametrize("limit", ["MAX_NOTEBOOK", "MAX_TOKENS", "MAX_TEXT", "MAX_CELLS"])
def test_a_notebook_above_a_limit_is_beyond_repair(limit, release, folder, tmp_path, monkeypatch):
    put(folder, small_notebook())
    monkeypatch.setattr(limits, limit, 3)
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert re.search(r"was no notebook \((\d+ MB large|too large|too much text|4 cells)\): graded", sentences[0])


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
    (tmp_path / "target").write_text("a file", encoding="utf-8")
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
    root = tmp_path_factory.mktemp("any")
    value = {"cells": cells, "metadata": rest, "nbformat": 4, "nbformat_minor": 5}
    (root / "submitted").mkdir()
    put(root / "submitted", json.dumps(value)[:cut])
    take_in(root / "submitted", release, root / "target")
    notebook = nbformat.read(root / "target" / "tiny.ipynb", as_version=4)
    nbformat.validate(notebook)
    broken.repair(notebook, copy.deepcopy(small_notebook()))
    assert sorted(name for cell in notebook.cells if (name := grade_id(cell))) == sorted(IDS)


@given(data=st.binary(max_size=300), name=st.sampled_from(["tiny.ipynb", "work.zip", "work.tar.gz", "work.tar"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_raise(data, name, release, tmp_path_factory):
    root = tmp_path_factory.mktemp("any")
    starts = {"work.zip": b"PK\x03\x04", "work.tar.gz": b"\x1f\x8b\x08\0"}
    (root / "submitted").mkdir()
    put(root / "submitted", starts.get(name, b"") + data, name)
    assert take_in(root / "submitted", release, root / "target")["tiny"]
