"""Pictures of the plane of two inputs: points of two classes, the network's output over them, and gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from gradchecks.style import BLACK, CLASS_MARKERS, VERMILION, draw_classes, draw_map, new_figure, show


def points(X: np.ndarray, y: np.ndarray, *, names: tuple[str, str] = ("x1", "x2")) -> None:
    """Draw two-dimensional data, each class with its own colour and marker.

    Args:
        X: data, (N, 2).
        y: classes 0 and 1, (N, 1) or (N,).
        names: of the two inputs.
    """
    _, axes = new_figure(4.6, 4.2)
    draw_classes(axes, np.asarray(X), y, size=18)
    axes.axhline(0, color=BLACK, linewidth=0.6, zorder=0)
    axes.axvline(0, color=BLACK, linewidth=0.6, zorder=0)
    axes.set(xlabel=f"input {names[0]}", ylabel=f"input {names[1]}", aspect="equal")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=2, frameon=False)
    show(f"{len(X)} points in the plane of the two inputs, in two classes.")


def boundary(
    x1: np.ndarray,
    x2: np.ndarray,
    Z: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    *,
    names: tuple[str, str] = ("x1", "x2"),
) -> None:
    """Draw a grid of outputs, its boundary at one half, and data over it.

    Args:
        x1, x2: the values along the two axes of the grid, one-dimensional.
        Z: outputs, (len(x2), len(x1)): columns run along x1, rows along x2.
        X: data, (N, 2).
        y: classes 0 and 1, (N, 1) or (N,).
        names: of the two inputs.
    """
    _, axes = new_figure(5.2, 4.2)
    shades = draw_map(axes, x1, x2, np.asarray(Z, dtype=float))[0]
    draw_classes(axes, np.asarray(X), y, size=18)
    plt.colorbar(shades, ax=axes, label="output of the network")
    axes.set(xlabel=f"input {names[0]}", ylabel=f"input {names[1]}", aspect="equal")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=2, frameon=False)
    show(f"The output of the network over the plane, the line where it is one half, and {len(X)} points over it.")


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
    _, axes = new_figure(5.2, 4.2)
    line = np.linspace(low, high, steps)
    first, second = np.meshgrid(line, line)
    output = np.asarray(probability(np.column_stack([first.ravel(), second.ravel()]))).reshape(first.shape)
    shades = axes.contourf(first, second, output, levels=np.linspace(0, 1, 11), cmap="cividis", vmin=0, vmax=1)
    if output.min() < 0.5 < output.max():
        axes.contour(first, second, output, levels=[0.5], colors="white", linewidths=2)
    draw_classes(axes, np.asarray(X), y, size=90)
    plt.colorbar(shades, ax=axes, label="output of the network")
    axes.set(xlabel=f"input {names[0]}", ylabel=f"input {names[1]}", aspect="equal")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=2, frameon=False)
    show("The output of the network over the plane of its two inputs, the line where it is one half, and the data.")


def decision_maps(
    probability: Callable[[np.ndarray], np.ndarray] | None,
    sets: Mapping[str, tuple[np.ndarray, np.ndarray]],
    *,
    margin: float = 0.3,
    names: tuple[str, str] = ("input 1", "input 2"),
) -> None:
    """Draw several sets of points side by side over a network's output; wrong answers are crossed out.

    Args:
        probability: takes points (N, 2), returns the outputs (N, 1) or (N,); None draws the points alone.
        sets: title -> (points (N, 2), classes 0 and 1, (N, 1) or (N,)).
        margin: between the outermost points of all sets and the axes.
        names: of the two inputs.
    """
    sets = {title: (np.asarray(X), np.asarray(y).ravel()) for title, (X, y) in sets.items()}
    every = np.vstack([X for X, _ in sets.values()])
    figure, row = plt.subplots(1, len(sets), figsize=(4.6 * len(sets), 3.7), layout="constrained", squeeze=False)
    shades = None
    for axes, (title, (X, y)) in zip(row[0], sets.items(), strict=True):
        axes.spines[["top", "right"]].set_visible(False)
        points, shape, grid = _framed(axes, every, margin, names)
        if probability is not None:
            output = np.asarray(probability(points)).reshape(shape)
            levels = np.linspace(0, 1, 11)
            shades = axes.contourf(*grid, output, levels=levels, cmap="cividis", vmin=0, vmax=1)
            if output.min() < 0.5 < output.max():
                axes.contour(*grid, output, levels=[0.5], colors="white", linewidths=2)
            wrong = (np.asarray(probability(X)).ravel() > 0.5) != (y > 0.5)
            axes.scatter(*X[wrong].T, s=26, color=BLACK, marker="x", linewidth=1.2, label="wrong", zorder=4)
            title = f"{title}: {1 - wrong.mean():.1%} right"
        draw_classes(axes, X, y, size=24 if len(X) > 300 else 36)
        axes.set_title(title, fontsize="medium")
    if shades is not None:
        figure.colorbar(shades, ax=row[0, -1], label="output of the network")
    figure.legend(*row[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    show("Points and the boundary of the network side by side. " + "; ".join(axes.get_title() for axes in row[0]) + ".")


def sensitivity_map(
    X: np.ndarray,
    gradient: np.ndarray,
    y: np.ndarray,
    *,
    probability: Callable[[np.ndarray], np.ndarray] | None = None,
    arrows: int = 60,
    names: tuple[str, str] = ("input 1", "input 2"),
) -> None:
    """Draw the gradient of the loss by each point: its length as shade, and the longest ones as arrows.

    Args:
        X: points, (N, 2).
        gradient: of the loss by the points, (N, 2).
        y: classes 0 and 1, (N, 1) or (N,).
        probability: takes points (N, 2), returns the outputs; draws the boundary at one half.
        arrows: how many arrows.
        names: of the two inputs.
    """
    X, gradient, classes = np.asarray(X), np.asarray(gradient), np.asarray(y).ravel() > 0.5
    length = np.linalg.norm(gradient, axis=1)
    figure, axes = new_figure(7.2, 4.2)
    points, shape, grid = _framed(axes, X, 0.5, names)
    if probability is not None:
        output = np.asarray(probability(points)).reshape(shape)
        axes.contour(*grid, output, levels=[0.5], colors=BLACK, linewidths=1.5)
        axes.plot([], [], color=BLACK, linewidth=1.5, label="boundary")
    shades = None
    for label, rows in enumerate((~classes, classes)):
        shades = axes.scatter(
            *X[rows].T,
            c=length[rows],
            cmap="cividis_r",
            vmin=0,
            vmax=max(length.max(), 1e-12),
            marker=CLASS_MARKERS[label],
            s=26,
        )
        axes.scatter([], [], color="grey", marker=CLASS_MARKERS[label], label=f"class {label}")
    longest = np.argsort(length)[::-1][:arrows]
    axes.quiver(*X[longest].T, *gradient[longest].T, color=VERMILION, angles="xy", width=0.003, zorder=3)
    figure.colorbar(shades, ax=axes, label="length of ∂L/∂x")
    axes.plot([], [], color=VERMILION, marker=r"$\rightarrow$", markersize=14, linestyle="", label="∂L/∂x")
    figure.legend(loc="outside lower center", ncols=4, frameon=False)
    show(f"Length of the gradient by each of {len(X)} points, up to {length.max():.3g}; {len(longest)} as arrows.")


def _framed(axes: plt.Axes, X: np.ndarray, margin: float, names: tuple[str, str]) -> tuple:
    """Set the limits of the axes around the points; returns (grid of points, shape of the grid, coordinates)."""
    (left, bottom), (right, top) = X.min(axis=0) - margin, X.max(axis=0) + margin
    axes.set(xlim=(left, right), ylim=(bottom, top), xlabel=names[0], ylabel=names[1], aspect="equal")
    first, second = np.meshgrid(np.linspace(left, right, 161), np.linspace(bottom, top, 121))
    return np.column_stack([first.ravel(), second.ravel()]), first.shape, (first, second)
