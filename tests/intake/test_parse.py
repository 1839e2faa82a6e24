"""The bytes of a file, read as a notebook or refused with a reason; no files here."""

from __future__ import annotations

import json

import nbformat
import pytest

from nbexaminer.intake.errors import Refused
from nbexaminer.intake.parse import parse
from tests.catalogue.broken import as_json, as_version_3, notebook_text
from tests.small_course import small_notebook

TEXT = notebook_text(small_notebook())


def sources(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\0", "blank"),
        (b"PK\x03\x04...", "a zip file"),
        (b"%PDF-1.4", "a PDF file"),
        (b"import numpy", "a Python script"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"Dear teacher,", "no JSON"),
        (TEXT[:1200].encode("utf-8"), "cut off after \\d+ characters"),
        (b'{"cells": [}, {}, {}, {}]}', "no JSON from line 1 on"),
        (b"[1, 2]", "JSON, but no notebook"),
        (b'{"cells": 3}', "JSON, but no notebook"),
        (b"[" * 100_000 + b"]" * 100_000, "lists in lists without end"),
    ],
)
def test_why_bytes_are_no_notebook(raw, reason):
    with pytest.raises(Refused, match=f"^{reason}$"):
        parse(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_a_notebook_is_read_in_any_encoding(encoding):
    notebook = small_notebook(extra="# für später")
    read, sentences = parse(notebook_text(notebook).encode(encoding))
    assert sources(read) == sources(notebook)
    assert bool(sentences) == (not encoding.startswith("utf-8"))


def test_format_3_is_read_as_format_4():
    read, sentences = parse(json.dumps(as_version_3(small_notebook())).encode("utf-8"))
    assert sources(read)[:-1] == sources(small_notebook())
    assert sources(read)[-1] == "## The end"
    assert sentences[0] == "The notebook was of format 3: read as format 4.5."


def test_outputs_are_dropped():
    value = as_json(small_notebook())
    value["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    read, sentences = parse(json.dumps(value).encode("utf-8"))
    assert read.cells[0].outputs == []
    assert sentences == []


def test_new_ids_are_the_same_each_time():
    value = as_json(small_notebook())
    for cell, id_ in zip(value["cells"], (None, "a b", "handed-in-0", "handed-in-0"), strict=True):
        cell["id"] = id_
    read, sentences = parse(json.dumps(value).encode("utf-8"))
    assert [cell.id for cell in read.cells] == ["handed-in-0-1", "handed-in-1", "handed-in-0", "handed-in-3"]
    assert sentences == ["Cells with the id of another, or none that is allowed, were given a new one (2 cells)."]
