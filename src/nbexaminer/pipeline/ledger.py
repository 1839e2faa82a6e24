"""The ledger: which submission was graded from which files, so that the next run does only what changed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import astuple, dataclass

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.results import Recorded


@dataclass(frozen=True)
class Entry:
    """What is noted about a submission that was graded.

    Attributes:
        files: digests of everything that the result was made from, as `depends.joined` writes them.
        by_hand: the points and comments given by hand that its feedback shows; None before its feedback is written.
        result: exercise -> what was recorded of it in the gradebook; None where that is not noted.
        terms: what decided whether it was late, and what that costs; "" where nothing can be late.
    """

    files: str | None
    by_hand: str | None = None
    result: dict[str, Recorded] | None = None
    terms: str = ""


class Ledger:
    """The entries of a course, in `.cache/graded.json`. A file that is missing or broken counts as empty: all is graded anew.

    Args:
        course: the course.
    """

    def __init__(self, course: Course):
        self.path = course.cache / "graded.json"
        self._entries: dict[str, dict[str, object]] = {}
        with contextlib.suppress(OSError, ValueError, AttributeError, RecursionError):  # none, or not of this form
            read = json.loads(self.path.read_text(encoding="utf-8"))
            self._entries = {name: entry for name, entry in read.items() if isinstance(entry, dict)}

    def entry(self, submission: Submission) -> Entry | None:
        """What is noted about a submission; None for one that was never graded."""
        entry = self._entries.get(submission.key)
        if entry is None:
            return None
        result = None
        with contextlib.suppress(TypeError, AttributeError, KeyError):  # none, or not of this form
            result = {name: Recorded(*values) for name, values in entry["result"].items()}
        return Entry(entry.get("files"), entry.get("by hand"), result, entry.get("terms", ""))

    def record(self, submission: Submission, entry: Entry) -> None:
        """Note a submission that was graded; the file is replaced in one step.

        Raises:
            OSError: the file can't be written.
        """
        result = None if entry.result is None else {name: astuple(one) for name, one in entry.result.items()}
        noted = {"files": entry.files, "by hand": entry.by_hand, "result": result, "terms": entry.terms or None}
        self._entries[submission.key] = {name: value for name, value in noted.items() if value is not None}
        self._write()

    def students(self) -> set[str]:
        """Names of the students of whom anything is noted."""
        return {_student(key) for key in self._entries}

    def entries(self, student: str) -> list[str]:
        """Names of the assignments for which something is noted about a student."""
        return sorted(key.rpartition("/")[2] for key in self._entries if _student(key) == student)

    def forget(self, student: str) -> None:
        """Remove what is noted about a student; the file is replaced in one step.

        Raises:
            OSError: the file can't be written.
        """
        if self.entries(student):
            self._entries = {key: entry for key, entry in self._entries.items() if _student(key) != student}
            self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self._entries, indent=1, sort_keys=True), encoding="utf-8")
        fresh.replace(self.path)


def _student(key: str) -> str:
    return key.rpartition("/")[0]
