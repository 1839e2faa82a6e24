"""A list of students as Canvas, Moodle, Gradescope or nbgrader write it: which columns say what, and who is on it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbexaminer.course.errors import CourseError, first_line, printable
from nbexaminer.course.students import LONGEST_TEXT, Person, why_no_folder
from nbexaminer.course.words import nearest

IDS = (
    *("sis login id", "login id", "username", "sid", "id number", "sis user id", "sis id", "student id", "id"),
    *("email address", "email"),
)
"""Columns whose value can name a student's folder, the best first."""
COLUMNS = {
    "first_name": ("first name", "given name"),
    "last_name": ("last name", "surname", "family name"),
    "name": ("student", "name", "full name"),
    "email": ("email address", "email"),
    "lms_user_id": ("lms user id", "canvas user id"),
}
"""What is known of a student -> columns that say it, the best first."""
CANVAS = ("student", "sis user id", "sis login id", "sis id", "login id")
"""Columns of Canvas, beside which "ID" is the number that Canvas gives a student."""
STAFF = re.compile(r"(?i)\b(teacher|instructor|ta|reader|teaching assistant|observer|designer|manager)\b")
MOST_BYTES = 20 * 2**20
BEFORE_HEADER = 5
"""Rows among which that with the names of the columns is looked for."""
NO_TEXT = {b"PK\3\4": "a spreadsheet", b"\xd0\xcf\x11\xe0": "a spreadsheet", b"%PDF": "a PDF"}
"""How files begin that are no text -> what they are."""
ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+")
"""A number from which a spreadsheet has taken digits."""


@dataclass
class RosterFile:
    """What a file says of students.

    Attributes:
        columns: what is known of a student -> the column that it was read from.
        people: the students, in the file's order.
        left_out: rows that are no students, a sentence each.
        problems: rows that can't be imported, a sentence each.
    """

    columns: dict[str, str]
    people: list[Person] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One row of a table: the number of its first line, and its cells."""

    line: int
    cells: list[str]


def read_roster_file(path: Path, samples: Collection[str], id_column: str | None = None) -> RosterFile:
    """Read a list of students from a file with a row for each.

    Args:
        path: the file: UTF-8, UTF-16 or Latin-1; cells apart by comma, semicolon or tab.
        samples: names of made-up students, who can't be on it.
        id_column: the column with the names of the students' folders; None for the best of those that are known.

    Raises:
        CourseError: it is no such file.
    """
    if not path.is_file():
        raise CourseError(f"There is no file {path}: name one with a row for each student.")
    if path.stat().st_size > MOST_BYTES:
        raise CourseError(f"{path} is too large for a list of students: name another file.")
    try:
        return parse_roster(decode(path.read_bytes()), samples, id_column)
    except ValueError as error:
        raise CourseError(f"{path} {error}; nothing was imported.") from None


def decode(content: bytes) -> str:
    """The text of a file, in whichever encoding it is.

    Raises:
        ValueError: it is no text.
    """
    for start, what in NO_TEXT.items():
        if content.startswith(start):
            raise ValueError(f"is {what} and no CSV: save it as CSV first")
    encodings = ["utf-8-sig", "cp1252", "latin-1"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = ["utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError("is no text: save the list as CSV, in UTF-8")


def parse_roster(text: str, samples: Collection[str] = (), id_column: str | None = None) -> RosterFile:
    """The students of a list.

    Args:
        text: of the file.
        samples: as for `read_roster_file`.
        id_column: as for `read_roster_file`.

    Raises:
        ValueError: it makes no sense, in words that follow the file's name.
    """
    if text.lstrip()[:1] == "<":
        raise ValueError("is a web page: download the list again, after logging in")
    header, rows = _table(text, id_column)
    names = [_folded(name) for name in header.cells]
    rows, left_out = _students(names, [row for row in rows if any(row.cells)])
    where = _columns(names, rows, id_column)
    found = RosterFile({what: header.cells[number] for what, number in where.items()}, left_out=left_out)
    read: dict[str, tuple[int, Person]] = {}
    clashing: set[str] = set()
    for row in rows:
        person = _person({what: row.cells[number] if number < len(row.cells) else "" for what, number in where.items()})
        problem = _problem(person, samples, len(row.cells) - len(names))
        if problem:
            found.problems.append(f"line {row.line}: {problem}.")
        elif person.id not in read:
            read[person.id] = row.line, person
        elif read[person.id][1] == person:
            found.left_out.append(
                f"line {row.line}: {printable(person.id)!r}, as in line {read[person.id][0]}: left out."
            )
        else:
            clashing.add(person.id)
            found.problems.append(
                f"line {row.line}: {printable(person.id)!r} is another student in line {read[person.id][0]}: neither is "
                "imported."
            )
    found.people = [person for _, person in read.values() if person.id not in clashing]
    return found


def _table(text: str, id_column: str | None) -> tuple[Row, list[Row]]:
    """The row with the names of the columns, and those below it.

    Raises:
        ValueError: there is none.
    """
    text = re.sub(r"\A\ufeff?sep=.\r?\n", "\n", text)  # an order to Excel
    known = {*IDS, *(name for names in COLUMNS.values() for name in names)}
    best: tuple[int, list[Row], int] = (0, [], 0)
    broken: Exception | None = None
    for delimiter in ",;\t":
        try:
            rows = list(_rows(text, delimiter))
        except csv.Error as error:
            broken = broken or error
            continue
        for number, row in enumerate(rows[:BEFORE_HEADER]):
            names = [_folded(cell) for cell in row.cells]
            count = len(known.intersection(names)) + (id_column is not None and _folded(id_column) in names)
            if count > best[0] and (id_column is not None or not {*IDS}.isdisjoint(names)):
                best = count, rows, number
    count, rows, number = best
    if not count:
        if broken:
            raise ValueError(f"can't be read as CSV ({first_line(broken)}): save the list again")
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        raise ValueError(
            f"has no column that names students ({', '.join(IDS[:5])}, …); it begins with {printable(first)[:60]!r}: give the "
            "columns their names in the first line, or say which one it is with --id"
        )
    header, rest = rows[number], rows[number + 1 :]
    if not any(any(row.cells) for row in rest):
        raise ValueError("has no student below the names of its columns: see that it is the right file")
    return header, rest


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        if cells:
            yield Row(line, [cell.strip() for cell in cells])
        line = reader.line_num + 1


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _columns(names: list[str], rows: list[Row], id_column: str | None) -> dict[str, int]:
    """What is known of a student -> the number of the column that says it.

    Raises:
        ValueError: no column names students.
    """

    def filled(number: int) -> int:
        return sum(number < len(row.cells) and row.cells[number] != "" for row in rows)

    if id_column is None:
        there = [names.index(name) for name in IDS if name in names]
        # A column that the platform leaves empty, as Canvas does without permission to see it, is none.
        chosen = next((number for number in there if 2 * filled(number) > len(rows)), max(there, key=filled))
    elif _folded(id_column) in names:
        chosen = names.index(_folded(id_column))
    else:
        near = nearest(id_column, names)
        raise ValueError(f"has no column {id_column!r}: {f'did you mean {near!r}?' if near else ', '.join(names[:12])}")
    found = {"id": chosen}
    for what, known in COLUMNS.items():
        number = next((names.index(name) for name in known if name in names), None)
        if number is not None and filled(number):
            found[what] = number
    if {"first_name", "last_name"} <= found.keys():
        found.pop("name", None)
    if "lms_user_id" not in found and "id" in names and names.index("id") != chosen and {*CANVAS} & {*names}:
        found["lms_user_id"] = names.index("id")
    return found


def _person(values: dict[str, str]) -> Person:
    """A student, by what the row says; "Last, First" or "First Last" where the name stands in one cell."""
    first, last = values.get("first_name", ""), values.get("last_name", "")
    whole = values.get("name", "")
    if whole and not (first and last):
        last, comma, first = whole.partition(",")
        if not comma:
            first, _, last = whole.rpartition(" ")
    details = (first.strip(), last.strip(), values.get("email", ""), values.get("lms_user_id", ""))
    return Person(values["id"], *details)


def _students(names: list[str], rows: list[Row]) -> tuple[list[Row], list[str]]:
    """The rows that are about students, and a sentence about each of the others."""
    students, left_out = [], []
    for row in rows:
        why = _no_student(dict(zip(names, row.cells, strict=False)))
        if why:
            left_out.append(f"line {row.line}: {why}: left out.")
        else:
            students.append(row)
    return students, left_out


def _no_student(cells: dict[str, str]) -> str | None:
    """Why a row is about no student, as some of Canvas are; None where it is about one."""
    name = cells.get("student", cells.get("name", ""))
    if not {*CANVAS}.isdisjoint(cells):
        if name.casefold() == "points possible":
            return "points possible"
        if name.casefold() in ("student, test", "test student"):
            return "Canvas's test student"
        if not name and not any(cells.get(column) for column in IDS):
            return "no student"
    role = cells.get("role") or cells.get("roles") or ""
    if STAFF.search(role) and "student" not in role.casefold():
        return (
            f"{printable(name or next((cells[column] for column in IDS if cells.get(column)), '?'))}, {printable(role)}"
        )
    return None


def _problem(person: Person, samples: Collection[str], surplus: int) -> str | None:
    """Why a row can't be imported; None where it can."""
    who = f" ({printable(person.name)})" if person.name else ""
    if surplus > 0:
        return f"{surplus} more cells than there are columns{who}: put quotes around a cell that holds the delimiter"
    why = why_no_folder(person.id)
    if why:
        return f"the id {f'{printable(person.id)[:60]!r} ' if person.id else ''}{why}{who}"
    if ROUNDED.fullmatch(person.id):
        return f"the id {person.id!r} has lost digits in a spreadsheet{who}"
    if person.id in samples:
        return f"{person.id!r} is the name of a sample submission, which never counts as a student{who}"
    if any(
        len(value) > LONGEST_TEXT for value in (person.first_name, person.last_name, person.email, person.lms_user_id)
    ):
        return f"{printable(person.id)!r} has a name or an address of more than {LONGEST_TEXT} characters"
    return None
