"""Gradescope's list of whose the folders of its export are: `submission_metadata.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import yaml
from nbgrader.utils import parse_utc

from nbexaminer.course.errors import first_line
from nbexaminer.intake import limits
from nbexaminer.intake.collect.found import Whose
from nbexaminer.intake.collect.names import METADATA
from nbexaminer.intake.files import SubmittedFile

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MISSING = f"there is no {METADATA} beside it, which says whose it is: export the submissions from Gradescope again"


@dataclass(frozen=True)
class Listed:
    """What Gradescope says about a folder.

    Attributes:
        submitters: whose it is; several where they handed it in together.
        time: when it was handed in, in UTC.
    """

    submitters: list[Whose]
    time: datetime | None


def read_metadata(file: SubmittedFile | None) -> tuple[dict[str, Listed], str]:
    """Read Gradescope's list.

    Args:
        file: None where there is none.

    Returns:
        Name of a folder -> what is said about it; and why nothing is, where the list can't be used.
    """
    if file is None:
        return {}, MISSING
    if file.size > limits.MAX_NOTEBOOK:
        return {}, f"{METADATA} is too large to be read"
    try:
        with file.open() as stream:
            listed = yaml.load(stream.read(limits.MAX_NOTEBOOK), LOADER)
    except Exception as error:  # of the file, of the archive that it is in, or of YAML
        return {}, f"{METADATA} can't be read ({first_line(error)}): export the submissions from Gradescope again"
    if not isinstance(listed, dict):
        return {}, f"{METADATA} is not as Gradescope writes it: export the submissions again"
    return {str(folder): _listed(about) for folder, about in listed.items() if isinstance(about, dict)}, ""


def _listed(about: dict) -> Listed:
    submitters = _field(about, "submitters")
    whose = [_whose(one) for one in submitters if isinstance(one, dict)] if isinstance(submitters, list) else []
    return Listed([one for one in whose if one.name], _time(_field(about, "created_at")))


def _whose(submitter: dict) -> Whose:
    """The student's own number, else the login in the address, else the name."""
    name, email, number = (_text(_field(submitter, key)) for key in ("name", "email", "sid"))
    return Whose("Gradescope", number or email.partition("@")[0] or name, "", name, email)


def _field(about: dict, name: str) -> object:
    """A field, whose name is a symbol of Ruby in the files that Gradescope writes."""
    return about.get(f":{name}", about.get(name))


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _time(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = parse_utc(value)
        except (ValueError, OverflowError):
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
