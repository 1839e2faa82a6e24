"""Autograd behind an exercise that is to be done by hand is reported, wherever it hides; honest code never is."""

from __future__ import annotations

import nbformat
import pytest

from nbexaminer.report.autograd import by_hand_cells, review


def notebook(answer: str, *extra: str) -> nbformat.NotebookNode:
    meta = {"nbgrader": {"grade_id": "backward", "solution": True, "grade": False, "locked": False}}
    cells = [nbformat.v4.new_code_cell(source) for source in extra]
    return nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell(answer, metadata=meta)])


def found(answer: str, *extra: str) -> bool:
    findings = review(notebook(answer, *extra), frozenset({"backward"}))
    return [finding.cell for finding in findings] == ["backward"]


@pytest.mark.parametrize(
    "answer",
    [
        "def f(W):\n    W = W.clone().requires_grad_()\n    bce(W).backward()\n    return W.grad",
        "def f(W):\n    W = torch.tensor(W, requires_grad=True)\n    loss = g(W)\n    loss.backward()",
        "def f(W):\n    return torch.autograd.grad(g(W), W)[0]",
        "def f(W):\n    return torch.func.grad(g)(W)",
        "from torch.autograd import grad\ndef f(W):\n    return grad(g(W), W)",
        "from torch import autograd\ndef f(W):\n    return autograd.grad(g(W), W)",
        "import torch.autograd as ag\ndef f(W):\n    W.requires_grad = True\n    return ag.grad(g(W), W)",
        "def f(W):\n    with torch.enable_grad():\n        return g(W)",
        "def f(W):\n    return torch.autograd.functional.jacobian(g, W)",
    ],
)
def test_autograd_in_the_answer(answer):
    assert found(answer)


def test_autograd_in_a_helper_of_another_cell():
    helper = "def magic(W):\n    W.requires_grad_()\n    g(W).backward()\n    return W.grad"
    assert found("def f(W):\n    return magic(W)", helper)
    assert found("def f(W):\n    return second(W)", helper, "def second(W):\n    return magic(W)")
    assert found("def f(W):\n    return second(W)", helper, "second = magic")


@pytest.mark.parametrize(
    "answer",
    [
        "def f(X, W):\n    with torch.no_grad():\n        return X.T @ W",
        "def f(X, W):\n    return (X.detach().T @ W).requires_grad_(False)",
        "def f(X):\n    return torch.zeros(3, requires_grad=False)",
        "class M:\n    def backward(self):\n        self.grad = 1\n    def step(self):\n        self.backward()",
        "def backward(X):\n    grad = X * 2\n    return grad",
        "# loss.backward() would be easier\ndef f(X):\n    '''no W.grad here'''\n    return X",
        "def f(X:\n    broken",
        "%timeit 3\ndef f(X):\n    return X",
    ],
)
def test_honest_code_is_not_reported(answer):
    assert not found(answer)


def test_a_comparison_with_autograd_in_an_extra_cell_is_not_reported():
    compare = "W.requires_grad_()\nloss = bce(y, W)\nloss.backward()\nprint(W.grad)"
    assert not found("def f(W):\n    return W * 2", compare)


def test_the_source_says_which_cells_are_by_hand():
    source = notebook("pass")
    assert by_hand_cells(source) == frozenset()
    source.cells[-1].metadata["grading"] = {"by_hand": True}
    assert by_hand_cells(source) == frozenset({"backward"})
