"""Which student of the course is meant: by the gradebook's roster, else by what the platform calls the student."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from nbexaminer.course.students import Person
from nbexaminer.intake.collect.found import HandIn, Left, Whose
from nbexaminer.intake.own_files import is_usable
from nbexaminer.intake.sentences import listed, shown

BY_NAME = "first and last name"
ROSTER = "`nbgrader db student add ID --first-name … --last-name … --lms-user-id …` tells them apart"
CALLED = {"": "name of the folder", "Gradescope": "login in Gradescope"}
"""Platform -> which rule it is when a student is called as the platform does; of others it is the name there."""


@dataclass(frozen=True)
class Claim:
    """A hand-in, and whose it is in this course.

    Attributes:
        hand_in: what was handed in.
        assignment: for which assignment.
        student: the student's id.
        rule: by what the id was found.
        spelling: how the id is written there.
    """

    hand_in: HandIn
    assignment: str
    student: str
    rule: str
    spelling: str

    @property
    def number(self) -> tuple[str, str]:
        """The platform's own number for the student; ("", "") where it gives none."""
        whose = self.hand_in.whose
        return (whose.platform, whose.number) if whose.number else ("", "")


@dataclass
class Settled:
    """Claims of which no two are in each other's way.

    Attributes:
        claims: those.
        left: the other hand-ins, and why.
    """

    claims: list[Claim] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def claim(hand_in: HandIn, assignment: str, roster: Iterable[Person]) -> Claim:
    """Find whose a hand-in is.

    Args:
        hand_in: what was handed in.
        assignment: for which assignment.
        roster: the students of the gradebook.
    """
    whose = hand_in.whose
    known, rule = _in_roster(whose, list(roster))
    if known:
        return Claim(hand_in, assignment, known, rule, known)
    called = CALLED.get(whose.platform, f"name in {whose.platform}")
    return Claim(hand_in, assignment, unicodedata.normalize("NFC", whose.name), called, whose.name)


def settle(
    claims: list[Claim],
    roster: Iterable[Person],
    in_place: Iterable[str],
    collected: Mapping[tuple[str, str], set[tuple[str, str]]],
) -> Settled:
    """Keep the students apart whose names are the same, or nearly.

    Args:
        claims: of all hand-ins.
        roster: the students of the gradebook.
        in_place: the names of the folders in `submitted/`.
        collected: student and assignment -> numbers of the platform with which the student's hand-ins were collected before.
    """
    known = {*in_place, *(student.id for student in roster)}
    groups: dict[str, list[Claim]] = {}
    settled = Settled()
    for one in claims:
        problem = _unusable(one.student)
        if problem:
            settled.left.append(Left(_where(one), problem))
        else:
            groups.setdefault(_folded(one.student), []).append(one)
    alike: dict[str, set[str]] = {}
    for name in known:
        alike.setdefault(_folded(name), set()).add(name)
    for folded, group in groups.items():
        others = alike.get(folded, set())
        spellings = {one.spelling for one in group}
        right = spellings & others if others else spellings if len(spellings) == 1 else set()
        if others and not right and len(spellings) == 1 and {one.student for one in group} <= others:
            right = spellings  # the folder was made from this name
        for one in group:
            if one.spelling not in right:
                settled.left.append(Left(_where(one), _nearly(spellings | others, one.spelling)))
        _tell_apart([one for one in group if one.spelling in right], known, collected, settled)
    return settled


def _tell_apart(
    group: list[Claim], known: set[str], collected: Mapping[tuple[str, str], set[tuple[str, str]]], settled: Settled
) -> None:
    """Students whom the platform calls the same, but not by the same number, are several."""
    for one in group:
        numbered = f"{one.student}_{one.number[1]}"
        same = [other for other in group if _is_comparable(one, other)]
        before = {
            number
            for (student, assignment), numbers in collected.items()
            if student == one.student and (assignment == one.assignment or one.number[0] == "Canvas")
            for number in numbers
            if number[0] == one.number[0]
        }
        numbers = {other.number for other in same} | before
        if not one.number[1] or (len(numbers) <= 1 and numbered not in known):
            settled.claims.append(one)
        elif one.rule == BY_NAME:
            why = f"several students are called {shown(one.hand_in.whose.name)} there: {ROSTER}"
            settled.left.append(Left(_where(one), why))
        elif one.rule.startswith("name"):
            rule = f"{one.rule} and number, as several are called so"
            settled.claims.append(replace(one, student=numbered, rule=rule))
        else:
            settled.claims.append(one)


def _is_comparable(one: Claim, other: Claim) -> bool:
    """Whether two numbers are of the same kind: those of Moodle hold for one assignment."""
    same = one.number[0] == other.number[0]
    return same and (one.number[0] == "Canvas" or one.assignment == other.assignment)


def _in_roster(whose: Whose, roster: list[Person]) -> tuple[str, str]:
    """The id of a student in the roster and the rule by which it was found; "" for none."""
    canvas = whose.number if whose.platform == "Canvas" else ""
    for student in roster:
        if student.lms_user_id and student.lms_user_id in (canvas, whose.name):
            return student.id, "lms_user_id"
    for address in (whose.email, whose.name):
        found = [student for student in roster if address and student.email.casefold() == address.casefold()]
        if len(found) == 1:
            return found[0].id, "email"
    if any(student.id == whose.name for student in roster):
        return whose.name, "id in the gradebook"
    name = _letters(whose.full_name or whose.name)
    found = [student for student in roster if name and name in _full_names(student)]
    others = canvas and any(student.lms_user_id for student in found)  # of another number
    return (found[0].id, BY_NAME) if len(found) == 1 and not others else ("", "")


@cache
def _full_names(student: Person) -> set[str]:
    if not student.first_name or not student.last_name:
        return set()
    return {_letters(student.first_name + student.last_name), _letters(student.last_name + student.first_name)}


def _letters(name: str) -> str:
    """A name's letters and digits, small and without accents."""
    return "".join(character for character in unicodedata.normalize("NFKD", name).casefold() if character.isalnum())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _unusable(student: str) -> str:
    """Why no folder can be called as a student; "" where one can."""
    if student != student.strip() or student in ("", ".", "..") or student.startswith(".") or "/" in student:
        return "no folder of a student can have such a name"
    return "" if is_usable(student) else "the student's name is no text that can be printed, or too long"


def _nearly(names: set[str], mine: str) -> str:
    others = listed([repr(shown(name)) for name in sorted(names - {mine})])
    return (
        f"its student's name and {others} differ only in capitals, or in how letters are encoded: rename the folder, or have "
        "the student in the gradebook's roster"
    )


def _where(one: Claim) -> str:
    return one.hand_in.place
