"""Grade courses of notebooks with nbgrader: student code in a sandbox, hidden tests in a process that it never sees.

The names below are the package's public face; everything else may change. Each is imported when it is first used:
`import nbexaminer` alone imports nothing, since this file also lies in the sandbox, beside the code of students.

- `Course`: a course folder; `Submission`: a student's folder in it; `CourseError`: an error that says what to do.
- `build`: make what is handed out, releases and solutions.
- `plan`: decide which submissions are to be graded; `grade`: grade them.
- `configure`: the settings that a course's `nbgrader_config.py` needs; `gradebook_address`: of its gradebook.
"""

import sys

# jsonschema can check whether a text is an internet address, which no notebook asks for: whoever imports it waits seconds
# until this optional package has compiled its grammars.
sys.modules.setdefault("rfc3987_syntax", None)

_PUBLIC = {
    "Course": "nbexaminer.course.course",
    "CourseError": "nbexaminer.course.errors",
    "Submission": "nbexaminer.course.course",
    "build": "nbexaminer.authoring.build",
    "configure": "nbexaminer.course.defaults",
    "gradebook_address": "nbexaminer.course.database",
    "grade": "nbexaminer.pipeline.run",
    "plan": "nbexaminer.pipeline.plan",
}
"""Public name -> the module that defines it."""

__all__ = [*_PUBLIC]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_PUBLIC[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
