# Made by `nbexaminer build` from the package gradchecks; the next build writes it anew.
"""Pictures for the exercises: loss curves, functions, decision maps and shares.

A notebook has them as one file beside it, `plots.py`. Every function draws on its own figure and shows it where a display is,
also inline. No picture depends on colour alone.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np

__all__ = [
    "boundary",
    "decision_map",
    "decision_maps",
    "functions",
    "grouped_sizes",
    "loss_curves",
    "loss_curves_from_start",
    "points",
    "ranked",
    "replay",
    "sensitivity_map",
    "shares",
]


# ---------------------------------------------------------------------------------------------------------------- style
# How every picture looks: colours, markers, figures, and the pieces that several pictures draw.
#
# Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by marker or line style too, so that no
# picture depends on colour alone.


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


def new_figure(width: float = 6.0, height: float = 3.6) -> tuple[plt.Figure, plt.Axes]:
    """A figure with one pair of axes; its width and height are in inches."""
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def show(description: str) -> None:
    """Show the current figure where a display is; in a notebook with a text for those who do not see it."""
    figure = plt.gcf()
    if "inline" not in plt.get_backend():
        plt.show()
        return
    from IPython.display import display

    display(figure, metadata={"image/png": {"alt": description}})
    plt.close(figure)


def draw_classes(axes: plt.Axes, X: np.ndarray, y: np.ndarray, size: float) -> None:
    """Draw points of two classes, each with its own colour and marker; y holds 0 and 1, (N, 1) or (N,)."""
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
            alpha=1.0,
            label=f"class {label}",
            zorder=3,
        )


def draw_map(axes: plt.Axes, x1: np.ndarray, x2: np.ndarray, Z: np.ndarray) -> list:
    """Draw outputs over the plane in ten shades, and the line where they are one half; returns what was drawn."""
    drawn = [axes.contourf(x1, x2, Z, levels=np.linspace(0, 1, 11), cmap="cividis")]
    if Z.min() < 0.5 < Z.max():
        drawn.append(axes.contour(x1, x2, Z, levels=[0.5], colors="white", linewidths=2))
    return drawn


# --------------------------------------------------------------------------------------------------------------- curves
# Pictures of numbers over one axis: loss curves, functions, shares and sizes.


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
    _, axes = new_figure()
    for number, (label, losses) in enumerate(curves.items()):
        losses = np.asarray(losses, dtype=float).ravel()
        every = max(1, len(losses) // 8)
        _draw_curve(axes, losses, label, number, (number * every // max(1, len(curves)), every))
    if log:
        axes.set_yscale("log")
    axes.set(xlabel=xlabel, ylabel=ylabel + (" (log scale)" if log else ""), title=title)
    if len(curves) > 1:
        axes.legend(frameon=False, fontsize="small", ncols=2)
    show(f"{ylabel} against {xlabel}. {_ends(curves)}")


def loss_curves_from_start(
    curves: Mapping[str, Sequence[float]],
    *,
    first: int,
    ceiling: float,
    xlabel: str = "epoch",
    ylabel: str = "loss",
) -> None:
    """Draw losses on a logarithmic axis twice, side by side: the first updates, and the whole run.

    Args:
        curves: label -> losses, one number per epoch; a curve ends where it is no longer finite.
        first: number of epochs in the left half.
        ceiling: upper end of the vertical axis; a curve that passes it leaves the picture.
        xlabel, ylabel: names of the axes.
    """
    _, halves = plt.subplots(1, 2, figsize=(9.0, 3.8), layout="constrained", width_ratios=(2, 3))
    titles = ("the beginning", "the whole run")
    for axes, length, title in zip(halves, (first, None), titles, strict=True):
        axes.spines[["top", "right"]].set_visible(False)
        for number, (label, losses) in enumerate(curves.items()):
            shown = np.asarray(losses, dtype=float).ravel()[:length]
            shown = np.where(np.isfinite(shown), np.minimum(shown, 1e6 * ceiling), np.nan)
            every = max(1, (length or len(shown)) // 10)
            _draw_curve(axes, shown, label, number, (number * every // max(1, len(curves)), every))
        axes.set(xlabel=xlabel, ylabel=f"{ylabel} (log scale)", title=title, yscale="log")
        axes.set_ylim(top=ceiling)
    halves[1].legend(frameon=False, fontsize="small")
    show(f"{ylabel} against {xlabel}, the first {first} updates and the whole run. {_ends(curves)}")


def functions(curves: Mapping[str, Callable[[np.ndarray], np.ndarray]], *, low: float = -6, high: float = 6) -> None:
    """Draw functions of one variable over [low, high].

    Args:
        curves: label -> function of an array, which returns an array of the same shape.
        low, high: ends of the interval.
    """
    _, axes = new_figure()
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
    show(f"Curves over z from {low:g} to {high:g}: {', '.join(curves)}.")


def shares(share: Mapping[object, float], *, xlabel: str, ylabel: str) -> None:
    """Draw shares (0 to 1) as bars, each with its number.

    Args:
        share: what is on the horizontal axis -> share.
        xlabel, ylabel: names of the axes.
    """
    _, axes = new_figure(5.2, 3.2)
    bars = axes.bar([str(key) for key in share], list(share.values()), color=BLUE, width=0.6)
    axes.bar_label(bars, fmt="{:.0%}", padding=2)
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1.12))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    show(f"{ylabel} by {xlabel}: " + ", ".join(f"{key}: {value:.0%}" for key, value in share.items()) + ".")


def ranked(values: Sequence[float], *, special: float, label: str, xlabel: str, ylabel: str, line: float) -> None:
    """Draw shares (0 to 1) from the smallest to the largest, and one of them apart.

    Args:
        values: the shares.
        special: the share that is drawn apart, in its place among the others.
        label: its name in the legend.
        xlabel, ylabel: names of the axes.
        line: a share to compare with, drawn across.
    """
    _, axes = new_figure(6.0, 3.4)
    values = np.sort(np.asarray(values, dtype=float))
    place = int(np.searchsorted(values, special))
    ranks = np.arange(len(values)) + (np.arange(len(values)) >= place)
    axes.plot(ranks + 1, values, "o", color=BLUE, markersize=5, label="other starts")
    axes.plot(place + 1, special, "*", color=VERMILION, markersize=15, label=label)
    axes.axhline(line, color=BLACK, linewidth=0.8, linestyle="--")
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0.45, 1.03))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.legend(frameon=False, loc="lower right")
    show(f"{ylabel} of {len(values)} {xlabel}, from {values.min():.0%} to {values.max():.0%}; {label}: {special:.0%}.")


def grouped_sizes(groups: Mapping[str, Mapping[str, float]], *, xlabel: str, ylabel: str) -> None:
    """Draw positive sizes as groups of bars on a logarithmic axis, each bar with its number.

    Args:
        groups: label in the legend -> (what is on the horizontal axis -> size); the same keys in each.
        xlabel, ylabel: names of the axes.
    """
    _, axes = new_figure(6.0, 3.4)
    width = 0.8 / len(groups)
    for number, (label, sizes) in enumerate(groups.items()):
        bars = axes.bar(
            np.arange(len(sizes)) + (number - (len(groups) - 1) / 2) * width,
            list(sizes.values()),
            width=0.92 * width,
            color=CYCLE[number % len(CYCLE)],
            hatch=("", "//", "..", "xx")[number % 4],
            edgecolor="white",
            label=label,
        )
        axes.bar_label(bars, fmt="{:.3g}", padding=2, fontsize="small")
    axes.set_yscale("log")
    smallest = min(size for sizes in groups.values() for size in sizes.values())
    axes.set_ylim(10 ** np.floor(np.log10(smallest)), axes.get_ylim()[1] * 3)
    axes.set_xticks(np.arange(len(sizes)), list(sizes))
    axes.set(xlabel=xlabel, ylabel=ylabel + " (log scale)")
    axes.legend(frameon=False, fontsize="small", loc="upper right")
    texts = {label: ", ".join(f"{k} {size:.3g}" for k, size in sizes.items()) for label, sizes in groups.items()}
    show("; ".join(f"{label}: {text}" for label, text in texts.items()) + ".")


def _draw_curve(axes: plt.Axes, values: np.ndarray, label: str, number: int, marked: tuple[int, int]) -> None:
    """Draw the curve with this number, counted from 0; `marked` is the first entry with a marker and the step to the next."""
    axes.plot(
        values,
        label=label,
        color=CYCLE[number % len(CYCLE)],
        linestyle=LINES[number % len(LINES)],
        marker=MARKERS[number % len(MARKERS)],
        markevery=marked,
        markersize=5,
    )


def _ends(curves: Mapping[str, Sequence[float]]) -> str:
    """Where each curve begins and ends, in words."""
    ends = {label: np.asarray(values, dtype=float).ravel()[[0, -1]] for label, values in curves.items() if len(values)}
    return "; ".join(f"{label}: from {first:.3g} to {last:.3g}" for label, (first, last) in ends.items()) + "."


# --------------------------------------------------------------------------------------------------------------- planes
# Pictures of the plane of two inputs: points of two classes, the network's output over them, and gradients.


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


# --------------------------------------------------------------------------------------------------------------- replay
# The replay of a training: a small player in the notebook, and a still picture where no scripts run.


_BUTTONS = {
    "fa-minus": "−",
    "fa-fast-backward": "|◂",
    "fa-step-backward": "‹",
    "fa-play fa-flip-horizontal": "◂",
    "fa-pause": "||",
    "fa-play": "▸",
    "fa-step-forward": "›",
    "fa-fast-forward": "▸|",
    "fa-plus": "+",
}


def replay(
    updates: Sequence[int],
    grids: Sequence[np.ndarray],
    losses: Sequence[float],
    x1: np.ndarray,
    x2: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
) -> None:
    """Replay a training: the boundary and the loss, update by update, with a slider and buttons.

    Where no scripts run, the same place holds a still picture of six moments. The output is the same for the same
    arguments, needs no network, and is made by `matplotlib.animation.FuncAnimation.to_jshtml`.

    Args:
        updates: number of updates before each frame, ascending.
        grids: outputs at each of these moments, (len(x2), len(x1)) each.
        losses: loss after 0, 1, 2, ... updates.
        x1, x2: the values along the two axes of the grids, one-dimensional.
        X: data, (N, 2).
        y: classes 0 and 1, (N, 1) or (N,).
    """
    from IPython.display import display

    training = _Training(
        updates,
        [np.asarray(grid, dtype=float) for grid in grids],
        np.asarray(losses, dtype=float).ravel(),
        x1,
        x2,
        np.asarray(X)[:120],
        np.asarray(y)[:120],
    )
    script, still, what = _player(training), _still(training), training.description
    display(
        {"text/html": _self_contained(script, still, what), "image/png": still, "text/plain": what},
        metadata={"image/png": {"alt": what}},
        raw=True,
    )


@dataclass(frozen=True)
class _Training:
    """What is replayed; its fields are the arguments of `replay`, as arrays."""

    updates: Sequence[int]
    grids: Sequence[np.ndarray]
    losses: np.ndarray
    x1: np.ndarray
    x2: np.ndarray
    X: np.ndarray
    y: np.ndarray

    @property
    def description(self) -> str:
        """What the picture shows, for those who do not see it."""
        first, last = self.updates[0], self.updates[-1]
        return (
            f"The output of the network over the plane and its loss, replayed from update {first} to {last}; "
            f"the summed loss goes from {self.losses[first]:.1f} to {self.losses[last]:.1f}"
        )


def _player(training: _Training) -> str:
    """The player of a training, as matplotlib writes it: HTML with a script and every frame."""
    from matplotlib.animation import FuncAnimation

    figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.2))
    figure.canvas.draw_idle = lambda: None  # saving draws every frame anyway
    figure.subplots_adjust(left=0.1, right=0.98, bottom=0.16, top=0.9, wspace=0.25)
    draw_classes(left, training.X, training.y, size=28)
    left.set(xlabel="input x1", ylabel="input x2")
    left.locator_params(nbins=4)
    right.locator_params(nbins=4)
    right.plot(training.losses, color=BLUE)
    (here,) = right.plot([], [], "o", color=VERMILION, markersize=8)
    right.set(xlabel="update", ylabel="summed loss", ylim=(0, None))
    right.spines[["top", "right"]].set_visible(False)
    drawn: list = []

    def draw(frame: int) -> None:
        while drawn:
            drawn.pop().remove()
        drawn.extend(draw_map(left, training.x1, training.x2, training.grids[frame]))
        update = training.updates[frame]
        loss = training.losses[update]
        left.set_title(f"after {update} updates")
        right.set_title(f"loss {loss:.1f}")
        here.set_data([update], [loss])

    movie = FuncAnimation(figure, draw, frames=len(training.updates), init_func=lambda: None)
    with plt.rc_context({"savefig.dpi": 70, "figure.dpi": 70}):
        script = movie.to_jshtml(fps=6, default_mode="once")
    plt.close(figure)
    return script


def _still(training: _Training) -> str:
    """Six moments of a training side by side, as a PNG in base64."""
    figure, axes = plt.subplots(2, 3, figsize=(7.2, 5.0), sharex=True, sharey=True)
    figure.subplots_adjust(left=0.1, right=0.98, bottom=0.1, top=0.94, wspace=0.12, hspace=0.2)
    moments = np.linspace(0, len(training.updates) - 1, 6).round().astype(int)
    for number, (part, moment) in enumerate(zip(axes.flat, moments, strict=True)):
        draw_map(part, training.x1, training.x2, training.grids[moment])
        draw_classes(part, training.X, training.y, size=22)
        update = training.updates[moment]
        part.set_title(f"update {update}, loss {training.losses[update]:.1f}", fontsize=9)
        part.set(xlabel="input x1" if number > 2 else "", ylabel="" if number % 3 else "input x2")
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=70)
    plt.close(figure)
    return _smaller(base64.b64encode(file.getvalue()).decode())


def _smaller(picture: str) -> str:
    """A PNG in base64 with a palette of 64 colours, a third of the size."""
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    file = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def _self_contained(script: str, still: str, what: str) -> str:
    """The player of `to_jshtml` with a fixed id, no icons from the network, a still picture, and texts for readers."""
    script = re.sub(r"(?<=base64,)[^\"]+", lambda frame: _smaller(re.sub(r"\\?\s", "", frame[0])), script)
    name = re.search(r"_anim_img(\w+)", script)[1]
    fixed = hashlib.sha256(script.replace(name, "").encode()).hexdigest()[:32]
    player = re.sub(r"<link[^>]*>", "", script).replace(name, fixed)
    for icon, sign in _BUTTONS.items():
        player = player.replace(f'<i class="fa {icon}"></i>', sign)
    picture = f'src="data:image/png;base64,{still}" alt="{what}"'
    player = player.replace(f'<img id="_anim_img{fixed}"', f'<img id="_anim_img{fixed}" {picture}', 1)
    return player.replace('class="anim-slider"', 'class="anim-slider" aria-label="frame"', 1)
