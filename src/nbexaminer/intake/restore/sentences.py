"""The sentences about what a repair has done: one for each kind of repair, about all cells that it was done to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nbexaminer.intake.sentences import listed

CHANGED = "The metadata of the {cells} had been changed."
LOST = "The {cells} had lost nbgrader's metadata: recognised by %s."
TWICE = "The {cells} came more than once: the first that is not blank counts."
RETYPED = "The {cells} had been turned into another kind of cell: turned back."
EDITED = "The given {cells} had been changed: the text that was given counts."
ADDED = "What had been added to the given {cells} is kept, in a cell of the student's own."
CHANGED_AND_ADDED = (
    "The given {cells} had been changed: the text that was given counts; "
    "what had been added is kept, in a cell of the student's own."
)
HELD_ANSWER = "The given {cells} held an answer: the answer stays, the given text is put back."
MISSING = "The {cells} {was} missing: put back."
BLANK = "The {cells} {was} missing: put back as {it} {was} given."
ELSEWHERE = "The {cells} {was} missing, but another cell defines what belongs there: put back empty."
MOVED = "The check {cells} stood before {its} answer or out of order: put back behind it."
UNKNOWN = "Of the source there is no {cells}, which a cell claims to be."

MOST_NAMES = 6
"""How many cells a sentence names; more are counted."""


@dataclass
class Repairs:
    """What was done to which cells.

    Attributes:
        cells: sentence, with blanks for the cells -> grade ids of the cells, in the order of the repairs.
    """

    cells: dict[str, list[str]] = field(default_factory=dict)

    def add(self, template: str, name: str) -> None:
        """Note that one of the repairs above was done to a cell."""
        self.cells.setdefault(template, []).append(name)

    def was_done(self, template: str, name: str) -> bool:
        """Whether it was done to a cell."""
        return name in self.cells.get(template, ())

    def sentences(self) -> list[str]:
        """All repairs, one sentence for each kind."""
        return [sentence(template, names) for template, names in self.cells.items()]


def sentence(template: str, names: Iterable[str]) -> str:
    """A sentence about one cell, or about several, with the words that fit."""
    shown = ["".join(c if c.isprintable() else "?" for c in name)[:60] for name in dict.fromkeys(names)]
    many = len(shown) > 1
    words = {
        "cells": f"{'cells' if many else 'cell'} {listed(shown, MOST_NAMES)}",
        "was": "were" if many else "was",
        "its": "their" if many else "its",
        "it": "they" if many else "it",
        "defines": "define" if many else "defines",
    }
    return template.format(**words)
