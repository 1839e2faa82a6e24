"""The command `nbexaminer`: each of its commands has a file of its own here, and its options stand in `arguments.py`."""

from __future__ import annotations

import importlib
import signal
import sys

from nbexaminer.cli.arguments import parse
from nbexaminer.cli.terminal import in_words, prepare_streams, print_nowhere, tell_error, use_utf8
from nbexaminer.course.errors import CourseError

INTERRUPTED = {
    "grade": "interrupted: what was graded is kept; run the same command again for the rest.",
    "collect": "interrupted: each student's folder is whole, as it was or new; run the same command again for the rest.",
    "deadline": "interrupted: the settings are whole, as they were or as asked for; `nbexaminer deadline` shows them.",
    "new": "interrupted: nothing was made.",
    "check": "interrupted: nothing was changed.",
    "judge": "interrupted: nothing was written.",
    "doctor": "interrupted: nothing was changed.",
    "build": "interrupted: run the same command again to go on.",
}
"""Command -> the message after an interruption."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; returns the exit code: 0 when everything was done, 1 when something was not."""
    options = parse(arguments)
    try:
        # nbgrader takes seconds to import, in which somebody may press Ctrl-C.
        return importlib.import_module(f"nbexaminer.cli.{options.command}").run(options)
    except KeyboardInterrupt:
        print(INTERRUPTED.get(options.command, INTERRUPTED["build"]), file=sys.stderr)
        # An interrupt inside of an `exec` (dataclasses are made so) lets Python end by the signal, although it was answered
        # here, unless another `exec` has ended well since.
        exec("")
        return 1
    except BrokenPipeError:
        print_nowhere()
        tell_error(
            "nobody reads what is printed any more; what was done is kept: run the same command again to see it."
        )
        return 1
    except (CourseError, OSError) as error:
        tell_error(in_words(error))
        return 1


def command() -> None:
    """The console command; it ends the process."""
    use_utf8()
    prepare_streams()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also where Ctrl-C is ignored, as below `nohup`
    sys.exit(main())
