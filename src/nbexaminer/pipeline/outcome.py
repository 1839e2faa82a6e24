"""What became of one submission in a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nbexaminer.course.course import Submission


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        submission: the submission.
        state: "graded", "recorded" (graded, and its feedback is still to be written), "feedback" (only its penalty and
            feedback were made anew, with points or comments given by hand, or another due date), "unchanged" or "refused".
        reason: why it was refused, one sentence; or why it was graded again, or its feedback was written anew, a phrase.
        changes: what a regrade changed, a phrase for each exercise.
        remark: what a human should know about its pages; "" for nothing.
        late: how late it was and what that costs, where that has changed; "" else.
    """

    submission: Submission
    state: Literal["graded", "recorded", "feedback", "unchanged", "refused"]
    reason: str = ""
    changes: tuple[str, ...] = ()
    remark: str = ""
    late: str = ""
