"""How well the checks of an assignment judge: each declared mistake is tried, and what is released is tried as an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gradspecs.edits import Edit, SpecError
from gradspecs.notebook import Author
from nbexaminer.authoring.bench import Bench, beside
from nbexaminer.authoring.leaks import blanks, earned, given_away
from nbexaminer.authoring.specs import author_of, specs_file
from nbexaminer.course.errors import CourseError

Progress = Callable[[Iterator, int], Iterator]
"""Hands a number of things on, and shows how far it is."""


@dataclass
class Judged:
    """What came of the mistakes that are declared for one check.

    Attributes:
        key: name of the check's function.
        mistakes: how many were tried.
        caught: how many cost its points.
        named: how many were told by their own names.
        left: what is to be put right, a sentence for each.
    """

    key: str
    mistakes: int = 0
    caught: int = 0
    named: int = 0
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Judgement:
    """How well the checks of a notebook judge.

    Attributes:
        checks: what came of each check.
        leaked: what the release gives away, a sentence for each.
        unjudged: names of the functions that students write and no check with specs judges.
    """

    checks: list[Judged]
    leaked: list[str]
    unjudged: list[str]

    @property
    def left(self) -> list[str]:
        """What is to be put right: everything in checks, and what is given away."""
        return [sentence for one in self.checks for sentence in one.left] + self.leaked


def judge(path: Path, progress: Progress) -> Judgement:
    """Try every declared mistake of a notebook, and everything in its release as an answer.

    Args:
        path: of the notebook in `source/`, with the files of its release beside it.
        progress: shows how far it is.

    Raises:
        CourseError: there are no specs, they don't fit, or the solution does not pass its own checks.
    """
    if specs_file(path) is None:
        raise CourseError(f"{path.stem} has no specs: write {path.parent.name}/specs.py, as the README shows.")
    author = author_of(path)
    with beside(path.parent):
        try:
            bench = Bench(path)
            _require_right(bench, path)
            checks = [_judged(bench, author, key, progress) for key in bench.checks]
            leaked = [*given_away(path), *progress(earned(bench, path), 0)]
            unjudged = [name for name in blanks(path) if not bench.judging(name)]
        except SpecError as error:
            raise CourseError(f"The specs of {path.stem} don't fit it: {error}") from None
    return Judgement(checks, leaked, unjudged)


def _require_right(bench: Bench, path: Path) -> None:
    for key in bench.checks:
        failure = bench.failure(key)
        if failure is not None:
            what = " ".join(str(failure).split())[:200] or type(failure).__name__
            raise CourseError(f"{path.stem}: the solution does not pass its own {key}: {what}")


def _judged(bench: Bench, author: Author, key: str, progress: Progress) -> Judged:
    found = Judged(key)
    known = [(slug, edit) for slug, edits in author.specs.known.get(key, {}).items() for edit in edits]
    if not author.judged.get(key):
        return found
    inputs = author.specs.inputs_of(author.judged[key][0])
    name = (inputs.of or inputs.function).partition(".")[0]
    elsewhere = [other for other in bench.checks if other not in _about(bench, author, name)]
    for slug, edit in progress(iter(known), len(known)):
        found.mistakes += 1
        with bench.with_another(name, author.reference.names_with({name: edit})[name]):
            _note(bench, found, elsewhere, slug, edit)
    if key not in author.specs.known and key not in author.specs.fallback:
        found.left.append(f"{key} knows no mistake: a student is told that something is wrong, and not what.")
    return found


def _note(bench: Bench, found: Judged, elsewhere: list[str], slug: str, edit: Edit) -> None:
    """Note what comes of one mistake, which stands in its function's place.

    Where the mistake is that another function stands for one of the solution's, the visible check alone counts: the hidden
    tests judge over right pieces.
    """
    failure = bench.failure(found.key, visible=bool(edit.names))
    told = getattr(failure, "slug", None)
    found.caught += failure is not None
    found.named += told == slug
    if failure is None:
        found.left.append(f"{found.key} lets {slug} ({edit}) pass.")
    elif told != slug:
        found.left.append(f"{found.key} tells {told or 'nothing'} where the mistake is {slug} ({edit}).")
    for key in elsewhere:
        if bench.failure(key) is not None:
            found.left.append(f"{slug} ({edit}) of {found.key} costs the points of {key} as well.")


def _about(bench: Bench, author: Author, name: str) -> set[str]:
    """The checks that a mistake in a function may cost: those that judge it, alone or among others."""
    judged = {
        key
        for key, functions in author.judged.items()
        for inputs in map(author.specs.inputs_of, functions)
        if (inputs.of or inputs.function).partition(".")[0] == name
    }
    return judged | set(bench.judging(name))
