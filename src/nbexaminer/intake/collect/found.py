"""What was found in a download: hand-ins, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nbexaminer.intake.files import Parts, SubmittedFile

Platform = str
"""What a download is from: "Canvas", "Moodle", "Gradescope", or "" for folders that are called as their students."""


@dataclass(frozen=True)
class Whose:
    """Whose a hand-in is, as the download says it.

    Attributes:
        platform: where the download is from.
        name: the student's name or login there, or the name of the folder.
        number: the platform's own number for the student (Canvas) or the student's part (Moodle); "" where it gives none.
        full_name: first and last name, where it gives them apart from `name`.
        email: where it gives one.
    """

    platform: Platform
    name: str
    number: str = ""
    full_name: str = ""
    email: str = ""


@dataclass
class HandIn:
    """What one student handed in.

    Attributes:
        whose: whose it is.
        download: the download that it is in, as it may be shown.
        place: where in the download it is, as it may be shown.
        files: where a file is to lie in the folder of the submission -> the file.
        folders: the folders that these are in.
        folder: the name of the folder that says which assignment it is for; "" where there is none.
        late: whether the platform says that it came late.
        time: when it was handed in, in UTC; None where the platform does not say.
        attempt: the platform's number, which grows from one attempt to the next; 0 where it gives none.
        trusts_timestamp: whether a `timestamp.txt` in it is the instructor's, and not the student's own.
        notes: what was noticed about it, a sentence each.
    """

    whose: Whose
    download: str
    place: str
    files: dict[Parts, SubmittedFile] = field(default_factory=dict)
    folders: set[Parts] = field(default_factory=set)
    folder: str = ""
    late: bool = False
    time: datetime | None = None
    attempt: int = 0
    trusts_timestamp: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def changed(self) -> float:
        """When one of its files was changed last, in seconds since 1970."""
        return max((file.time for file in self.files.values()), default=0.0)

    @property
    def order(self) -> tuple:
        """Of several hand-ins of one student the one with the largest counts."""
        when = self.time.timestamp() if self.time else 0.0
        return when, self.attempt, self.changed


@dataclass(frozen=True)
class Left:
    """Something in a download that is not taken.

    Attributes:
        what: where it is, as it may be shown.
        why: the reason, a clause.
        expected: whether that is as it should be, so that nothing is left to do about it.
    """

    what: str
    why: str
    expected: bool = False
