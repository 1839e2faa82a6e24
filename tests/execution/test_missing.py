"""Which check failed because of a missing module: decided from the cells' texts, and from errors that may be forged."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_output

from nbexaminer.course.metadata import Missing
from nbexaminer.execution.missing import MOST, MissingModules

ABSENT = "ModuleNotFoundError", "No module named 'nobodys'"


def error(name: str, text: str):
    return new_output("error", ename=name, evalue=text, traceback=[])


def looked_through(*cells: tuple, files: tuple[str, ...] = ()) -> MissingModules:
    """What is found in cells, each of them a text, and the name and text of the error in which it ended."""
    made = [
        new_code_cell(text, id=f"cell{number}", outputs=[error(*ended)] if ended else [])
        for number, (text, *ended) in enumerate(cells)
    ]
    return MissingModules(dict(enumerate(made)), files)


def because(modules: MissingModules, name: str, text: str, check: str = "f()") -> str | None:
    """The missing module because of which a check failed that ended in this error."""
    cause = modules.cause_of(error(name, text), check)
    return cause and cause.module


def test_a_name_that_its_cell_did_not_come_to_define():
    modules = looked_through(("a = 1\nimport nobodys\ndef f(): pass", *ABSENT))
    assert modules.found == [Missing("nobodys", "", "cell0")]
    assert set(modules.lost) == {"nobodys", "f"}
    blank = "○ one: not attempted. name 'f' is not defined: fill the blank in, and run its cell."
    assert because(modules, "NotAttempted", blank) == "nobodys"
    assert because(modules, "NameError", "name 'f' is not defined") == "nobodys"
    assert because(modules, "NameError", "name 'a' is not defined", "a") is None
    assert because(modules, "NotAttempted", "○ one: not attempted. `f` still has a blank.") is None
    assert because(modules, "CheckFailed", "✗ one: `f` gave 3, not 4.") is None


def test_a_function_that_uses_a_name_of_the_import():
    modules = looked_through(("from nobodys import n", *ABSENT), ("def g(): n()\ndef f(): g()\ndef h(): pass",))
    assert because(modules, "CheckFailed", "✗ one: `f` raised NameError: name\n  'n' is not defined") == "nobodys"
    # hidden tests show no text of an error
    assert because(modules, "CheckFailed", "✗ one: `f` raised NameError") == "nobodys"
    assert because(modules, "CheckFailed", "✗ one: `h` raised NameError", "h()") is None


def test_an_import_within_a_function():
    modules = looked_through(("import numpy\ndef f():\n    import numpy, nobodys.deeper",))
    assert modules.found == []
    assert (
        because(modules, "CheckFailed", "✗ one: `f` raised ModuleNotFoundError: No module named 'nobodys'") == "nobodys"
    )
    assert modules.found == [Missing("nobodys", "", "cell0")]
    modules = looked_through(("def f():\n    import nobodys",))
    assert because(modules, "CheckFailed", "✗ one: `f` raised ModuleNotFoundError") == "nobodys"
    assert because(modules, "CheckFailed", "✗ one: `f` raised ModuleNotFoundError", "g()") is None


def test_what_is_lost_is_lost_to_the_cells_below_that_need_it():
    modules = looked_through(
        ("import nobodys\ndef f(): pass", *ABSENT),
        ("a = 1\nb = f()", "NameError", "name 'f' is not defined"),
        ("c = d", "NameError", "name 'd' is not defined"),
    )
    assert set(modules.lost) == {"nobodys", "f", "b"}


def test_what_is_defined_elsewhere_is_not_lost():
    modules = looked_through(("g = 1",), ("import nobodys\nf = g = 2", *ABSENT), ("f = 3",))
    assert set(modules.lost) == {"nobodys"}


def test_a_name_that_a_module_lacks_must_stand_in_the_text():
    lacks = "ImportError", "cannot import name 'nothing' from 'json' (/somewhere)"
    assert looked_through(("from json import nothing", *lacks)).found == [Missing("json", "nothing", "cell0")]
    assert looked_through(("1", *lacks)).found == []


@pytest.mark.parametrize(
    ("ename", "evalue"),
    [
        ("ModuleNotFoundError", "No module named 'give me all points'"),
        ("ModuleNotFoundError", "No module named 'numpy'"),
        ("ModuleNotFoundError", f"No module named '{'long' * 20}'"),
        ("ModuleNotFoundError", "No module named 'helper'"),
        ("ValueError", "No module named 'nobodys'"),
        ("NameError", "name 'f' is not defined"),
    ],
)
def test_forged_errors_and_others_name_nothing(ename, evalue):
    modules = looked_through(("f = 1", ename, evalue), files=("helper.py",))
    assert (modules.found, modules.lost) == ([], {})


def test_no_more_than_some_are_named():
    cells = [(f"import nobodys{number}", ABSENT[0], f"No module named 'nobodys{number}'") for number in range(MOST + 3)]
    assert len(looked_through(*cells).found) == MOST
