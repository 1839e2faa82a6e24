"""An executed notebook depends on nothing but the notebook."""

from __future__ import annotations

import nbformat
import pytest

from nbexaminer.execution.notebook import ExecuteNotebook


@pytest.mark.slow
def test_two_runs_give_the_same_notebook(tmp_path):
    sources = [
        "import time\nfor k in range(5):\n    print(k, flush=True)\n    time.sleep(0.2)",
        "import json, warnings\nwarnings.warn('careful')\nobject()",
        "json.loads('{')",
    ]
    runs = []
    for _ in range(2):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(s, id=f"c{n}") for n, s in enumerate(sources)]
        )
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        run = ExecuteNotebook(record_timing=False, allow_errors=True)
        executed, _ = run.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
        runs.append(nbformat.writes(executed))
    assert runs[0] == runs[1]
    assert len(executed.cells[0].outputs) == 1
    assert "ipykernel" not in runs[0]
    assert "/lib/python" not in runs[0]
