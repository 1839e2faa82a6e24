"""A valid notebook, made from JSON that is one more or less: whatever is wrong with its format, its cells or their metadata.

nbformat's own repairs stop at the first field of a wrong type, and draw new cell ids at random. Here the same file gives the
same notebook each time.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from nbexaminer.intake import kernels, limits
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.sentences import shown

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
NEW_ID = "handed-in-"
"""How the ids begin that are given to cells without an id of their own."""


def valid_notebook(value: object, sentences: list[str]) -> NotebookNode:
    """Make a valid notebook of format 4.5, without outputs.

    Args:
        value: what JSON can hold.
        sentences: what was wrong with it is added here.

    Raises:
        Refused: it is no notebook, or too large.
    """
    if not isinstance(value, dict):
        raise Refused("JSON, but no notebook")
    cells = _listed_cells(value, sentences)
    if len(cells) > limits.MAX_CELLS:
        raise Refused(f"{len(cells)} cells")
    notebook = new_notebook()
    notebook.nbformat_minor = 5
    notebook.metadata = nbformat.from_dict(_kernel_metadata(value.get("metadata")))
    problems: Counter[str] = Counter()
    notebook.cells = [made for cell in cells if (made := _valid_cell(cell, problems)) is not None]
    _give_ids(notebook, problems)
    if sum(len(cell.source) + len(str(cell.get("attachments", ""))) for cell in notebook.cells) > limits.MAX_TEXT:
        raise Refused("too much text")
    sentences += [f"{what} ({times} {'cell' if times == 1 else 'cells'})." for what, times in problems.items()]
    if not notebook.cells:
        sentences.append("The notebook had no cells.")
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise Refused(f"no valid notebook: {shown(str(error.message))}") from None
    return notebook


def _listed_cells(value: dict, sentences: list[str]) -> list:
    """The cells of a notebook of any format: from format 4 on in one list, before that in worksheets."""
    cells, major, minor = value.get("cells"), value.get("nbformat"), value.get("nbformat_minor")
    version = None
    if not isinstance(cells, list):
        sheets = value.get("worksheets")
        if not isinstance(sheets, list):
            raise Refused("JSON, but no notebook")
        groups = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells, version = [cell for group in groups if isinstance(group, list) for cell in group], f"{major}"
    elif major not in (4, None) or (isinstance(minor, int) and minor > 5):
        version = f"{major}.{minor}"
    if version is not None:
        sentences.append(f"The notebook was of format {shown(version)[:20]}: read as format 4.5.")
    return cells


def _kernel_metadata(metadata: object) -> dict[str, dict[str, str]]:
    """What a notebook's metadata say about its language, as far as that is text; all else is dropped."""
    about = {key: metadata.get(key) for key in kernels.FIELDS} if isinstance(metadata, dict) else {}
    return {
        key: {name: _clean(value[name]) for name in kernels.FIELDS[key] if isinstance(value.get(name), str)}
        for key, value in about.items()
        if isinstance(value, dict)
    }


def _valid_cell(cell: object, problems: Counter[str]) -> NotebookNode | None:
    """A valid cell, but for its id; None for what is no cell at all."""
    if not isinstance(cell, dict):
        problems["What is no cell was left out"] += 1
        return None
    text = _source(cell, problems)
    kind = cell.get("cell_type")
    if kind == "heading":  # of format 3
        level = cell.get("level")
        text = f"{'#' * min(max(level, 1), 6) if isinstance(level, int) else '#'} {' '.join(text.split())}"
    if kind not in ("code", "markdown", "raw", "heading", "html", "text"):
        problems["Cells of an unknown kind were taken as raw text"] += 1
        kind = "raw"
    made = NotebookNode(
        cell_type=kind if kind in ("code", "raw") else "markdown",
        metadata=nbformat.from_dict(_cell_metadata(cell.get("metadata"))),
        source=text,
        id=cell.get("id"),
    )
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    pictures = _attachments(cell.get("attachments")) if kind == "markdown" else {}
    if pictures:
        made["attachments"] = nbformat.from_dict(pictures)
    return made


def _source(cell: dict, problems: Counter[str]) -> str:
    """The text of a cell, which format 3 calls its input."""
    text = cell.get("source", cell.get("input", ""))
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    if not isinstance(text, str):
        if text is not None:
            problems["What is no text was taken out"] += 1
        return ""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        problems["Characters that no program can hold were taken out"] += 1
    return _clean(text)


def _clean(text: str) -> str:
    """A text that can be written as UTF-8, with line feeds at the ends of lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _cell_metadata(metadata: object) -> dict:
    """What matters of a cell's metadata: nbgrader's, and tags."""
    kept: dict = {}
    if isinstance(metadata, dict):
        marks, tags = metadata.get("nbgrader"), metadata.get("tags")
        if isinstance(marks, dict):
            kept["nbgrader"] = {
                _clean(name): _clean(v) if isinstance(v, str) else v for name, v in marks.items() if _is_simple(v)
            }
        if isinstance(tags, list) and all(isinstance(tag, str) and "," not in tag for tag in tags):
            kept["tags"] = list(dict.fromkeys(map(_clean, tags)))
    return kept


def _is_simple(value: object) -> bool:
    return isinstance(value, str | int | None) or (isinstance(value, float) and math.isfinite(value))


def _attachments(value: object) -> dict[str, dict[str, str]]:
    """The pictures of a markdown cell: name -> MIME type -> base64."""
    if not isinstance(value, dict):
        return {}
    bundles = {
        _clean(name): {_clean(kind): data for kind, data in bundle.items() if isinstance(data, str) and data.isascii()}
        for name, bundle in value.items()
        if isinstance(bundle, dict)
    }
    return {name: bundle for name, bundle in bundles.items() if bundle}


def _give_ids(notebook: NotebookNode, problems: Counter[str]) -> None:
    """Give each cell an id of its own; the same one each time that the same notebook is read."""
    used = {cell.id for cell in notebook.cells if isinstance(cell.id, str)}
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if isinstance(cell.id, str) and CELL_ID.fullmatch(cell.id) and cell.id not in seen:
            seen.add(cell.id)
            continue
        if cell.id is not None:
            problems["Cells with the id of another, or none that is allowed, were given a new one"] += 1
        fresh = (f"{NEW_ID}{number}" + (f"-{again}" if again else "") for again in itertools.count())
        cell["id"] = next(name for name in fresh if name not in used)
        used.add(cell.id)
        seen.add(cell.id)
