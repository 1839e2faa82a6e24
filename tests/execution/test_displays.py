"""Outputs are rebuilt from what may be shown."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from nbexaminer.execution.displays import NOT_SHOWN, rebuilt
from nbexaminer.execution.outputs import is_output
from nbexaminer.execution.pictures import data_url, raster_kind
from nbexaminer.execution.svg import plain_svg
from tests.report.zoo.attacks import OUTPUTS, SVG, display, png


def picture(form: str, **more: object) -> bytes:
    """A picture of five by six pixels."""
    file = io.BytesIO()
    Image.new("RGB", (5, 6)).save(file, form, **more)
    return file.getvalue()


@pytest.mark.parametrize("name", OUTPUTS)
def test_whatever_is_kept_is_valid_and_has_no_other_metadata(name):
    made = rebuilt(OUTPUTS[name])
    if made is None:
        return
    assert is_output(made)
    for about in made.get("metadata", {}).values():
        assert set(about) <= {"width", "height", "alt"}
        assert all(type(about[size]) is int for size in about if size != "alt")


def test_sizes_of_pictures_are_plain_numbers():
    about = {"image/png": {"width": 5, "height": True, "alt": "a\n b", "onload": "x"}, "tags": 1}
    assert rebuilt(display({"image/png": png()}, about)).metadata == {"image/png": {"width": 5, "alt": "a b"}}


@pytest.mark.parametrize("kind", ["application/javascript", "application/vnd.x+json", "text/x", "image/png"])
def test_what_is_left_out_is_told(kind):
    assert rebuilt(display({kind: "x"})).data["text/plain"].startswith(NOT_SHOWN[:20])
    assert rebuilt(display({kind: "x", "text/plain": "a"})).data == {"text/plain": "a"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (base64.b64decode(png(3, 4)), "image/png"),
        (base64.b64decode(png(10**6, 1)), None),
        (base64.b64decode(png(9000, 9000)), None),
        (base64.b64decode(png(0, 1)), None),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("MPO", save_all=True, append_images=[Image.new("RGB", (5, 6))]), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("BMP"), None),
        (picture("PNG")[:20], None),
        (b"<script>", None),
        (b"", None),
    ],
)
def test_a_picture_is_what_its_bytes_say(content, kind):
    assert raster_kind(content) == kind


def test_a_drawing_keeps_what_draws():
    inside = '<style>*{stroke-linejoin: round}</style><path d="M 0 0" style="fill: none" clip-path="url(#c)"/>'
    kept = plain_svg(SVG.format('width="4pt" onload="x"', inside + "<script>x</script><a><path/></a>").encode())
    assert "stroke-linejoin" in kept
    assert 'd="M 0 0"' in kept
    assert "url(#c)" in kept
    assert "onload" not in kept
    assert "script" not in kept
    assert "<a" not in kept


@pytest.mark.parametrize(
    "inside",
    ["<style>*{fill:url(http://a)}</style>", "<style>@import 'x';</style>", "<path style='fill:url(http://a)'/>",
     "<image href='http://a/b.png'/>", "<use href='b.svg#x'/>", "<set attributeName='href' to='javascript:1'/>"],
)  # fmt: skip
def test_a_drawing_loads_nothing(inside):
    kept = plain_svg(SVG.format("", inside).encode())
    assert not any(word in kept for word in ("http://a", "b.svg", "import", "javascript"))


def test_a_drawing_that_would_grow_is_none():
    assert data_url(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("", "&a;").encode()) is None
