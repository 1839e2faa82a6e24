"""For which language a notebook is: graded with the released notebook's kernel, whatever its own metadata name."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from nbexaminer.intake.sentences import shown

PYTHON = {"python", "python3", "ipython", "ipython3"}
FIELDS = {"kernelspec": ("name", "display_name", "language"), "language_info": ("name", "version")}
"""What is kept of a notebook's own metadata: key -> the fields under it that are texts."""


def use_released_kernel(notebook: NotebookNode, released: NotebookNode) -> list[str]:
    """Give a notebook, in place, the kernel of the released one, and no other metadata.

    Returns:
        A sentence, where the notebook was for another language.
    """
    kernel, language = notebook.metadata.get("kernelspec", {}), notebook.metadata.get("language_info", {})
    claims = {kernel.get("language", "").lower(), language.get("name", "").lower()} - {""}
    foreign = sorted(claims - PYTHON)
    if kernel.get("name") == "python2" or language.get("version", "").startswith("2."):
        foreign.append("Python 2")
    notebook.metadata = nbformat.from_dict(
        {key: value for key, value in released.metadata.items() if key in ("kernelspec", "language_info")}
    )
    if not foreign:
        return []
    ours = released.metadata.get("kernelspec", {}).get("display_name", "Python 3")
    return [f"The notebook was for another kernel ({shown(', '.join(foreign))}): graded with {ours}."]
