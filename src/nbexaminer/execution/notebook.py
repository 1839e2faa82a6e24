"""Run a notebook as nbgrader does, without traces of the machine that it ran on."""

from __future__ import annotations

import subprocess
from copy import deepcopy

from jupyter_core.utils import run_sync
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from nbexaminer.execution.environment import single_threaded
from nbexaminer.execution.outputs import forget_machine, join_streams


class ExecuteNotebook(Execute):
    """nbgrader's `Execute`, leaving no trace of the machine: the Python version is not written into the notebook.

    What the kernel's process itself writes (not the cells) goes nowhere: it would end up in the instructor's terminal.
    """

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict | None = None, km: object = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Run all cells of a notebook, in place."""
        language = deepcopy(notebook.metadata.get("language_info"))
        notebook, resources = self.run_cells(notebook, resources, km)
        folder = str((resources or {}).get("metadata", {}).get("path", ""))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = join_streams(cell.outputs)
                for output in cell.outputs:
                    forget_machine(output, folder)
        notebook.metadata.pop("language_info", None)
        if language is not None:
            notebook.metadata["language_info"] = language
        return notebook, resources

    def run_cells(
        self, notebook: NotebookNode, resources: ResourcesDict | None, km: object
    ) -> tuple[NotebookNode, ResourcesDict]:
        """The part of `preprocess` that runs the cells."""
        return super().preprocess(notebook, resources, km)

    async def async_start_new_kernel(self, **options: object) -> None:
        """Start the kernel with one thread for linear algebra, its own output thrown away."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super().async_start_new_kernel(env=single_threaded(), **quiet, **options)

    start_new_kernel = run_sync(async_start_new_kernel)
