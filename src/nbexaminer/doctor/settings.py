"""Checks of `nbgrader_config.py`: it loads, each setting is one, and what grading relies on is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nbexaminer.course.errors import CourseError, first_line
from nbexaminer.course.words import nearest
from nbexaminer.doctor.findings import Finding, mend, stops, well
from nbexaminer.doctor.place import Place

if TYPE_CHECKING:
    from traitlets import TraitType
    from traitlets.config import Config, Configurable

IMPORTED = re.compile(r".*(preprocessors|_class|_hook|filters)")
"""Names of settings whose values name what is imported."""
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")


def settings(place: Place) -> Iterator[Finding]:
    """Whether the settings load, and each of them is one."""
    loaded = place.loaded
    if isinstance(loaded, CourseError | ModuleNotFoundError):
        raise loaded
    if isinstance(loaded, BaseException):
        yield stops(
            f"nbgrader_config.py can't be used ({type(loaded).__name__}: {first_line(loaded)}): put that right."
        )
        return
    count, classes, wrong = 0, _classes(), [*_not_importable(loaded.config)]
    for section, name, value in _each(loaded.config):
        count += 1
        wrong += _faults(section, name, value, classes)
    yield from wrong
    if not wrong:
        yield well(f"nbgrader_config.py loads; all of its {count} settings are known")


def configured(place: Place) -> Iterator[Finding]:
    """Whether what grading relies on is set: by `nbexaminer.configure`, and not taken away afterwards."""
    from traitlets.config import Config

    from nbexaminer.course.defaults import configure

    wanted, config = Config(), place.config
    configure(wanted)
    relied_on = list(_each(wanted))
    absent = [name for section, name, _ in relied_on if name not in config.get(section, {})]
    if absent:
        yield stops(
            "nbexaminer.configure(c) is not called, and without it pages show hidden tests: write it below "
            "`c = get_config()` in nbgrader_config.py."
        )
        return
    left_out = [*_left_out(relied_on, config)]
    for setting, item in left_out:
        yield stops(f"{setting} leaves {item} out, which grading relies on: add it to that list.")
    if not left_out:
        yield well("nbexaminer.configure(c) is called, and what it sets is kept")


def _left_out(relied_on: list[tuple[str, str, object]], config: Config) -> Iterator[tuple[str, str]]:
    """What the settings take out of lists of this package's: the setting, and what is missing there."""
    for section, name, value in relied_on:
        there = [item for item in map(_imported, _names(config[section][name])) if item is not None]
        for item in _names(value):
            own = _imported(item) if isinstance(item, str) and item.startswith("nbexaminer.") else None
            if own is None or own in there:
                continue
            if not (isinstance(own, type) and any(isinstance(one, type) and issubclass(one, own) for one in there)):
                yield f"c.{section}.{name}", item


def _faults(section: str, name: str, value: object, classes: list[type[Configurable]]) -> Iterator[Finding]:
    """What is wrong with one setting."""
    shown = f"c.{section}.{name}" if section else f"c.{name}"
    concerned = [one for one in classes if section in one.section_names()]
    if not concerned:
        near = nearest(section, [one.__name__ for one in classes]) if section else None
        meant = f"did you mean c.{near}?" if near else "nothing reads it."
        yield mend(f"{shown}: neither nbgrader nor this grader has {section or 'such a setting'}: {meant}")
        return
    traits = {
        key: trait
        for one in sorted(concerned, key=lambda one: one.__name__ == section)
        for key, trait in one.class_traits(config=True).items()
    }
    if name not in traits:
        near = nearest(name, list(traits))
        yield mend(f"{shown} is no setting: {f'did you mean c.{section}.{near}?' if near else 'nothing reads it.'}")
        return
    problem = _refusal(traits[name], value)
    if problem:
        only_others = all(_is_a_command(one) for one in concerned if one.__name__ == section)
        yield (mend if only_others else stops)(f"{shown}: {problem} Put that right.")


def _refusal(trait: TraitType, value: object) -> str | None:
    """What a setting says of a value that it does not take; None where it takes it."""
    from traitlets import TraitError
    from traitlets.config.loader import LazyConfigValue

    if isinstance(value, LazyConfigValue) or (value is None and trait.allow_none):
        return None
    try:
        trait.validate(None, value)
    except TraitError as error:
        return first_line(error)
    except Exception:  # it needs an object, which is not there yet
        return None
    return None


def _is_a_command(one: type[Configurable]) -> bool:
    """Whether a class is one of nbgrader's or Jupyter's commands, which grading does not use."""
    from traitlets.config import Application

    return issubclass(one, Application)


def _not_importable(config: Config) -> Iterator[Finding]:
    """What the settings name and can't be imported."""
    for section, name, value in _each(config):
        for item in _names(value) if IMPORTED.fullmatch(name) else ():
            if isinstance(item, str) and DOTTED.fullmatch(item):
                error = _imported(item, tell=True)
                if isinstance(error, BaseException):
                    yield stops(f"c.{section}.{name} names {item}, which can't be imported ({first_line(error)}).")


def _imported(item: object, tell: bool = False) -> object:
    """What a dotted name stands for; where that can't be imported, None, or the error."""
    from traitlets.utils.importstring import import_item

    if not isinstance(item, str):
        return item
    try:
        return import_item(item)
    except Exception as error:
        return error if tell else None


def _names(value: object) -> list:
    """The names in a setting, which is one, a list, or a table of them."""
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]


def _each(config: Config, above: str = "") -> Iterator[tuple[str, str, object]]:
    """Section, name and value of each setting; what stands in no section has an empty one."""
    from traitlets.config import Config

    for name, value in sorted(config.items()):
        if isinstance(value, Config) and name[:1].isupper():
            yield from _each(value, name)
        else:
            yield above, name, value


def _classes() -> list[type[Configurable]]:
    """Every class that has settings, of nbgrader, of what it stands on, and of this package."""
    import nbgrader.apps
    import nbgrader.server_extensions.formgrader  # noqa: F401
    from traitlets.config import Config, Configurable

    import nbexaminer.course.students
    import nbexaminer.sandbox.settings  # noqa: F401
    from nbexaminer.course.defaults import configure

    own = Config()
    configure(own)
    for _, _, value in _each(own):
        for item in _names(value):
            _imported(item)
    found, waiting = [], [Configurable]
    while waiting:
        for one in waiting.pop().__subclasses__():
            found.append(one)
            waiting.append(one)
    return found
