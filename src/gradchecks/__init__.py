"""Checks for hand-written backpropagation: what was expected, what came, and which known mistake explains it.

They need nothing but numpy (torch tensors are understood where torch is installed). A notebook has them as one file beside
it, `checks.py`. A check is a function that runs at once and reports under its title:

    @checks.check("2A forward pass", points=2)
    def check_forward(check):
        check.example(forward, "y_output")

The example's inputs and results stand in a file beside the notebook; where they are not enough, a check calls and compares
itself (`check.call`, `check.array`, ...). It raises `CheckFailed` with a message to act on, or `NotAttempted` where the stub
still stands. What the functions print or warn about goes to standard output and never changes a verdict.
"""

from __future__ import annotations

from gradchecks.check import Check, check
from gradchecks.examples import inputs
from gradchecks.explain import Facts, explain, explain_error, explain_shape
from gradchecks.failures import CheckFailed, NotAttempted
from gradchecks.mistakes import MISTAKES
from gradchecks.numerics import NEARLY_ZERO, TOLERANCE, fingerprint, numerical_gradient, relative_error
from gradchecks.panel import Panel, Result, panel
from gradchecks.scenarios import Scenario, scenario
from gradchecks.values import shape

__all__ = [
    "MISTAKES",
    "NEARLY_ZERO",
    "TOLERANCE",
    "Check",
    "CheckFailed",
    "Facts",
    "NotAttempted",
    "Panel",
    "Result",
    "Scenario",
    "check",
    "explain",
    "explain_error",
    "explain_shape",
    "fingerprint",
    "inputs",
    "numerical_gradient",
    "panel",
    "relative_error",
    "scenario",
    "shape",
]
