"""Diagrams: what `diagrams.toml` says is drawn, and what it gets wrong is told in one sentence."""

from __future__ import annotations

import pytest

from nbexaminer.authoring.diagrams import MORE, Diagram, Layer, network_svg, read_diagrams
from nbexaminer.course.errors import CourseError

WHOLE = """
["network.svg"]
title = "A network"
description = "Two inputs & one output."
layers = [{ title = "input", units = ["x", "⋮"], weights = "W", bias = "b" }, { title = "output", units = ["y"] }]
"""


def read(folder, text: str | bytes) -> dict[str, Diagram]:
    path = folder / "diagrams.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_diagrams(path, "source/a/diagrams.toml")


def test_a_diagram_is_read_with_its_layers(tmp_path):
    layers = [Layer("input", ["x", MORE], "W", "b"), Layer("output", ["y"])]
    assert read(tmp_path, WHOLE) == {"network.svg": Diagram("A network", "Two inputs & one output.", layers)}


def test_the_picture_carries_title_description_units_and_names(tmp_path):
    svg = network_svg(read(tmp_path, WHOLE)["network.svg"])
    assert '<title id="title">A network</title>' in svg
    assert "Two inputs &amp; one output." in svg
    for text in ("input", "output", "x", MORE, "y", "W", "b", "1"):
        assert f">{text}</text>" in svg
    assert svg.count("<line") == 2  # from the one unit that is drawn, and from the bias


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("title = ", "title ", r"is no TOML file \(.*line 3.*\)"),
        ('"network.svg"', '"../network.svg"', r"\['../network.svg'\]: the name of a diagram must be that of a file"),
        ('"network.svg"', "network", r"\['network'\]: the name of a diagram must be that of a file"),
        ('title = "A network"', "", r"\['network.svg'\]: title is missing"),
        ('"A network"', "7", r"\['network.svg'\]: title must be a text in quotes"),
        ("description", "describtion", r"describtion is no field; there are title, description, layers"),
        (', { title = "output", units = ["y"] }', "", r"layers must be a list of at least two"),
        ('["x", "⋮"]', '"x"', r"layers\[0\]: units must be a list of texts"),
        ('["y"]', "[]", r"layers\[1\]: units must be a list of texts"),
        ('["y"]', "[1]", r"layers\[1\]: units must be a list of texts"),
        (
            '{ title = "output", units = ["y"] }',
            '"output"',
            r"layers\[1\] must be a table with the fields title, units, wei",
        ),
        ('units = ["y"]', 'units = ["y"], weights = "V"', r"weights of the last layer leads nowhere"),
        ('bias = "b"', "bias = 1", r"layers\[0\]: bias must be a text in quotes"),
    ],
)
def test_a_malformed_file_is_told_with_its_field_in_one_sentence(tmp_path, old, new, sentence):
    assert old in WHOLE
    with pytest.raises(CourseError, match=sentence) as raised:
        read(tmp_path, WHOLE.replace(old, new, 1))
    assert str(raised.value).startswith("source/a/diagrams.toml")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path):
    with pytest.raises(CourseError, match="is no TOML file"):
        read(tmp_path, b"\xff\xfe")
    with pytest.raises(CourseError, match="can't be read: No such file"):
        read_diagrams(tmp_path / "nowhere.toml", "source/a/diagrams.toml")
