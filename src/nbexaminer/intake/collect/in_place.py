"""What is in the place of a hand-in already, where it came from, and whether that is newer."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from nbexaminer.course.dates import noted_moment
from nbexaminer.course.digest import digest_of_submission
from nbexaminer.intake.collect.found import HandIn
from nbexaminer.intake.files import list_folder
from nbexaminer.intake.names import COLLECTED
from nbexaminer.intake.own_files import TIMESTAMP
from nbexaminer.intake.sentences import listed, shown

State = Literal["taken", "replaced", "unchanged", "kept", "refused"]


@dataclass(frozen=True)
class Record:
    """What is known of a hand-in that was collected before.

    Attributes:
        platform: from which it came.
        number: the platform's number for the student.
        attempt: the platform's number for the attempt.
        files: digest of the files as they were put in place; "" where nothing is known.
        late: whether the platform says that it came late.
    """

    platform: str = ""
    number: str = ""
    attempt: int = 0
    files: str = ""
    late: bool = False


def read_record(folder: Path) -> Record:
    """What is known of a hand-in that is in place; nothing of one that was put there by hand."""
    try:
        noted = json.loads((folder / COLLECTED).read_text(encoding="utf-8"))
        known = str(noted["platform"]), str(noted["number"]), int(noted["attempt"]), str(noted["files"])
        return Record(*known, late=noted.get("late") is True)
    except (OSError, ValueError, KeyError, TypeError):
        return Record()


def note(hand_in: HandIn, files: str, folder: Path) -> None:
    """Note where a hand-in came from, in its folder.

    Args:
        hand_in: what was handed in.
        files: digest of its files.
        folder: that they are in.
    """
    whose = hand_in.whose
    noted = {
        "download": hand_in.download,
        "place": hand_in.place,
        "platform": whose.platform,
        "number": whose.number,
        "attempt": hand_in.attempt,
        "late": hand_in.late,
        "files": files,
    }
    (folder / COLLECTED).write_text(json.dumps(noted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def decide(hand_in: HandIn, files: str, fresh: Path, target: Path) -> tuple[State, list[str]]:
    """What is to become of a hand-in, given what is in its place.

    Args:
        hand_in: what was handed in.
        files: digest of its files.
        fresh: the folder with these.
        target: its place.

    Returns:
        What is to become of it, and what is to be said about that.
    """
    there = list_folder(target)
    if not target.exists() or not (there.files or there.irregular):
        return "taken", []
    if digest_of_submission(target, (COLLECTED,)) == files:
        return "unchanged", []
    record = read_record(target)
    if record.files == files:
        return "unchanged", ["what is in submitted/ was changed there since it was collected: kept"]
    why = _is_older(
        hand_in, record, target, max((file.time for file in there.files if file.parts != TIMESTAMP), default=0.0)
    )
    if why:
        return "kept", [f"what is in submitted/ is newer ({why}): kept; remove it there to take this one"]
    gone = sorted({path.name for path in target.rglob("*.ipynb")} - {path.name for path in fresh.rglob("*.ipynb")})
    return "replaced", [f"the earlier hand-in also had {listed(list(map(shown, gone)))}"] if gone else []


def _is_older(hand_in: HandIn, record: Record, target: Path, changed: float) -> str:
    """Why a hand-in is older than what is in its place; "" where it is not.

    The time of handing in decides, then the platform's number of the attempt, then when files were changed last.
    """
    time = None
    with contextlib.suppress(OSError, UnicodeDecodeError):
        time = parsed_time((target / "timestamp.txt").read_text(encoding="utf-8"))
    if hand_in.time and time and hand_in.time != time:
        return f"handed in {_day(time)}, this one {_day(hand_in.time)}" if hand_in.time < time else ""
    same = record.platform == hand_in.whose.platform and record.number == hand_in.whose.number
    if same and record.attempt and hand_in.attempt and record.attempt != hand_in.attempt:
        return "a later attempt" if hand_in.attempt < record.attempt else ""
    if hand_in.changed < changed:
        return f"changed {_day(_moment(changed))}, this one {_day(_moment(hand_in.changed))}"
    return ""


def parsed_time(text: str) -> datetime | None:
    """The time that a `timestamp.txt` says, as grading reads it; None where it says none."""
    try:
        time = noted_moment(text)
    except (ValueError, OverflowError):
        return None
    return time.replace(tzinfo=UTC) if time else None


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0), 2**36), UTC)


def _day(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M")
