"""Run a notebook: nbgrader's own preprocessor, with results that depend on nothing but the notebook."""

from __future__ import annotations

import copy
import os
import re
import subprocess

from jupyter_core.utils import run_sync
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads the libraries below numpy and torch start."""


def without_machine(text: str, folder: str) -> str:
    """A text of an output without paths of this machine, numbers of processes and addresses in memory.

    Args:
        text: of a traceback, a warning or a representation.
        folder: where the notebook ran; paths below it become relative.
    """
    if folder:
        text = text.replace(f"{folder.rstrip('/')}/", "")
    text = re.sub(r"[^\s\x1b\"'()]*/(?=site-packages/|lib/python3)", "", text)
    text = re.sub(r"/tmp/ipykernel_\d+/\d+\.py", "cell", text)
    return re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x…", text)


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with adjacent pieces of a stream made one: how the kernel cuts a stream is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == last.get("output_type") == "stream" and output.name == last["name"]:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def _forget_machine(output: NotebookNode, folder: str) -> None:
    if output.output_type == "error":
        output.traceback = [without_machine(line, folder) for line in output.traceback]
        output.evalue = without_machine(output.evalue, folder)
    elif output.output_type == "stream":
        output.text = without_machine(output.text, folder)
    elif "text/plain" in output.get("data", {}):
        output.data["text/plain"] = without_machine(output.data["text/plain"], folder)


class ExecuteNotebook(Execute):
    """nbgrader's `Execute`, leaving no trace of the machine: the Python version is not written into the notebook.

    What the kernel's process itself writes (not the cells) goes nowhere: it would end up in the instructor's terminal.
    """

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict | None = None, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        language = copy.deepcopy(notebook.metadata.get("language_info"))
        notebook, resources = super().preprocess(notebook, resources, km)
        folder = str((resources or {}).get("metadata", {}).get("path", ""))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = _joined(cell.outputs)
                for output in cell.outputs:
                    _forget_machine(output, folder)
        notebook.metadata.pop("language_info", None)
        if language is not None:
            notebook.metadata["language_info"] = language
        return notebook, resources

    async def async_start_new_kernel(self, **options: object) -> None:
        """Start the kernel with one thread for linear algebra, its own output thrown away.

        The matrices are small: more threads only wait for each other when several notebooks run at once.
        """
        environment = dict(os.environ) | dict.fromkeys(THREADS, "1")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super().async_start_new_kernel(env=environment, **quiet, **options)

    start_new_kernel = run_sync(async_start_new_kernel)
