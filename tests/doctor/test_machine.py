"""The machine: the sandbox, memory and cores, disk space, the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import SimpleNamespace

import psutil
import pytest

from nbexaminer.doctor import machine
from nbexaminer.sandbox import bubblewrap, trial
from nbexaminer.system import tempdirs
from tests.doctor.breaking import add_setting, only


@pytest.fixture
def _afresh() -> Iterator[None]:
    bubblewrap.find.cache_clear()
    yield
    bubblewrap.find.cache_clear()


def test_a_process_is_started_in_a_sandbox(small_course):
    row = only(small_course.root, "sandbox")
    assert row.state == "well"
    assert "bwrap starts this Python in a sandbox" in row.text


@pytest.mark.usefixtures("_afresh")
def test_no_bubblewrap(small_course, monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    row = only(small_course.root, "sandbox")
    assert row.state == "stops"
    assert "bubblewrap is missing" in row.text
    assert "apt install bubblewrap" in row.text


def test_a_sandbox_in_which_python_does_not_start(small_course, monkeypatch):
    monkeypatch.setattr(trial.sys, "executable", "/no/such/python")
    row = only(small_course.root, "sandbox")
    assert row.state == "stops"
    assert "bubblewrap did not start the sandbox" in row.text
    assert "/no/such/python" in row.text


def test_a_python_that_hangs_in_its_sandbox(small_course, monkeypatch):
    monkeypatch.setattr(trial, "PATIENCE", 0.0)
    assert "did not start in a sandbox within 0 seconds" in only(small_course.root, "sandbox").text


def test_a_folder_to_be_read_that_is_not_there(small_course):
    add_setting(small_course.root, 'c.Sandbox.readable = ["/no/such/folder"]')
    assert "/no/such/folder" in only(small_course.root, "sandbox").text


def test_student_code_that_runs_without_a_sandbox(small_course):
    add_setting(small_course.root, "c.Sandbox.enabled = False")
    row = only(small_course.root, "sandbox")
    assert row.state == "mend"
    assert "WITHOUT a sandbox" in row.text


@pytest.mark.parametrize(
    ("cores", "allowed", "free", "total", "state", "words"),
    [
        (2, 2048, 8000, 9000, "well", "2 cores, 8000 of 9000 MB free; a notebook may use 2048"),
        (1, 2048, 3000, 9000, "well", "1 core, "),
        (8, 2048, 8000, 9000, "mend", "8 notebooks at once may use 16384: `nbexaminer grade --jobs 3` is safe"),
        (2, 2048, 1000, 9000, "mend", "a notebook may use 2048: end other programs"),
        (2, 2048, 1000, 2000, "mend", "set c.Sandbox.memory to 1000 or less"),
    ],
)
def test_what_memory_and_cores_mean(cores, allowed, free, total, state, words):
    (found,) = machine.judge_memory(cores, allowed, free, total)
    assert found.state == state
    assert words in found.text


def test_less_memory_than_the_settings_give_each_notebook(small_course, monkeypatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=10 * 2**30, available=2**30))
    row = only(small_course.root, "memory")
    assert row.state == "mend"
    assert "1024 of 10240 MB free, and a notebook may use 2048" in row.text


def test_a_container_with_less_memory_than_the_machine(small_course, monkeypatch, tmp_path):
    (tmp_path / "limit").write_text(f"{2**30}\n")
    (tmp_path / "none").write_text("max\n")
    monkeypatch.setattr(machine, "LIMITS", (str(tmp_path / "none"), str(tmp_path / "limit"), str(tmp_path / "missing")))
    assert "set c.Sandbox.memory to 512 or less" in only(small_course.root, "memory").text


@pytest.mark.parametrize(
    ("free", "files", "state", "words"),
    [
        (2**40, 10, "well", "1024 GB free"),
        (2**40, None, "well", "1024 GB free"),
        (2**28, 10, "mend", "has 256 MB free, which a large class may fill"),
        (2**20, 10, "stops", "is full (1 MB are free): make room"),
        (2**40, 0, "stops", "no room for further files"),
    ],
)
@pytest.mark.parametrize("name", ["disk", "temporary"])
def test_a_disk_that_is_full_or_nearly(small_course, monkeypatch, name, free, files, state, words):
    monkeypatch.setattr(machine, "_room", lambda folder: (free, files))
    row = only(small_course.root, name)
    assert row.state == state
    assert words in row.text


def test_no_folder_for_temporary_files(small_course, monkeypatch):
    monkeypatch.setattr(tempdirs, "SHORT", ())
    monkeypatch.setenv("TMPDIR", str(small_course.root / ("long" * 30)))
    row = only(small_course.root, "temporary")
    assert row.state == "stops"
    assert "set TMPDIR to one with a short path" in row.text


@pytest.mark.parametrize("path", ["/var/tmp", "/no/such/folder", "/tmp"])
def test_the_likely_folder_is_the_one_that_is_used(monkeypatch, path):
    monkeypatch.setattr(tempdirs.tempfile, "tempdir", None)
    for name in ("TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TMPDIR", path)
    likely = tempdirs.likely_place()
    assert likely == tempdirs.short_place()
    assert os.path.isdir(likely)


@pytest.mark.parametrize(
    ("output", "system", "state"),
    [
        ("utf-8", "UTF-8", "well"),
        ("UTF-8", "utf8", "well"),
        ("iso8859-1", "ISO-8859-1", "mend"),
        ("ascii", "UTF-8", "mend"),
    ],
)
def test_what_the_encodings_mean(output, system, state):
    found = machine.judge_encodings(output, system)
    assert found.state == state
    assert state == "well" or (output in found.text and "export LANG=C.UTF-8" in found.text)


def test_a_locale_that_is_not_utf_8(small_course, monkeypatch):
    monkeypatch.setattr(machine.locale, "getencoding", lambda: "ISO-8859-1")
    row = only(small_course.root, "terminal")
    assert row.state == "mend"
    assert "ISO-8859-1 instead of UTF-8" in row.text
