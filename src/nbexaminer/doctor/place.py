"""What the checks look at: a course folder, whose settings are loaded once, and only if a check asks for them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nbexaminer.doctor.findings import NotLookedAt

if TYPE_CHECKING:
    from traitlets.config import Config

    from nbexaminer.course.course import Course


class Place:
    """A course folder, whatever is in it.

    Args:
        root: its path.
    """

    def __init__(self, root: Path):
        self.root = root.absolute()

    @cached_property
    def loaded(self) -> Course | BaseException:
        """The course with its settings, or the error that kept these from being loaded."""
        try:
            from nbexaminer.course.course import Course

            course = Course(self.root)
            course.config  # noqa: B018
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return error
        return course

    @property
    def config(self) -> Config:
        """The settings.

        Raises:
            NotLookedAt: they don't load.
        """
        if isinstance(self.loaded, BaseException):
            raise NotLookedAt("needs the settings, which don't load")
        return self.loaded.config

    @property
    def course(self) -> Course:
        """The course, whose folders are known.

        Raises:
            NotLookedAt: its settings don't load, or don't say where its folders are.
        """
        from traitlets import TraitError

        try:
            self.config, self.loaded.directory  # noqa: B018
        except TraitError:
            raise NotLookedAt("needs c.CourseDirectory, in which a value is wrong") from None
        return self.loaded

    def relative(self, path: Path) -> str:
        """A path as it is named to the user: in the course folder, where it lies there."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)
