"""Files of notebooks: an honest notebook's JSON, changed at any level, and written in any encoding."""

from __future__ import annotations

import copy
import json
import re
from random import Random

from nbformat import NotebookNode

from tests.fuzz.codes import code

TEXTS = (
    "",
    " ",
    "a",
    "double",
    "check_double",
    "answer_why",
    "../../x",
    "é",
    "\ud800",
    "\0",
    "\x1b[2J",
    "a,b",
    "x" * 70,
)
LONG_TEXTS = ("\n" * 3000, "x" * 100_000, "<b>" * 2000, "$" * 3001, "[a](" * 1000, "| a " * 500, "> " * 500 + "x")
KINDS = ("code", "markdown", "raw", "heading", "html", "text", "Code", "sql", "", None, 3, ["code"], {"code": 1})
KEYS = (
    "grade_id",
    "grade",
    "solution",
    "locked",
    "points",
    "task",
    "schema_version",
    "checksum",
    "cell_type",
    "remove",
)
OUTPUTS = (
    {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    {"output_type": "stream", "name": 3, "text": {"a": 1}},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": "no list"},
    {"output_type": "display_data", "data": {"text/html": "<script>1</script>", "image/png": 3}, "metadata": []},
    {"output_type": "nothing"},
    {"data": {}},
    "text",
    None,
)
DEEP = (10, 90, 300, 490, 900, 3000, 100_000)
WIRED = ("raises-exception", "skip-execution", "remove-cell", "hide-input", "a b", "parameters")


def value(draw: Random, depth: int = 0) -> object:
    """Any value that JSON may hold, and some that only Python's reader takes."""
    kind = draw.randrange(11 if depth < 3 else 8)
    if kind == 8:
        return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
    if kind == 9:
        return {draw.choice(TEXTS): value(draw, depth + 1) for _ in range(draw.randrange(4))}
    if kind == 10:
        return f"{draw.choice(('list', 'object'))} of {draw.choice(DEEP)} levels"
    return draw.choice(
        (
            None,
            draw.random() < 0.5,
            draw.choice((0, -1, 1, 4, 5, 2**31, 2**63, 2**64, -(2**70), 10**30)),
            draw.choice((0.0, -0.0, 1.5, 1e308, 1e-320)),
            draw.choice((float("nan"), float("inf"), float("-inf"))),
            draw.choice(TEXTS),
            draw.choice(TEXTS),
            draw.choice(LONG_TEXTS),
        )
    )


def written_out(text: str) -> str:
    """The text of a notebook with its nested lists and objects, which are too deep for a writer of JSON."""

    def nested(found: re.Match) -> str:
        start, end = ("[", "]") if found[1] == "list" else ('{"a":', "}")
        return start * int(found[2]) + "1" + end * int(found[2])

    return re.sub(r'"(list|object) of (\d+) levels"', nested, text)


def marks(draw: Random) -> object:
    """nbgrader's metadata of a cell, of odd types or for another cell."""
    if draw.random() < 0.3:
        return value(draw)
    made = {name: value(draw) for name in KEYS if draw.random() < 0.6}
    made["grade_id"] = draw.choice(
        ["double", "check_double", "answer_why", "extra", "nobody's", *TEXTS[:4], value(draw)]
    )
    if draw.random() < 0.5:
        flag = draw.choice(("grade", "solution", "locked", "task"))
        made[flag] = draw.choice((True, False, "true", 1, None))
    return made


def cell(draw: Random) -> object:
    """A cell, or what stands where one should be."""
    if draw.random() < 0.1:
        return value(draw)
    text: object = code(draw) if draw.random() < 0.8 else draw.choice(LONG_TEXTS)
    if draw.random() < 0.2:
        text = text.splitlines(keepends=True) + ([value(draw)] if draw.random() < 0.3 else [])
    made: dict = {
        "cell_type": draw.choice(KINDS) if draw.random() < 0.3 else draw.choice(("code", "markdown", "raw")),
        "source": text if draw.random() < 0.9 else value(draw),
        "metadata": {},
        "id": draw.choice(("double", "check_double", "new", "new", "a b", "", "x" * 65, "é", None, 7, ["a"])),
    }
    if draw.random() < 0.5:
        made["metadata"] = {
            "nbgrader": marks(draw),
            "tags": draw.choice(([draw.choice(WIRED)], "a", [1], ["a,b"], value(draw))),
        }
    if draw.random() < 0.2:
        made["metadata"] = value(draw)
    if draw.random() < 0.4:
        made["outputs"] = (
            [draw.choice(OUTPUTS) for _ in range(draw.randrange(4))] if draw.random() < 0.7 else value(draw)
        )
        made["execution_count"] = value(draw)
    if draw.random() < 0.3:
        made["attachments"] = {
            draw.choice(TEXTS): {"image/png": draw.choice(("aGk=", "é", 3, ["aGk="], ""))},
            "a": value(draw),
        }
    for name in list(made):
        if draw.random() < 0.04:
            del made[name]
    return made


def change(draw: Random, notebook: dict) -> None:
    """Change one thing about a notebook, in place."""
    cells = notebook.get("cells")
    usable = [each for each in cells if isinstance(each, dict)] if isinstance(cells, list) else []
    kind = draw.randrange(14)
    if kind < 4 and isinstance(cells, list):
        cells.insert(draw.randint(0, len(cells)), cell(draw))
    elif kind == 4:
        notebook[draw.choice(("nbformat", "nbformat_minor", "metadata", "worksheets", "cells"))] = value(draw)
    elif kind == 5:
        notebook.pop(draw.choice(("nbformat", "nbformat_minor", "metadata")), None)
    elif kind == 6 and cells and isinstance(cells, list):
        cells.pop(draw.randrange(len(cells)))
    elif kind == 7 and usable:
        cells.insert(draw.randint(0, len(cells)), copy.deepcopy(draw.choice(usable)))
    elif kind == 8 and isinstance(cells, list):
        draw.shuffle(cells)
    elif kind == 9 and usable:
        draw.choice(usable)[draw.choice(("cell_type", "source", "metadata", "id", "outputs", "attachments"))] = value(
            draw
        )
    elif kind == 10 and usable:
        draw.choice(usable).pop(
            draw.choice(("cell_type", "source", "metadata", "id", "outputs", "execution_count")), None
        )
    elif kind == 11 and usable:
        changed = draw.choice(usable)
        changed["metadata"] = {"nbgrader": marks(draw), "grading": value(draw)}
    elif kind == 12 and usable:
        draw.choice(usable)["cell_type"] = draw.choice(KINDS)
    elif kind == 13 and usable:
        changed = draw.choice(usable)
        text = changed.get("source")
        if isinstance(text, str) and text:
            at = draw.randrange(len(text))
            changed["source"] = draw.choice(
                (text[:at], text[at:], text[:at] + code(draw) + text[at:], text * 2, text + "\n" + code(draw))
            )


def json_of(draw: Random, honest: NotebookNode) -> object:
    """An honest notebook as JSON, changed once or several times."""
    notebook = json.loads(json.dumps(honest))
    for _ in range(draw.choice((0, 1, 1, 2, 3, 6))):
        change(draw, notebook)
    shape = draw.randrange(25)
    if shape == 0:
        return value(draw)
    if shape == 1:
        return {
            "nbformat": 3,
            "nbformat_minor": 0,
            "worksheets": [{"cells": notebook.get("cells")}, value(draw)],
            "metadata": {},
        }
    if shape == 2:
        return {"cells": [notebook], "metadata": notebook}
    return notebook


def notebook_file(draw: Random, honest: NotebookNode) -> bytes:
    """The bytes of a file that is called as a notebook is."""
    options = {"ensure_ascii": draw.random() < 0.6, "indent": draw.choice((None, 1, 1))}
    text = written_out(json.dumps(json_of(draw, honest), **options))
    kind = draw.randrange(24)
    if kind == 0:
        text = text.replace('"metadata"', '"metadata": {"a": 1}, "metadata"')
    elif kind == 1:
        text = text.replace("\n", "\r\n")
    elif kind == 2:
        text = text[: draw.randrange(len(text) + 1)]
    elif kind == 3:
        text += draw.choice(("}", "\n{}", "\0\0", "  \n", text, "<<<<<<< HEAD"))
    elif kind == 4:
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(("\0", ",", "]", "}", '"', "\\", "NaN", "//", "\x01", "9" * 5000)) + text[at:]
    elif kind == 5:
        text = draw.choice(
            ("[" * 100_000, '{"a":' * 100_000, "[" + "1," * 50_000 + "1]", '"' + "a" * 10, "{}", "[]", "null", "1")
        )
    elif kind == 6:
        text = draw.choice(
            ("<!DOCTYPE html><html>", "import numpy\n", "%PDF-1.7", "", "   ", "\0" * 5000, "PK\x03\x04", "\x1f\x8b")
        )
    raw = text.encode(draw.choice(("utf-8",) * 8 + ("utf-16", "utf-16-le", "utf-32", "utf-8-sig")), "surrogatepass")
    if kind == 7:
        raw = text.encode("latin-1", "replace")
    elif kind == 8:
        raw = bytearray(raw)
        for _ in range(draw.choice((1, 10, 300))):
            if raw:
                raw[draw.randrange(len(raw))] = draw.randrange(256)
        raw = bytes(raw)
    return raw
