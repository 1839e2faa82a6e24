"""Pictures for the exercises: loss curves, functions, decision maps and shares.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by marker or line style too, so that no
picture depends on colour alone. Every function draws on its own figure and shows it where a display is, also inline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
CYCLE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (3, 1, 1, 1, 1, 1)), (0, (1, 1)))
MARKERS = ("o", "^", "s", "D", "v", "P", "X")
CLASS_COLOURS = (BLUE, VERMILION)
CLASS_MARKERS = ("o", "^")


def _figure(width: float = 6.0, height: float = 3.6) -> tuple[plt.Figure, plt.Axes]:
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def loss_curves(
    curves: Mapping[str, Sequence[float]],
    *,
    xlabel: str = "epoch",
    ylabel: str = "loss",
    log: bool = True,
    title: str = "",
) -> None:
    """Draw one or more losses against the epoch.

    Args:
        curves: label -> losses, one number per epoch.
        xlabel, ylabel: names of the axes.
        log: whether the loss has a logarithmic axis.
        title: of the picture.
    """
    _, axes = _figure()
    for number, (label, losses) in enumerate(curves.items()):
        losses = np.asarray(losses, dtype=float).ravel()
        every = max(1, len(losses) // 8)
        axes.plot(
            losses,
            label=label,
            color=CYCLE[number % len(CYCLE)],
            linestyle=LINES[number % len(LINES)],
            marker=MARKERS[number % len(MARKERS)],
            markevery=(number * every // max(1, len(curves)), every),
            markersize=5,
        )
    if log:
        axes.set_yscale("log")
    axes.set(xlabel=xlabel, ylabel=ylabel + (" (log scale)" if log else ""), title=title)
    if len(curves) > 1:
        axes.legend(frameon=False, fontsize="small", ncols=2)
    plt.show()


def functions(
    curves: Mapping[str, Callable[[np.ndarray], np.ndarray]], *, low: float = -6, high: float = 6
) -> None:
    """Draw functions of one variable over [low, high].

    Args:
        curves: label -> function of an array, which returns an array of the same shape.
        low, high: ends of the interval.
    """
    _, axes = _figure()
    z = np.linspace(low, high, 241)
    for number, (label, function) in enumerate(curves.items()):
        axes.plot(
            z,
            function(z),
            label=label,
            color=CYCLE[number % len(CYCLE)],
            linestyle=LINES[number % len(LINES)],
        )
    axes.set(xlabel="z", ylabel="value")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    plt.show()


def _classes(
    axes: plt.Axes, X: np.ndarray, y: np.ndarray, size: float, faint: bool = False
) -> None:
    labels = np.asarray(y).ravel().astype(int)
    for label in (0, 1):
        rows = labels == label
        axes.scatter(
            X[rows, 0],
            X[rows, 1],
            s=size,
            color=CLASS_COLOURS[label],
            marker=CLASS_MARKERS[label],
            edgecolor="white",
            linewidth=0.6,
            alpha=0.6 if faint else 1.0,
            label=f"class {label}",
            zorder=3,
        )


def decision_map(
    probability: Callable[[np.ndarray], np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    *,
    low: float = -0.25,
    high: float = 1.25,
    steps: int = 101,
    names: tuple[str, str] = ("A", "B"),
) -> None:
    """Draw a network's output over a square, its boundary at one half, and the data.

    Args:
        probability: takes points (N, 2), returns the outputs (N, 1) or (N,).
        X: data, (N, 2).
        y: classes 0 and 1, (N, 1) or (N,).
        low, high: ends of both axes.
        steps: points along each axis.
        names: of the two inputs.
    """
    _, axes = _figure(5.2, 4.2)
    line = np.linspace(low, high, steps)
    first, second = np.meshgrid(line, line)
    output = np.asarray(probability(np.column_stack([first.ravel(), second.ravel()]))).reshape(
        first.shape
    )
    shades = axes.contourf(
        first, second, output, levels=np.linspace(0, 1, 11), cmap="cividis", vmin=0, vmax=1
    )
    if output.min() < 0.5 < output.max():
        axes.contour(first, second, output, levels=[0.5], colors="white", linewidths=2)
    _classes(axes, np.asarray(X), y, size=90)
    plt.colorbar(shades, ax=axes, label="output of the network")
    axes.set(xlabel=f"input {names[0]}", ylabel=f"input {names[1]}", aspect="equal")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=2, frameon=False)
    plt.show()


def shares(share: Mapping[object, float], *, xlabel: str, ylabel: str) -> None:
    """Draw shares (0 to 1) as bars, each with its number.

    Args:
        share: what is on the horizontal axis -> share.
        xlabel, ylabel: names of the axes.
    """
    _, axes = _figure(5.2, 3.2)
    bars = axes.bar([str(key) for key in share], list(share.values()), color=BLUE, width=0.6)
    axes.bar_label(bars, fmt="{:.0%}", padding=2)
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1.12))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    plt.show()
