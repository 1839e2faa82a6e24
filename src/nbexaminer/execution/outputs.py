"""Outputs of cells that depend on nothing but the notebook: no paths, no addresses, no chance."""

from __future__ import annotations

import json
import re

import nbformat
from nbformat import NotebookNode

from nbexaminer.execution.displays import rebuilt


def without_machine(text: str, folder: str) -> str:
    """A text of an output without paths of this machine, numbers of processes and addresses in memory.

    Args:
        text: of a traceback, a warning or a representation.
        folder: where the notebook ran; paths below it become relative.
    """
    if folder:
        text = text.replace(f"{folder.rstrip('/')}/", "")
    text = re.sub(r"[^\s\x1b\"'()]+", _relative_to_python, text)
    text = re.sub(r"/tmp/ipykernel_\d+/\d+\.py", "cell", text)
    return re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x…", text)


def _relative_to_python(found: re.Match[str]) -> str:
    """A path without the folder in which Python is installed.

    It is found with `rfind`: a regular expression would take the square of the word's length.
    """
    word = found[0]
    return word[max(word.rfind("/site-packages/"), word.rfind("/lib/python3")) + 1 :]


def forget_machine(output: NotebookNode, folder: str) -> None:
    """Take what `without_machine` takes out of all texts of an output, in place."""
    if output.output_type == "error":
        output.traceback = [without_machine(line, folder) for line in output.traceback]
        output.evalue = without_machine(output.evalue, folder)
    elif output.output_type == "stream":
        output.text = without_machine(output.text, folder)
    elif "text/plain" in output.get("data", {}):
        output.data["text/plain"] = without_machine(output.data["text/plain"], folder)


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with adjacent pieces of the same stream made one: where the kernel cuts a stream is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == last.get("output_type") == "stream" and output.name == last["name"]:
            joined[-1] = NotebookNode(last, text=last["text"] + output.text)
        else:
            joined.append(output)
    return joined


def is_output(output: NotebookNode) -> bool:
    """Whether something is a valid output that can be written into a notebook."""
    try:
        nbformat.validate(output, ref="output", version=4)
        json.dumps(output)
    except Exception:
        return False
    return True


def tidy_outputs(notebook: NotebookNode) -> None:
    """Number the code cells from top to bottom, and rebuild their outputs from what may be shown, in place."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        cell.execution_count = number if cell.source.strip() else None
        cell.outputs = [made for output in cell.outputs if (made := rebuilt(output)) is not None and is_output(made)]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
