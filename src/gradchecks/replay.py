"""The replay of a training: a small player in the notebook, and a still picture where no scripts run."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np

from gradchecks.style import BLUE, VERMILION, draw_classes, draw_map

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
