"""Which file of a submission is which notebook of its assignment, by names and by contents; no file is opened here."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from nbexaminer.intake.files import LINK, Irregular, SubmittedFile
from nbexaminer.intake.names import EXACT, NONE, is_exact, name_likeness, notebook_stem
from nbexaminer.intake.sentences import Remarks, bounded, listed, literal
from nbexaminer.intake.texts import defined, plain
from nbexaminer.intake.valid_notebook import NEW_ID

WAS_CALLED = "was called"
"""In each sentence about a notebook that had another name."""
FOREIGN = 0.3
"""Likeness to a released notebook below which a file is rather another notebook (`likeness`)."""
NO_NOTEBOOK = "There was no notebook {}: graded as an empty one."
"""What is said of a notebook that was not handed in."""


@dataclass(frozen=True, eq=False)
class PossibleNotebook:
    """A file that may be one of the assignment's notebooks, after it was read.

    Attributes:
        file: the file.
        notebook: what it holds; None where it is no notebook.
        sentences: what was wrong with it and what was done.
        refused: why it is no notebook, in words that fit into brackets.
    """

    file: SubmittedFile
    notebook: NotebookNode | None
    sentences: list[str] = field(default_factory=list)
    refused: str = ""


@dataclass
class Choice:
    """The file that is one of the assignment's notebooks.

    Attributes:
        possible: the file; None where there is none. It may be no notebook, when it only has the name.
        sentences: why this one, and what was wrong with it.
    """

    possible: PossibleNotebook | None = None
    sentences: list[str] = field(default_factory=list)

    @property
    def notebook(self) -> NotebookNode | None:
        """The notebook that was handed in, if there is one."""
        return self.possible.notebook if self.possible else None


@dataclass(frozen=True)
class _Named:
    """A file with more or less the name of a notebook.

    Attributes:
        fit: how much it is that name (`name_likeness`).
        possible: the file.
    """

    fit: int
    possible: PossibleNotebook


MOST_BROKEN = 5
"""How many reasons are given why files of a notebook's name are none."""

Likenesses = dict[PossibleNotebook, dict[str, float]]
"""A file that is a notebook -> name of a notebook of the assignment -> how much the file is like that one (`likeness`)."""


def possible_notebooks(files: Iterable[SubmittedFile], wanted: Collection[str]) -> list[SubmittedFile]:
    """The files that may be notebooks by their names, those first that are most likely to be meant.

    Args:
        files: all files of a submission.
        wanted: the names of the assignment's notebooks.
    """
    files = list(files)
    found = [file for file in files if notebook_stem(file.name) is not None]
    for file in files:  # saved under the name, but without its ending
        stem, ending = os.path.splitext(file.name)
        if ending in ("", ".json", ".txt") and stem in wanted:
            found.append(file)
    return sorted(
        found,
        key=lambda file: (
            not any(is_exact(file.name, name) for name in wanted),
            file.archives,
            len(file.parts),
            -file.time,
        ),
    )


def match(
    possible: list[PossibleNotebook], released: dict[str, NotebookNode], irregular: Collection[Irregular]
) -> tuple[dict[str, Choice], list[SubmittedFile]]:
    """Find the notebooks of an assignment among the files of a submission.

    Args:
        possible: the files that may be notebooks.
        released: name -> notebook of the release.
        irregular: links and the like, which may have a notebook's name.

    Returns:
        Name -> the file that is this notebook; and the files that are none, and about which no sentence speaks.
    """
    likenesses = _likenesses(possible, released)
    named, nameless = _by_name(possible, released, likenesses)
    choices = {name: _best(name, named[name]) for name in released}
    _by_content(nameless, choices, likenesses)
    for name, choice in choices.items():
        choice.sentences += _irregular_sentences(name, irregular, released)
        choice.sentences += _choice_sentences(name, choice, named[name], likenesses)
    mentioned = {each.possible for group in named.values() for each in group}
    mentioned |= {choice.possible for choice in choices.values()}
    return choices, [each.file for each in possible if each not in mentioned]


# by name


def _by_name(
    possible: list[PossibleNotebook], released: dict[str, NotebookNode], likenesses: Likenesses
) -> tuple[dict[str, list[_Named]], list[PossibleNotebook]]:
    """Sort files by the notebook whose name they have; those that have none of the names, or are clearly another, are left."""
    named: dict[str, list[_Named]] = {name: [] for name in released}
    nameless = []
    for each in possible:
        fits = {name: name_likeness(each.file.name, name, released) for name in released}
        best = max(fits, key=lambda name: fits[name], default=None)
        if best is None or fits[best] == NONE or _is_clearly_another(best, likenesses.get(each, {})):
            nameless.append(each)
        else:
            named[best].append(_Named(fits[best], each))
    return named, nameless


def _is_clearly_another(name: str, alike: dict[str, float]) -> bool:
    """Whether a notebook with one name has hardly anything of it, and much more of another."""
    return bool(alike) and alike[name] < FOREIGN < max(alike.values()) - alike[name]


def _best(name: str, named: list[_Named]) -> Choice:
    """The file that counts, of those with more or less a notebook's name: the one with exactly that name, else the newest."""

    def worth(each: _Named) -> tuple:
        file, exact = each.possible.file, each.fit == EXACT
        least_hidden = (-file.archives, -len(file.parts)) if exact else (0, 0)
        return each.possible.notebook is not None, exact, *least_hidden, file.time, each.fit, file.parts

    if not named:
        return Choice()
    best = max(named, key=worth)
    choice, file = Choice(best.possible), best.possible.file
    others = sorted(each.possible.file.shown for each in named if each is not best)
    if choice.notebook is None:
        return choice
    if others:
        why = "which has the right name" if best.fit == EXACT else "the newest"
        choice.sentences.append(
            f"There was more than one notebook {name}: {file.shown} counts, {why}; left out: {listed(others)}."
        )
    elif best.fit != EXACT:
        choice.sentences.append(f"The notebook {name} {WAS_CALLED} {file.shown}.")
    return choice


# by content


def signs(notebook: NotebookNode) -> dict[str, set]:
    """By what a notebook is recognised: kind of sign -> those of this notebook."""
    marks = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return {
        "grade ids": {mark for mark in marks if isinstance(mark, str)},
        "cell ids": {cell.id for cell in notebook.cells if not cell.id.startswith(NEW_ID)},
        "texts": {text for cell in notebook.cells if len(text := plain(cell.source)) > 3},
        "names": set().union(*(defined(cell.source) for cell in notebook.cells if cell.cell_type == "code")),
    }


def likeness(mine: dict[str, set], released: dict[str, set]) -> float:
    """How much a notebook is like a released one: the share of the released one's signs that it has, from 0 to 1.

    The kind of sign counts that has the largest share. Texts count in full, ids and names by half: other assignments of a
    course have some of these, too.
    """
    shares = {kind: len(mine[kind] & theirs) / len(theirs) for kind, theirs in released.items() if theirs}
    return max((share if kind == "texts" else share / 2 for kind, share in shares.items()), default=0.0)


def _likenesses(possible: list[PossibleNotebook], released: dict[str, NotebookNode]) -> Likenesses:
    theirs = {name: signs(notebook) for name, notebook in released.items()}
    found: Likenesses = {}
    for each in possible:
        if each.notebook is not None:
            mine = signs(each.notebook)
            found[each] = {name: likeness(mine, of_this) for name, of_this in theirs.items()}
    return found


def _by_content(nameless: list[PossibleNotebook], choices: dict[str, Choice], likenesses: Likenesses) -> None:
    """Find notebooks that are still missing among the files of other names; the likest pairs first."""
    missing = [name for name, choice in choices.items() if choice.notebook is None]
    readable = [each for each in nameless if each.notebook is not None]
    only = len(choices) == 1 and len(readable) == 1
    pairs = [(likenesses[each][name], each.file.time, each, name) for each in readable for name in missing]
    used: set[PossibleNotebook] = set()
    for alike, _, each, name in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if name not in missing or each in used or not (alike >= FOREIGN or only):
            continue
        how = "recognised by what is in it" if alike >= FOREIGN else "the only notebook that was handed in"
        choices[name] = Choice(each, [f"The notebook {name} {WAS_CALLED} {each.file.shown}: {how}."])
        missing.remove(name)
        used.add(each)


# sentences


def _irregular_sentences(name: str, irregular: Collection[Irregular], notebooks: Iterable[str]) -> list[str]:
    """Sentences about links and the like with a notebook's name; about links first."""
    said = Remarks()
    for each in sorted(irregular, key=lambda each: each.what != LINK):
        if name_likeness(each.parts[-1], name, notebooks) != NONE:
            said.add(f"{{names}} {{was_each}} {each.what}: left out.", each.shown)
    return said.sentences()


def _choice_sentences(name: str, choice: Choice, named: list[_Named], likenesses: Likenesses) -> list[str]:
    """Sentences about the file that was chosen, or about there being none, and about broken files of that name."""
    said = Remarks()
    for each in named:
        if each.possible.refused and each.possible is not choice.possible:
            said.add(
                f"The file{{s}} {{names}} {{was}} no notebook ({literal(each.possible.refused)}).",
                each.possible.file.shown,
            )
    sentences = bounded(said.sentences(), MOST_BROKEN)
    if choice.possible is None:
        sentences.append(NO_NOTEBOOK.format(name))
    elif choice.notebook is None:
        refused = choice.possible.refused
        sentences.append(f"The file {choice.possible.file.shown} was no notebook ({refused}): graded as an empty one.")
    else:
        sentences += choice.possible.sentences
        if likenesses[choice.possible][name] < FOREIGN:
            sentences.append(f"Hardly anything in the file belongs to the notebook {name}: perhaps it is another one.")
    return sentences
