"""Executed notebooks depend on nothing but the notebook: no paths, no addresses, no chance."""

from __future__ import annotations

from types import SimpleNamespace

import nbformat
import pytest

from nbexaminer.execution.submission import (
    ExecuteNotebook,
    ExecuteSubmission,
    hidden_from,
    idle_cells,
    used_names,
    without_machine,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("File /home/ada/course/autograded/bob/x/plots.py:119", "File plots.py:119"),
        ("File /usr/lib/python3.11/site-packages/numpy/core.py:3", "File site-packages/numpy/core.py:3"),
        ("File ~/.venv/lib/python3.12/site-packages/torch/a.py:3", "File site-packages/torch/a.py:3"),
        ("/tmp/ipykernel_4554/3560940373.py:7: RuntimeWarning", "cell:7: RuntimeWarning"),
        ("<function f at 0x7f1b2c3d4e5f>", "<function f at 0x…>"),
        ("0x1f and a/b stay", "0x1f and a/b stay"),
    ],
)
def test_nothing_of_the_machine_is_left(text, kept):
    assert without_machine(text, "/home/ada/course/autograded/bob/x") == kept


@pytest.mark.parametrize("text", ["x", "/", "/tmp/ipykernel_1", "0x1", "a/site-packages/"])
def test_a_long_line_is_looked_at_once(text):
    line = 10**6 * text  # to look from every place in it to its end would take hours
    assert without_machine(line, "") == ("site-packages/" if "site" in text else line)


def test_two_runs_give_the_same_notebook(tmp_path):
    sources = [
        "import time\nfor k in range(5):\n    print(k, flush=True)\n    time.sleep(0.2)",
        "import json, warnings\nwarnings.warn('careful')\nobject()",
        "json.loads('{')",
    ]
    runs = []
    for _ in range(2):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(s, id=f"c{n}") for n, s in enumerate(sources)]
        )
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        run = ExecuteNotebook(record_timing=False, allow_errors=True)
        executed, _ = run.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
        runs.append(nbformat.writes(executed))
    assert runs[0] == runs[1]
    assert len(executed.cells[0].outputs) == 1
    assert "ipykernel" not in runs[0]
    assert "/lib/python" not in runs[0]


def code(*texts: str) -> list[nbformat.NotebookNode]:
    return [nbformat.v4.new_code_cell(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "defined", "used"),
    [
        ("x = y + 1", {"x"}, {"y"}),
        ("import numpy as np\nfrom a import b", {"np", "b"}, set()),
        ("def f(x):\n    return x + y", {"f"}, {"y"}),
        ("class A:\n    z = y", {"A"}, {"y"}),
        ("p['a'] = 1\nm.w[0].b = 2", {"p", "m"}, {"p", "m"}),
        ("for i in range(3):\n    pass", {"i"}, {"range"}),
        ("def f():\n    global g\n    g = 1", {"f", "g"}, set()),
        ("x += 1", {"x"}, {"x"}),
        ("[a for a in b]", set(), {"b"}),
        ("%matplotlib inline\nx = 1", {"x"}, set()),
        ("this is no python", set(), {"this", "is", "no", "python"}),
    ],
)
def test_the_names_of_a_cell(text, defined, used):
    assert used_names(text) == (defined, used)


@pytest.mark.parametrize(
    ("own", "idle"),
    [
        ("a = 1", {0, 1, 2}),
        ("print(curve)", {2}),
        ("print(first)", {1, 2}),
        ("def f():\n    return table", {0, 1}),
        ("this is no python: curve", {2}),
    ],
)
def test_a_demonstration_is_left_out_unless_something_uses_it(own, idle):
    shown = ["first = 1", "curve = first + 1", "table = 3"]
    assert idle_cells(code(*shown, own), set(shown)) == idle


def test_a_demonstration_that_a_student_changed_is_run():
    assert idle_cells(code("first = 1", "first = 2"), {"first = 1"}) == {0}


DEFINES = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("assert f(1)", None),
        ("assert f(1)\n" + DEFINES.format("assert f(2)"), 2),
        (DEFINES.format("def own(x):\n    return f(x)\nother = own") + "assert f(1)\n" + DEFINES.format("f(2)"), 7),
        (DEFINES.format("def own(x):\n    return f(x)") + "assert own(1) == f(1)", None),
        (DEFINES.format("own = f(2)") + "assert f(1)\n" + DEFINES.format("f(3)"), 1),
        (DEFINES.format("@f\ndef own(x):\n    return 1") + "assert f(1)", 1),
        (DEFINES.format("def own(x, y=f(2)):\n    return 1") + "assert f(1)", 1),
        (DEFINES.format("def own(x, *, y=2):\n    return 1") + "assert f(1)", None),
        ("def check():\n    if True:\n" + DEFINES.format("        f(1)"), 3),
    ],
)
def test_hidden_tests_begin_where_a_hidden_line_does_more_than_define(text, line):
    assert hidden_from(*code(text)) == line


def test_a_cell_that_was_blamed_before_an_earlier_one_was_found_gets_another_chance():
    run = ExecuteSubmission()
    run.nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(name, id=name) for name in "abcd"])
    run.places, run.given, run.started, run.incidents = {}, set(), 1, []
    run.sandbox = SimpleNamespace(memory=0, processes=0)
    box = SimpleNamespace(process=SimpleNamespace(returncode=137))
    skipped = {}
    run._skip(2, 0.1, "kernel", box, skipped)  # what b did to the copies was seen only when c had run
    assert set(skipped) == {2}
    run._skip(1, 0.1, "kernel", box, skipped)  # this time it was seen at once
    assert set(skipped) == {1}
    assert [incident.cell for incident in run.incidents] == ["b"]
    run._skip(3, 0.1, "kernel", box, skipped)  # what comes after a guilty cell may be guilty as well
    assert set(skipped) == {1, 3}
    assert [incident.cell for incident in run.incidents] == ["b", "d"]
