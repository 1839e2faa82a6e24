"""Pictures: each function draws one figure and tells in words what it shows."""

from __future__ import annotations

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from gradchecks import curves, planes, plots

X = np.random.RandomState(0).randn(30, 2)
y = (X[:, 0] > 0).astype(int)
AXIS = np.linspace(-2, 2, 5)
GRID = np.linspace(0, 1, 25).reshape(5, 5)


def output(points: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-points[:, :1]))


CALLS = {
    "boundary": lambda: plots.boundary(AXIS, AXIS, GRID, X, y),
    "decision_map": lambda: plots.decision_map(output, X, y),
    "decision_maps": lambda: plots.decision_maps(output, {"training": (X, y), "test": (X[:9], y[:9])}),
    "functions": lambda: plots.functions({"σ": np.tanh, "ReLU": np.abs}),
    "grouped_sizes": lambda: plots.grouped_sizes(
        {"a": {"W": 1.0, "b": 0.1}, "c": {"W": 2.0, "b": 3}}, xlabel="x", ylabel="y"
    ),
    "loss_curves": lambda: plots.loss_curves({"lr 1": [3.0, 2.0, 1.0], "lr 2": [3.0, 1.0]}),
    "loss_curves_from_start": lambda: plots.loss_curves_from_start({"lr": [3.0, 2.0, np.inf]}, first=2, ceiling=10),
    "points": lambda: plots.points(X, y[:, None]),
    "ranked": lambda: plots.ranked([0.5, 0.9], special=0.7, label="ours", xlabel="starts", ylabel="share", line=0.8),
    "sensitivity_map": lambda: plots.sensitivity_map(X, X, y, probability=output),
    "shares": lambda: plots.shares({3: 0.5, 4: 1.0}, xlabel="units", ylabel="share"),
}


@pytest.fixture(autouse=True)
def _no_figures_of_others():
    matplotlib.use("Agg")
    plt.close("all")
    yield
    plt.close("all")


def test_every_picture_is_tried_here():
    assert set(CALLS) | {"replay"} == set(plots.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_is_one_figure_with_a_sentence(name, monkeypatch):
    described = []
    for module in (curves, planes):
        monkeypatch.setattr(module, "show", described.append)
    CALLS[name]()
    assert len(plt.get_fignums()) == 1
    (sentence,) = described
    assert sentence.endswith(".")
    assert len(sentence) > 20


def test_a_replay_is_the_same_each_time_and_needs_no_network(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **about: shown.append((data, about)))
    for _ in range(2):
        plots.replay([0, 1, 2], [GRID] * 3, [3.0, 2.0, 1.0], AXIS, AXIS, X, y)
    assert shown[0] == shown[1]
    data, about = shown[0]
    assert "<link" not in data["text/html"]
    assert about["metadata"]["image/png"]["alt"] == data["text/plain"]
    assert "replayed from update 0 to 2; the summed loss goes from 3.0 to 1.0" in data["text/plain"]
    assert plt.get_fignums() == []
