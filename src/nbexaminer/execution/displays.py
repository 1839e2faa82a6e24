"""Outputs of cells, rebuilt from what may be shown: known kinds, pictures that are pictures, plain numbers, and nothing else.

Whatever displays an output may put each of its parts into a page. What a student's cell sends is therefore not kept and
searched for what is bad, but made anew from what is known to be text or a picture.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_output

from nbexaminer.execution.pictures import LARGEST_SIDE, RASTER, SVG, decoded, raster_kind
from nbexaminer.execution.svg import plain_svg

TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex")
"""Kinds of text. They stay as they are here: a page shows them without what acts in a browser."""
LONGEST_ALT = 500
"""Characters of the text that describes a picture."""
NOT_SHOWN = "(an output that can't be shown: {})"


def rebuilt(output: object) -> NotebookNode | None:
    """An output with nothing in it but what may be shown.

    Args:
        output: as a kernel sent it, or as a notebook holds it.

    Returns:
        A new output; None for what is none.
    """
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        if not isinstance(output.get("text"), str | list):
            return None
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        lines = [_text(line) for line in lines] if isinstance(lines, list) else []
        return new_output(
            "error", ename=_text(output.get("ename")), evalue=_text(output.get("evalue")), traceback=lines
        )
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        kept = _bundle(data if isinstance(data, dict) else {})
        made = new_output(kind, data=kept, metadata=_about_pictures(kept, output.get("metadata")))
        if kind == "execute_result":
            count = output.get("execution_count")
            made.execution_count = count if type(count) is int else None
        return made
    return None


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _bundle(data: dict) -> dict[str, str]:
    """MIME type -> content of what may be shown of an output; a plain text that says so where there is nothing."""
    kept: dict[str, str] = {}
    for kind in TEXTS:
        if isinstance(data.get(kind), str | list):
            kept[kind] = _text(data[kind])
    for kind in RASTER:
        content = decoded(data.get(kind))
        if content is not None and raster_kind(content) == kind:
            kept[kind] = data[kind]
    if SVG in data:
        drawing = plain_svg(_text(data[SVG]).encode(errors="replace"))
        if drawing is not None:
            kept[SVG] = drawing
    if not kept and data:
        known = [kind for kind in data if kind in (*RASTER, SVG)]
        kept["text/plain"] = NOT_SHOWN.format(f"no valid {known[0]}" if known else "of an unknown kind")
    return kept


def _about_pictures(kept: dict[str, str], metadata: object) -> dict[str, dict]:
    """What an output's metadata say about its pictures: a size in pixels, and a text for those who do not see it."""
    about = {}
    for kind in (*RASTER, SVG):
        said = metadata.get(kind) if kind in kept and isinstance(metadata, dict) else None
        if not isinstance(said, dict):
            continue
        sizes = {name: said[name] for name in ("width", "height") if _is_size(said.get(name))}
        alt = said.get("alt")
        found = sizes | ({"alt": " ".join(alt.split())[:LONGEST_ALT]} if isinstance(alt, str) and alt.strip() else {})
        if found:
            about[kind] = found
    return about


def _is_size(value: object) -> bool:
    """Whether it is a plain number of pixels: `True`, a text or a fraction is none."""
    return type(value) is int and 0 < value <= LARGEST_SIDE
