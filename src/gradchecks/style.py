"""How every picture looks: colours, markers, figures, and the pieces that several pictures draw.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by marker or line style too, so that no
picture depends on colour alone.
"""

from __future__ import annotations

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
