"""Finding a bubblewrap that works, and the error where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nbexaminer.sandbox import bubblewrap
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import start_kernel


@pytest.fixture
def _afresh() -> Iterator[None]:
    bubblewrap.find.cache_clear()
    yield
    bubblewrap.find.cache_clear()


def is_one_sentence(error: pytest.ExceptionInfo) -> str:
    """The text of an error that a user reads: one line that ends with a full stop."""
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


@pytest.mark.usefixtures("_afresh")
def test_without_bubblewrap_nothing_is_run(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    for ask in (bubblewrap.find, Sandbox().require, lambda: start_kernel(Sandbox(), (), {}, {}, [])):
        with pytest.raises(SandboxError) as caught:
            ask()
        text = is_one_sentence(caught)
        assert "bubblewrap is missing" in text
        assert "c.Sandbox.enabled = False" in text


def program(folder: Path, name: str, text: str) -> str:
    """A little program."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.usefixtures("_afresh")
@pytest.mark.parametrize(
    ("script", "why"),
    [("echo first >&2; echo no permissions >&2; exit 1", "no permissions"), ("exit 1", "no reason given")],
)
def test_a_bubblewrap_that_fails_is_named_with_its_reason(monkeypatch, tmp_path, script, why):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: program(tmp_path, "bwrap", script))
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    with pytest.raises(SandboxError) as caught:
        bubblewrap.find()
    assert f"({why})" in is_one_sentence(caught)


@pytest.mark.usefixtures("_afresh")
def test_the_packaged_bubblewrap_is_taken_where_the_systems_fails(monkeypatch, tmp_path):
    broken, works = program(tmp_path, "broken", "exit 1"), program(tmp_path, "works", "exit 0")
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: broken)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: works)
    assert bubblewrap.find() == works


@pytest.mark.usefixtures("_afresh")
def test_who_does_without_is_asked_for_nothing(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    Sandbox(enabled=False).require()
