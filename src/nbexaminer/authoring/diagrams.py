"""Network diagrams as SVG: layers of units, every connection, names of the weights, with a text for screen readers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, RADIUS = 620, 300, 20
BIAS_ROW, BIAS_RADIUS = 64, 14
BLUE, VERMILION, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#777777"
COLOURS = (BLUE, GREEN, VERMILION)
MORE = "⋮"


@dataclass(frozen=True)
class Layer:
    """One layer of the diagram.

    Attributes:
        title: written above the units.
        units: the name inside each unit; `MORE` stands for the units that are not drawn.
        weights: name of the weight matrix between this layer and the next, "" for the last layer.
        bias: name of the bias of the next layer, "" where it has none. It is drawn as a unit that is always 1.
    """

    title: str
    units: Sequence[str]
    weights: str = ""
    bias: str = ""


def _positions(layers: Sequence[Layer]) -> list[list[tuple[float, float]]]:
    left, right, top, bottom = 70, WIDTH - 70, 78, HEIGHT - 44
    columns = []
    for number, layer in enumerate(layers):
        x = left + (right - left) * number / (len(layers) - 1)
        gap = (bottom - top) / max(len(units) for units in (other.units for other in layers))
        first = (top + bottom) / 2 - gap * (len(layer.units) - 1) / 2
        columns.append([(x, first + gap * unit) for unit in range(len(layer.units))])
    return columns


def _text(x: float, y: float, text: str, size: int = 14, colour: str = "#000000") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="middle" '
        f'font-family="DejaVu Sans, Arial, sans-serif">{escape(text)}</text>'
    )


def _bias(name: str, x: float, targets: Sequence[tuple[float, float]], height: float) -> list[str]:
    """A dashed unit below a layer, always 1, and its connections to the units of the next layer."""
    y = height - BIAS_ROW - 16
    lines = [
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GREY}" stroke-dasharray="5 4"/>'
        for x2, y2 in targets
    ]
    unit = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BIAS_RADIUS}" fill="#ffffff" stroke="{GREY}" stroke-width="2" '
        'stroke-dasharray="5 4"/>'
    )
    return [*lines, unit, _text(x, y + 5, "1"), _text(x, y + BIAS_RADIUS + 17, name, 13, GREY)]


def network_svg(layers: Sequence[Layer], title: str, description: str) -> str:
    """Draw a fully connected network from left to right.

    Args:
        layers: from input to output, at least two.
        title: the SVG's title.
        description: what the picture shows, in words, for those who do not see it.

    Returns:
        The SVG document, ending in a newline.
    """
    columns = _positions(layers)
    height = HEIGHT + BIAS_ROW if any(layer.bias for layer in layers) else HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, layer in enumerate(layers):
        if layer.bias:
            parts += _bias(layer.bias, columns[number][0][0], columns[number + 1], height)
    drawn = [
        [place for place, unit in zip(column, layer.units, strict=True) if unit != MORE]
        for layer, column in zip(layers, columns, strict=True)
    ]
    for here, there in itertools.pairwise(drawn):
        for x1, y1 in here:
            for x2, y2 in there:
                parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GREY}"/>')
    for number, (layer, column) in enumerate(zip(layers, columns, strict=True)):
        colour = COLOURS[number % len(COLOURS)]
        parts.append(_text(column[0][0], 30, layer.title, 15))
        for (x, y), unit in zip(column, layer.units, strict=True):
            if unit == MORE:
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 6}" fill="#ffffff"/>')
                parts.append(_text(x, y + 7, unit, 22, colour))
                continue
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="#ffffff" stroke="{colour}" stroke-width="3"/>'
            )
            parts.append(_text(x, y + 5, unit))
        if layer.weights:
            middle = (column[0][0] + columns[number + 1][0][0]) / 2
            parts.append(_text(middle, height - 14, layer.weights, 14, GREY))
    return "\n".join([*parts, "</svg>", ""])


DIAGRAMS: dict[str, tuple[Sequence[Layer], str, str]] = {
    "xor_perceptron/network.svg": (
        [
            Layer("input X", ["A", "B"], "hidden_weights (2, 3)"),
            Layer("hidden_layer", ["h₁", "h₂", "h₃"], "output_weights (3, 1)"),
            Layer("y_output", ["ŷ"]),
        ],
        "The XOR perceptron",
        "Two inputs A and B, each connected to three hidden units; the three hidden units are connected to one output. "
        "There are no biases.",
    ),
    "xor_relu_momentum/network.svg": (
        [
            Layer("input X", ["x₁", "x₂"], "W (2, 3)", "bias b (1, 3)"),
            Layer("hidden, ReLU", ["a₁", "a₂", "a₃"], "v (3, 1)", "bias c"),
            Layer("output, sigmoid", ["ŷ"]),
        ],
        "The network with biases",
        "Two inputs, each connected to three hidden units; the three hidden units are connected to one output. A unit that "
        "is always 1 adds the biases b to the hidden units, another one adds the bias c to the output.",
    ),
    "moons_sigmoid/network.svg": (
        [
            Layer("input X", ["x₁", "x₂"], "W1 (2, 3)"),
            Layer("a1 = σ(z1)", ["σ", "σ", "σ"], "W2 (3, 1)"),
            Layer("a2 = σ(z2)", ["σ"]),
        ],
        "The network of the half moons",
        "Two inputs x1 and x2, each connected to three hidden units; the three hidden units are connected to one output. "
        "Every unit after the inputs is a sigmoid. There are no biases.",
    ),
    "numpy_regression/network.svg": (
        [
            Layer("x: 1000 inputs", ["x₁", "x₂", MORE, "x₁₀₀₀"], "w1 (1000, 100)"),
            Layer("h, h_relu: 100 hidden units", ["h₁", "h₂", MORE, "h₁₀₀"], "w2 (100, 10)"),
            Layer("y_pred: 10 outputs", ["ŷ₁", MORE, "ŷ₁₀"]),
        ],
        "The network for regression",
        "A thousand inputs, each connected to a hundred hidden units with the activation ReLU; every hidden unit is connected "
        "to ten linear outputs. Only a few units of each layer are drawn. There are no biases.",
    ),
    "moons_sigmoid/two_layers.svg": (
        [
            Layer("input X", ["x₁", "x₂", "x₃"], "W1 (3, 3)", "bias b1 (3,)"),
            Layer("hidden layer A1", ["a₁", "a₂", "a₃"], "W2 (2, 3)", "bias b2 (2,)"),
            Layer("output Yhat", ["ŷ₁", "ŷ₂"]),
        ],
        "The two-layer network",
        "Three inputs, each connected to three hidden units; the three hidden units are connected to two outputs. A unit that "
        "is always 1 adds the biases b1 to the hidden units, another one adds the biases b2 to the outputs.",
    ),
}
"""Path below source/ -> layers, title and description of its diagram."""
