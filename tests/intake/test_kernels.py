"""A submitted notebook is graded with the released one's kernel."""

from __future__ import annotations

import nbformat
import pytest

from nbexaminer.intake.kernels import use_released_kernel
from tests.small_course import small_notebook


@pytest.mark.parametrize(
    ("metadata", "foreign"),
    [
        ({}, None),
        ({"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "ipython"}}, None),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "r"),
        ({"kernelspec": {"name": "python2"}}, "Python 2"),
        ({"language_info": {"name": "python", "version": "2.7.18"}}, "Python 2"),
    ],
)
def test_another_kernel_is_replaced_and_reported(metadata, foreign):
    notebook, released = small_notebook(), small_notebook()
    notebook.metadata = nbformat.from_dict(metadata)
    sentences = use_released_kernel(notebook, released)
    assert notebook.metadata == {"kernelspec": released.metadata.kernelspec}
    expected = f"The notebook was for another kernel ({foreign}): graded with Python 3 (ipykernel)."
    assert sentences == ([expected] if foreign else [])
