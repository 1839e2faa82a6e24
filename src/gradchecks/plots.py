"""Pictures for the exercises: loss curves, functions, decision maps and shares.

A notebook has them as one file beside it, `plots.py`. Every function draws on its own figure and shows it where a display is,
also inline. No picture depends on colour alone.
"""

from __future__ import annotations

from gradchecks.curves import functions, grouped_sizes, loss_curves, loss_curves_from_start, ranked, shares
from gradchecks.planes import boundary, decision_map, decision_maps, points, sensitivity_map
from gradchecks.replay import replay

__all__ = [
    "boundary",
    "decision_map",
    "decision_maps",
    "functions",
    "grouped_sizes",
    "loss_curves",
    "loss_curves_from_start",
    "points",
    "ranked",
    "replay",
    "sensitivity_map",
    "shares",
]
