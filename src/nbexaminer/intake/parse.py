"""The bytes of a file, read as a notebook: their encoding, then their JSON, then a valid notebook made from that."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from nbformat import NotebookNode

from nbexaminer.intake import limits
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.valid_notebook import valid_notebook

SIGNATURES = {b"PK\x03\x04": "a zip file", b"%PDF": "a PDF file", b"\x1f\x8b": "a gzip file", b"\x89PNG": "a picture"}
BYTE_ORDER_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
PYTHON_START = re.compile(r"(#!|#|import |from |def |%|\"\"\")")


def parse(raw: bytes) -> tuple[NotebookNode, list[str]]:
    """Read bytes as a notebook, in whatever encoding and format.

    Returns:
        A valid notebook of format 4.5 without outputs, and sentences about what was wrong with it.

    Raises:
        Refused: the bytes are no notebook.
    """
    sentences: list[str] = []
    try:
        return valid_notebook(_json(_text(raw, sentences), sentences), sentences), sentences
    except RecursionError:
        raise Refused("lists in lists without end") from None


def _text(raw: bytes, sentences: list[str]) -> str:
    """The text that bytes encode, without NUL characters and without blanks around it."""
    if not raw.strip(b" \t\r\n\0"):
        raise Refused("blank" if raw else "empty")
    for start, what in SIGNATURES.items():
        if raw.startswith(start):
            raise Refused(what)
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), None)
    encoding = encoding or json.detect_encoding(raw[:4])
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1" if encoding.startswith("utf-8") else encoding
        text = raw.decode(encoding, errors="replace")
    if not encoding.startswith("utf-8"):
        sentences.append(f"The file was written as {encoding.upper()} instead of UTF-8: read as that.")
    stripped = text.strip("\0\ufeff \t\r\n")
    if "\0" in stripped or text.endswith("\0"):
        sentences.append("There were NUL bytes in the file: taken out.")
    return stripped.replace("\0", "")


def _json(text: str, sentences: list[str]) -> object:
    """The value that a text describes; the outputs of cells are dropped as soon as they are read, to save memory."""
    if sum(map(text.count, ",[{")) > limits.MAX_TOKENS:
        raise Refused("too large")
    if text[:1] not in ("{", "["):
        raise Refused(_kind_of_text(text))
    decoder = json.JSONDecoder(
        object_hook=_without_outputs, parse_int=_integer, parse_constant=_no_constant(sentences), strict=False
    )
    try:
        value, end = decoder.raw_decode(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or error.pos > len(text) - 8:
            raise Refused(f"cut off after {len(text)} characters") from None
        raise Refused(f"no JSON from line {error.lineno} on") from None
    if text[end:].strip():
        sentences.append("Behind the notebook's end there was more in the file: left out.")
    return value


def _kind_of_text(text: str) -> str:
    """What a text that is no JSON is, by its start."""
    if PYTHON_START.match(text):
        return "a Python script"
    return "a web page" if text[:200].lower().startswith(("<!doctype html", "<html")) else "no JSON"


def _without_outputs(node: dict) -> dict:
    if "cell_type" in node and "outputs" in node:
        node["outputs"] = []
    return node


def _integer(digits: str) -> int | None:
    """The number that some digits write; None for one that no notebook needs and that would take long to read."""
    return int(digits) if len(digits) < 19 else None


def _no_constant(sentences: list[str]) -> Callable[[str], None]:
    """What JSON's reader is to call for NaN and Infinity: they become None, and one sentence says so."""

    def none(_: str) -> None:
        sentence = "There were numbers in the file that JSON does not have (NaN): taken out."
        if sentence not in sentences:
            sentences.append(sentence)

    return none
