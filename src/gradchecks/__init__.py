"""Checks for hand-written backpropagation: what was expected, what came, and which known mistake explains it.

They need nothing but numpy (torch tensors are understood where torch is installed). A notebook has them as one file beside
it, `checks.py`. A check is a function that runs at once and reports under its title:

    @checks.check("2A forward pass", points=2)
    def check_forward(check):
        hidden_layer, y_output = check.call(forward, X, W1, W2, returns=("hidden_layer", "y_output"))
        check.array("y_output", y_output, expected)

It raises `CheckFailed` with a message to act on, or `NotAttempted` where the stub still stands. What the functions print
or warn about goes to standard output and never changes a verdict.
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
