"""A cell that Python can't read is no blank."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from gradchecks.unreadable import defines, unreadable

BROKEN = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z)\n"
CHECK = """
from gradchecks import check

@check("1 sigmoid", points=1)
def check_sigmoid(check):
    check.number("sigmoid", sigmoid(0.0), 0.5)
"""


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([BROKEN], "Python can't read the cell of `sigmoid` (line 2: '(' was never closed)."),
        (["x = 1", BROKEN, "y = 2"], "Python can't read the cell of `sigmoid` (line 2: '(' was never closed)."),
        ([BROKEN, BROKEN + ")"], ""),
        ([BROKEN + ")", BROKEN], "Python can't read the cell of `sigmoid` (line 2: '(' was never closed)."),
        (["def sigmoid(z):\nreturn z"], "Python can't read the cell of `sigmoid` (line 2: expected an indented block"),
        (["%matplotlib inline\n!ls\ndef sigmoid(z):\n    return z"], ""),
        (["sigmoid = lambda z: (z"], "Python can't read the cell of `sigmoid` (line 1: '(' was never closed)."),
        (["def sigmoid(z):\n    return z\0"], "Python can't read the cell of `sigmoid`"),
        (["def other(z:\n    return sigmoid(z)"], ""),
        ([], ""),
    ],
)
def test_the_last_cell_that_defines_a_name_says_why_it_is_missing(cells, said):
    found = unreadable("sigmoid", cells)
    assert found.startswith(said) if said else found == ""


def test_what_looks_like_a_definition():
    assert all(
        defines(text, "W") for text in ("W = 1", "W: float = 1", "W, b = 1, 2", "class W:", "    async def W():")
    )
    assert not any(defines(text, "W") for text in ("W2 = 1", "def forward(W):", "    W = 1", "print(W)", "b = W"))


def test_a_check_in_a_notebook_says_so_and_is_not_called_not_attempted(capsys):
    shell = InteractiveShell.instance()
    try:
        shell.run_cell(BROKEN, store_history=True)
        failed = shell.run_cell(CHECK, store_history=True).error_in_exec
    finally:
        InteractiveShell.clear_instance()
    assert failed.slug == "unreadable-cell"
    assert "line 2: '(' was never closed" in failed.text
    capsys.readouterr()
