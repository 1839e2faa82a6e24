"""Outputs depend on nothing but the notebook: no paths, no addresses, no chance."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nbexaminer.execution.outputs import is_output, join_streams, tidy_outputs, without_machine


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
def test_a_long_line_is_searched_once(text):
    line = 10**6 * text  # a search from every place in it to its end would take hours
    assert without_machine(line, "") == ("site-packages/" if "site" in text else line)


def stream(text: str, name: str = "stdout") -> nbformat.NotebookNode:
    return new_output("stream", name=name, text=text)


def test_adjacent_pieces_of_a_stream_are_made_one():
    pieces = [stream("a"), stream("b"), stream("c", "stderr"), stream("d")]
    assert [(output.name, output.text) for output in join_streams(pieces)] == [
        ("stdout", "ab"),
        ("stderr", "c"),
        ("stdout", "d"),
    ]
    assert pieces[0].text == "a"


@pytest.mark.parametrize(
    ("output", "valid"),
    [
        (new_output("stream", text="a"), True),
        (nbformat.from_dict({"output_type": "stream"}), False),
        (nbformat.from_dict({"output_type": "display_data", "data": {"text/plain": b"a"}, "metadata": {}}), False),
    ],
)
def test_what_can_not_be_written_into_a_notebook_is_no_output(output, valid):
    assert is_output(output) == valid


def test_code_cells_are_numbered_as_they_stand():
    cells = [new_markdown_cell("text"), new_code_cell(" "), new_code_cell("1")]
    notebook = new_notebook(cells=cells)
    shown = new_output("execute_result", data={"text/plain": "1"}, execution_count=9)
    cells[2].outputs = [shown, nbformat.from_dict({"output_type": "stream"})]
    tidy_outputs(notebook)
    assert [cell.execution_count for cell in cells[1:]] == [None, 2]
    assert [output.execution_count for output in cells[2].outputs] == [2]
