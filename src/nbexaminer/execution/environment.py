"""The environment of the processes that are started for a notebook."""

from __future__ import annotations

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads the libraries below numpy and torch start."""


def single_threaded() -> dict[str, str]:
    """This process's environment, with one thread for linear algebra.

    The matrices are small: more threads only wait for each other when several notebooks run at once.
    """
    return dict(os.environ) | dict.fromkeys(THREADS, "1")
