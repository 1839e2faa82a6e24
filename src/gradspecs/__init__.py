"""What the author of a notebook declares about its checks: how inputs are drawn, and which mistakes are known.

Specs stand in a file beside the notebook that is never released. Everything else is made from them and from the reference
solution: examples, expected values, the numbers by which mistakes are recognised, and hidden tests.
"""

from __future__ import annotations

from gradspecs.drawing import Draw
from gradspecs.edits import Edit, SpecError, drop, replace, swap, whole
from gradspecs.specs import Inputs, Specs

__all__ = ["Draw", "Edit", "Inputs", "SpecError", "Specs", "drop", "replace", "swap", "whole"]
