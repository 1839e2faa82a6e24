"""What an examiner's process is asked for: to run one cell."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Request:
    """A cell to run, or to go on with where it has stopped at its hidden tests.

    Attributes:
        name: the cell's id.
        source: its text.
        seconds: that the student's functions have; None where none of them is needed. Where they are, and the cell begins, two
            file descriptors follow the request: of the connection to the process that answers, and of that process.
        hidden_from: the line at which its hidden tests begin, where it is to stop there.
        hidden: whether what the student's functions see may be something hidden.
        words: all words of the submission.
        lines: all lines of the submission, stripped.
    """

    name: str
    source: str
    seconds: float | None = None
    hidden_from: int | None = None
    hidden: bool = False
    words: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def encode(self) -> bytes:
        """The request as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> Request:
        """A request that was sent."""
        return cls(**json.loads(message))
