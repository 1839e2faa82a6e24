"""Pictures of numbers over one axis: loss curves, functions, shares and sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np

from gradchecks.style import BLACK, BLUE, CYCLE, LINES, MARKERS, VERMILION, new_figure, show


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
