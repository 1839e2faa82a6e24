"""What `nbexaminer archive` does: keep a year's work in one file and, where asked, clear the course for the next."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from nbexaminer.cli.terminal import confirm
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable
from nbexaminer.course.settings import WRITTEN
from nbexaminer.course.students import sample_students
from nbexaminer.pipeline.archive import Found, Manifest, archive, choose_file, look_up
from nbexaminer.pipeline.lock import one_run
from nbexaminer.pipeline.new_year import begun, cleared_names, start_new_year, taken_up

MOST_NAMED = 20


def run(options: argparse.Namespace) -> int:
    """Archive as the options of the command line say; returns the exit code: 1 when something was not done."""
    course = Course(options.course)
    with one_run(course, finishing=options.start_new_year):
        return _run(course, options)


def _run(course: Course, options: argparse.Namespace) -> int:
    course.require_gradebook()
    earlier = begun(course)
    if earlier is not None:
        print(f"An earlier run archived this course in {printable(str(earlier))} and was stopped while it cleared it.")
        if not confirm("Go on clearing it?", options.yes):
            print("Nothing was done.")
            return 1
        return _clear(course, earlier, taken_up(course, earlier, _shown))
    path, found = choose_file(course, options.file), look_up(course)
    if options.start_new_year:
        _tell_what_goes(course, found)
        if not confirm("Archive everything, then remove this?", options.yes):
            print("Nothing was done.")
            return 1
    manifest = archive(course, path, found, _shown)
    _tell_archive(course, path, found, manifest)
    return _clear(course, path, manifest) if options.start_new_year else 0


def _clear(course: Course, path: Path, manifest: Manifest) -> int:
    left = start_new_year(course, path, manifest, _shown)
    for name in left[:MOST_NAMED]:
        print(f"left: {name} is not as it was archived.")
    if len(left) > MOST_NAMED:
        print(f"left: {len(left) - MOST_NAMED} more.")
    print("The course is ready for a new year: run `nbexaminer build`, then `nbexaminer roster FILE.csv`.")
    return 0


def _tell_what_goes(course: Course, found: Found) -> None:
    print("After archiving, this goes:")
    if course.has_gradebook():
        print("  the gradebook, with the roster and all points")
    kinds = {name: kind for name, (_, kind) in found.paths.items()}
    names = cleared_names(course, [name for name, kind in kinds.items() if kind != "folder"])
    for top, count in sorted(Counter(name.partition("/")[0] for name in names).items()):
        print(f"  {printable(top)}/: {count} file{'s' if count != 1 else ''}")
    if WRITTEN in found.paths:
        print(f"  due dates and extensions in {WRITTEN}")
    print("  .cache/")
    print(f"Releases, settings and the samples ({', '.join(sorted(map(printable, sample_students(course))))}) stay.")


def _tell_archive(course: Course, path: Path, found: Found, manifest: Manifest) -> None:
    for special in found.special:
        print(f"not archived: {printable(course.relative(special))} is no file.")
    size = -(-path.stat().st_size // 1024)
    print(
        f"Archived {len(manifest.entries)} files and folders in {printable(str(path))} ({size} kB), and read them back."
    )


def _shown(things: Iterable, total: int, what: str) -> Iterator:
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bars:
        yield from bars.track(things, total=total or None, description=what)
