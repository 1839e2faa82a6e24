"""What a result depends on: a digest for each cause, in one text, so that a later run can say what has changed.

Settings count by what `nbgrader_config.py` says. An option of the command line, such as a time limit, holds for what it grades;
it makes nothing outdated, and a result that it led to is taken as it is by the next run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue
from traitlets.utils.importstring import import_item

from nbexaminer.course.course import Course
from nbexaminer.course.settings import load_settings
from nbexaminer.execution.task import SECTIONS

PAGES = "pages"
"""The cause on which only feedback pages depend."""
CAUSES = {
    "submission": "the submission changed",
    "source": "the source changed",
    "release": "the release changed",
    "settings": "a setting changed",
    "version": "another version of nbexaminer",
    PAGES: "a setting of the pages changed",
}
"""Cause -> what is said where it is another one than before."""
GRADING = {"Autograde", "GenerateAssignment", "ClearSolutions", "ClearHiddenTests", "ClearMarkScheme", *SECTIONS}
"""Sections of the settings that may change a result, besides those of the steps that the settings list."""
SHOWING = {"GenerateFeedback", "HTMLExporter", "TemplateExporter", "Exporter"}
"""Sections of the settings that may change a page, besides those of the steps that the settings list."""
PENALTIES = {"AssignLatePenalties"}
"""Steps that execute nothing: what they do is seen in the gradebook."""


def joined(digests: dict[str, str]) -> str:
    """The digests of all causes as one text."""
    return " ".join(f"{cause}:{digest}" for cause, digest in digests.items())


def changed(before: str, now: str) -> list[str]:
    """The causes that are others than before, in their order; all of them where the earlier text is of another form."""
    old = dict(part.partition(":")[::2] for part in before.split())
    new = dict(part.partition(":")[::2] for part in now.split())
    return [cause for cause in new if old.get(cause) != new[cause]]


def words(causes: Iterable[str], settings: Iterable[str] = ()) -> str:
    """What changed, as a phrase.

    Args:
        causes: as `changed` finds them.
        settings: names of the settings that are others than before, where that is known.
    """
    named = {cause: ", ".join(settings) for cause in ("settings", PAGES)}
    phrases = [
        f"{CAUSES.get(cause, cause)}: {named[cause]}" if named.get(cause) else CAUSES.get(cause, f"{cause} changed")
        for cause in causes
    ]
    return ", ".join(phrases)


def settings_that_matter(config: Config) -> tuple[dict[str, str], dict[str, str]]:
    """Setting -> digest of its value: of those on which results depend, and of those on which only pages do."""
    steps = Autograde(config=config)
    acting = GRADING | _sections([*steps.sanitize_preprocessors, *steps.autograde_preprocessors])
    acting |= _sections(GenerateAssignment(config=config).preprocessors)
    pages = [*_listed(config, "HTMLExporter", "preprocessors"), *_listed(config, "GenerateFeedback", "exporter_class")]
    results = _values(config, acting)
    ignore = config.get("CourseDirectory", {}).get("ignore")
    return results | {"CourseDirectory.ignore": _digest(ignore)}, _values(config, (SHOWING | set(pages)) - acting)


class Settings:
    """The settings of a course's file, and which of them are others than before.

    Args:
        course: the course.

    Attributes:
        results, pages: digests of those on which results depend, and of those on which only pages do.
    """

    def __init__(self, course: Course):
        self._folder = course.cache / "settings"
        self._now = settings_that_matter(load_settings(course.root))
        self.results, self.pages = map(_digest, self._now)

    def remember(self) -> None:
        """Keep the settings, so that a later run can name those that are others then.

        Raises:
            OSError: the folder can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for digest, settings in zip((self.results, self.pages), self._now, strict=True):
            if not self._path(digest).is_file():
                self._path(digest).write_text(json.dumps(settings, sort_keys=True), encoding="utf-8")

    def others(self, before: str) -> list[str]:
        """Names of the settings that differ from those in a text of `joined`, as far as these are remembered."""
        old = dict(part.partition(":")[::2] for part in before.split())
        found: set[str] = set()
        for cause, now in zip(("settings", PAGES), self._now, strict=True):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                then = json.loads(self._path(old.get(cause, "")).read_text(encoding="utf-8"))
                found |= {name for name in {*then, *now} if then.get(name) != now.get(name)}
        return sorted(found)

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.json"


def _values(config: Config, sections: Iterable[str]) -> dict[str, str]:
    """Setting -> digest of its value, for all that are set in some sections."""
    return {
        f"{section}.{name}": _digest(value)
        for section in sorted(sections)
        for name, value in sorted(config.get(section, {}).items())
    }


def _sections(steps: Iterable[object]) -> set[str]:
    """The sections in which a step's settings may stand: those of its class and of the classes above it."""
    found: set[str] = set()
    for step in steps:
        kind = step
        with contextlib.suppress(ImportError):  # grading itself says that it is not there
            kind = import_item(step) if isinstance(step, str) else step
        names = [each.__name__ for each in kind.__mro__] if isinstance(kind, type) else [str(kind)]
        if names[0] not in PENALTIES:
            found |= {name for name in names if name != "object"}
    return found


def _listed(config: Config, section: str, name: str) -> list[str]:
    """Names of the classes that a setting lists."""
    value = config.get(section, {}).get(name) or []
    each = value if isinstance(value, list | tuple) else [value]
    return [one.rpartition(".")[2] if isinstance(one, str) else getattr(one, "__name__", "") for one in each]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=_plain).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """A value that is the same in each run, for one that is no plain data."""
    if isinstance(value, LazyConfigValue):
        return value.to_dict()
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, Path):
        return str(value)
    kind = value if isinstance(value, type) or callable(value) else type(value)
    return f"{getattr(kind, '__module__', '')}.{getattr(kind, '__qualname__', '')}"
