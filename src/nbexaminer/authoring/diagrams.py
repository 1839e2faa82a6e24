"""Network diagrams: read from an assignment's `diagrams.toml`, drawn as SVG with a text for screen readers."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path

from nbexaminer.course.errors import CourseError

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


@dataclass(frozen=True)
class Diagram:
    """A fully connected network.

    Attributes:
        title: the SVG's title.
        description: what the picture shows, in words, for those who do not see it.
        layers: from input to output, at least two.
    """

    title: str
    description: str
    layers: Sequence[Layer]


def read_diagrams(path: Path, where: str) -> dict[str, Diagram]:
    """Read a `diagrams.toml`: name of each file that is to be drawn -> its diagram.

    Args:
        path: the file.
        where: the file as the user would type it, for errors.

    Raises:
        CourseError: it can't be read, or a field of it is not what it must be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{where} can't be read: {error.strerror}.") from None
    except ValueError as error:
        raise CourseError(f"{where} is no TOML file ({error}): put it right.") from None
    return {name: _diagram(table, name, where) for name, table in tables.items()}


def _diagram(table: object, name: str, where: str) -> Diagram:
    """A diagram, from its table."""
    inside = f"{where}, [{name!r}]"
    if not re.fullmatch(r"[\w-][\w.-]*\.svg", name):
        raise CourseError(f"{inside}: the name of a diagram must be that of a file, such as network.svg.")
    _require_fields(table, inside, Diagram, required={"title", "description", "layers"})
    _require_texts(table, inside, ("title", "description"))
    layers = table["layers"]
    if not isinstance(layers, list) or len(layers) < 2:
        raise CourseError(f"{inside}: layers must be a list of at least two.")
    drawn = [_layer(layer, f"{inside}, layers[{number}]") for number, layer in enumerate(layers)]
    for field in ("weights", "bias"):
        if getattr(drawn[-1], field):
            raise CourseError(f"{inside}: {field} of the last layer leads nowhere; leave it out.")
    return Diagram(table["title"], table["description"], drawn)


def _layer(table: object, inside: str) -> Layer:
    """A layer, from its table."""
    _require_fields(table, inside, Layer, required={"title", "units"})
    _require_texts(table, inside, ("title", "weights", "bias"))
    units = table["units"]
    if not isinstance(units, list) or not units or not all(isinstance(unit, str) for unit in units):
        raise CourseError(f"{inside}: units must be a list of texts, one for each unit.")
    return Layer(**table)


def _require_fields(table: object, inside: str, kind: type, required: set[str]) -> None:
    """Fail unless a table has the fields of this class, and all that are required."""
    known = [field.name for field in fields(kind)]
    if not isinstance(table, dict):
        raise CourseError(f"{inside} must be a table with the fields {', '.join(known)}.")
    for field in table:
        if field not in known:
            raise CourseError(f"{inside}: {field} is no field; there are {', '.join(known)}.")
    for field in known:
        if field in required and field not in table:
            raise CourseError(f"{inside}: {field} is missing.")


def _require_texts(table: dict[str, object], inside: str, names: Sequence[str]) -> None:
    """Fail where one of these fields is there and is no text."""
    for name in names:
        if not isinstance(table.get(name, ""), str):
            raise CourseError(f"{inside}: {name} must be a text in quotes.")


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


def network_svg(diagram: Diagram) -> str:
    """Draw a network from left to right; the SVG document, ending in a newline."""
    layers = diagram.layers
    columns = _positions(layers)
    height = HEIGHT + BIAS_ROW if any(layer.bias for layer in layers) else HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(diagram.title)}</title>',
        f'<desc id="description">{escape(diagram.description)}</desc>',
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
