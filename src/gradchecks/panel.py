"""How the checks of a notebook ended, and the panel that shows it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Result:
    """How a check ended: "done", "wrong" or "not attempted"; its points are those of the visible part."""

    status: str
    points: float
    slug: str | None = None


_results: dict[str, Result] = {}


def record(title: str, result: Result) -> None:
    """Keep a check's result for the panel; the last one of a title counts."""
    _results[title] = result


class Panel:
    """Where the student stands: every check with its verdict, the points so far, and what comes next."""

    _signs: ClassVar = {"done": "✓", "wrong": "✗", "not attempted": "○"}

    def __init__(self, worth: Mapping[str, float]):
        found = {title: _results.get(title, Result("not attempted", points)) for title, points in worth.items()}
        self.rows = [(self._signs[result.status], title, result, worth[title]) for title, result in found.items()]
        self.done = sum(points for _, _, result, points in self.rows if result.status == "done")
        self.total = sum(worth.values())
        open_ = [title for _, title, result, _ in self.rows if result.status != "done"]
        self.next = f"Next: {open_[0]}." if open_ else "All visible checks pass. Submit, or go on to the bonus."

    def __repr__(self) -> str:
        width = max(len(title) for _, title, _, _ in self.rows)
        lines = [f"{s} {title:<{width}}  {r.status:<13}  {points:g} points" for s, title, r, points in self.rows]
        return "\n".join([*lines, f"{self.done:g} of {self.total:g} points in the visible checks. {self.next}"])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{sign}</td><td style='text-align:left'>{html.escape(title)}</td>"
            f"<td style='text-align:left'>{result.status}</td><td>{points:g}</td></tr>"
            for sign, title, result, points in self.rows
        )
        head = "<tr><th></th><th style='text-align:left'>check</th><th style='text-align:left'>state</th><th>points</th></tr>"
        foot = f"<p><b>{self.done:g} of {self.total:g} points</b> in the visible checks. {html.escape(self.next)}</p>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{foot}"


def panel(worth: Mapping[str, float]) -> Panel:
    """The closing panel of a notebook.

    Args:
        worth: title of every check, in order -> its points.
    """
    return Panel(worth)
