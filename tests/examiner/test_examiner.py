"""The examiner: its own names come first, the student's fill the gaps, and a cell's outputs are as a kernel's would be."""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pytest

from nbexaminer.examiner.examiner import Examiner
from nbexaminer.examiner.proxies import TimeLimit


class Student:
    """A student who answers for some names, and notes which were asked."""

    def __init__(self, **names: object):
        self.names = names
        self.asked: list[str] = []

    def name(self, name: str) -> object:
        self.asked.append(name)
        return self.names[name]


@pytest.fixture
def examiner() -> Examiner:
    """A fresh one."""
    return Examiner()


def text(outputs: list[dict]) -> str:
    """What a cell showed, if it was one result."""
    assert [output["output_type"] for output in outputs] == ["execute_result"], outputs
    return outputs[0]["data"]["text/plain"]


def error(outputs: list[dict]) -> dict:
    """The error at the end of a cell's outputs."""
    assert outputs[-1]["output_type"] == "error", outputs
    return outputs[-1]


# -------------------------------------------------------------------------------------------------------------------- names


def test_what_the_examiner_has_is_never_asked_of_the_student(examiner):
    examiner.run("expected = 10", "setup", None)
    student = Student(expected=5, double=lambda x: 2 * x)
    assert text(examiner.run("expected", "check", student)) == "10"
    assert text(examiner.run("double(expected)", "check", student)) == "20"
    assert student.asked == ["double"]


def test_a_name_that_a_cell_defines_is_its_own_from_then_on(examiner):
    student = Student(x=5)
    assert text(examiner.run("x = x + 1\nx", "check", student)) == "6"
    assert student.asked == ["x"]
    assert text(examiner.run("x", "later", Student(x=0))) == "6"


@pytest.mark.parametrize(
    "name", ["len", "sum", "print", "isinstance", "AssertionError", "__name__", "__file__", "__builtins__"]
)
@pytest.mark.parametrize("source", ["{}", "(lambda: {})()", "[{} for _ in range(1)]"])
def test_builtins_and_dunders_are_never_asked_of_the_student(examiner, name, source):
    student = Student(**{name: "the student's"})
    outputs = examiner.run(f"'the student' in str({source.format(name)})", "check", student)
    assert name == "__file__" or text(outputs) == "False"
    assert student.asked == []


@pytest.mark.parametrize(
    "source", ["nowhere", "(lambda: nowhere)()", "[nowhere for _ in 'a']", "def f(): return nowhere\nf()"]
)
@pytest.mark.parametrize("student", [None, Student()])
def test_a_name_that_nobody_has_is_a_name_error(examiner, source, student):
    shown = error(examiner.run(source, "check", student))
    assert shown["ename"] == "NameError"
    assert shown["evalue"] == "name 'nowhere' is not defined"


@pytest.mark.parametrize(
    "source",
    [
        "f(3)",
        "(lambda: f(3))()",
        "[f(x) for x in (3,)][0]",
        "def g(): return f(3)\ng()",
        "class A: y = f(3)\nA.y",
        "sum(map(f, [3]))",
    ],
)
def test_the_students_names_are_found_wherever_a_cell_uses_them(examiner, source):
    assert text(examiner.run(source, "check", Student(f=lambda x: 2 * x))) == "6"


def test_a_function_of_an_earlier_cell_sees_the_student_of_the_later_one(examiner):
    examiner.run("def checks(): return answer + 1", "setup", None)
    assert text(examiner.run("checks()", "one", Student(answer=1))) == "2"
    assert text(examiner.run("checks()", "other", Student(answer=5))) == "6"


def test_the_student_is_forgotten_after_the_cell(examiner):
    student = Student(answer=1)
    for source in ("answer", "1 / 0", "raise SystemExit", "def"):
        examiner.run(source, "one", student)
        assert examiner.builtins.student is None
    assert error(examiner.run("answer", "other", None))["ename"] == "NameError"
    assert "answer" not in examiner.names


def test_a_name_that_was_asked_for_is_asked_for_again(examiner):
    student = Student(answer=1)
    assert (
        text(examiner.run("first = answer\nlater = answer", "one", student) or examiner.run("later", "x", None)) == "1"
    )
    assert student.asked == ["answer", "answer"]


class Gone:
    """A student who has been stopped."""

    ended = TimeLimit("`f` took too long.")

    def name(self, name: str) -> object:
        raise self.ended


@pytest.mark.parametrize(
    "source",
    [
        "answer",
        "try:\n    answer\nexcept Exception:\n    raise ValueError('the loss is wrong: is a limit written in?') from None",
        "try:\n    x = answer\nexcept Exception:\n    x = None\nassert x == 5",
    ],
)
def test_a_student_who_does_not_answer_is_the_error_of_the_cell_whatever_the_check_makes_of_it(examiner, source):
    shown = error(examiner.run(source, "check", Gone()))
    assert (shown["ename"], shown["evalue"]) == ("TimeLimit", "`f` took too long.")
    assert shown["traceback"] == ["`f` took too long."]


def test_a_check_that_passes_without_the_students_answer_has_passed(examiner):
    assert examiner.run("try:\n    answer\nexcept Exception:\n    pass", "check", Gone()) == []


def test_no_traceback_shows_a_line_of_this_package(examiner, student):
    examiner.run("def compare(f):\n    return f(1, 2, 3)", "setup", None)
    shown = "\n".join(error(examiner.run("compare(identity)", "check", student))["traceback"])
    assert "return f(1, 2, 3)" in shown
    assert "proxies" not in shown
    assert "examiner.py" not in shown


# ------------------------------------------------------------------------------------------------------------------ outputs


def test_the_last_expression_is_shown_as_a_notebook_shows_it(examiner):
    (output,) = examiner.run("x = 1\nx + 1", "check", None)
    assert output == {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}}
    (output,) = examiner.run("class H:\n    def _repr_html_(self): return '<b>x</b>'\nH()", "check", None)
    assert output["data"]["text/html"] == "<b>x</b>"


@pytest.mark.parametrize(
    "source", ["", "# nothing", "x = 1", "None", "print", "'text'", "x = 1\nNone", "def f(): return 5"]
)
def test_nothing_is_shown_where_there_is_no_value(examiner, source):
    outputs = examiner.run(source, "check", None)
    assert len(outputs) == (source in ("print", "'text'"))


def test_what_is_printed_is_kept_and_comes_before_the_result(examiner):
    outputs = examiner.run("print('one')\nimport sys\nx = sys.stdout.write('two\\n')\n3", "check", None)
    assert [output["output_type"] for output in outputs] == ["stream", "execute_result"]
    assert outputs[0] == {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}
    outputs = examiner.run("print('before')\n1 / 0", "check", None)
    assert [output["output_type"] for output in outputs] == ["stream", "error"]
    assert outputs[0]["text"] == "before\n"


@pytest.mark.parametrize(
    "source",
    [
        "import sys; print('x', file=sys.stderr)",
        "import warnings\nwarnings.warn('x')",
        "import numpy as np\ny = np.float64(1) / 0",
    ],
)
def test_warnings_and_standard_error_are_left_out(examiner, capsys, monkeypatch, source):
    def show(message, category, filename, lineno, file=None, line=None) -> None:
        print(message, file=file or sys.stderr)  # as Python does where nobody keeps warnings

    monkeypatch.setattr(warnings, "showwarning", show)
    assert examiner.run(source, "check", None) == []
    assert capsys.readouterr() == ("", "")


def test_streams_are_as_they_were_after_a_cell(examiner):
    streams = sys.stdout, sys.stderr
    for source in ("print(1)", "1 / 0", "raise SystemExit"):
        examiner.run(source, "check", None)
        assert (sys.stdout, sys.stderr) == streams


def test_annotations_are_values_as_in_a_notebook(examiner):
    assert text(examiner.run("def f(x: 1 + 1): pass\nf.__annotations__", "check", None)) == "{'x': 2}"


# ------------------------------------------------------------------------------------------------------------------- errors


def test_an_error_has_the_traceback_of_the_cell_and_no_line_of_the_examiners_own(examiner):
    shown = error(examiner.run("x = 0\ndef f():\n    return 1 / x\n\nf()", "check_division", None))
    assert (shown["ename"], shown["evalue"]) == ("ZeroDivisionError", "division by zero")
    whole = "\n".join(shown["traceback"])
    assert '"<check_division>", line 5, in <module>' in whole
    assert '"<check_division>", line 3, in f' in whole
    assert "return 1 / x" in whole
    assert "examiner.py" not in whole
    assert shown["traceback"][0] == "Traceback (most recent call last):"
    assert shown["traceback"][-1] == "ZeroDivisionError: division by zero"


def test_a_failed_assertion_carries_its_message(examiner):
    shown = error(examiner.run("assert 1 == 2, 'not equal'", "check", None))
    assert (shown["ename"], shown["evalue"]) == ("AssertionError", "not equal")


def test_an_error_that_renders_its_own_traceback_does(examiner):
    source = "class Failed(AssertionError):\n    def _render_traceback_(self): return ['one', 'two']\nraise Failed('x')"
    shown = error(examiner.run(source, "check", None))
    assert shown == {"output_type": "error", "ename": "Failed", "evalue": "x", "traceback": ["one", "two"]}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(:", "SyntaxError"),
        ("  x = 1\n y", "IndentationError"),
        ("x = '", "SyntaxError"),
        ("return 5", "SyntaxError"),
        ("x = 1\0", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("import sys; sys.exit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError"),
        ("raise ExceptionGroup('g', [ValueError()])", "ExceptionGroup"),
    ],
)
def test_whatever_ends_a_cell_is_its_output_and_the_next_one_runs(examiner, source, name):
    assert error(examiner.run(source, "check", None))["ename"] == name
    assert text(examiner.run("5", "check", None)) == "5"


@pytest.mark.parametrize("method", ["__str__", "_render_traceback_"])
def test_an_error_that_can_not_say_what_it_is_ends_nothing(examiner, method):
    source = f"class Odd(Exception):\n    def {method}(self): return 1 / 0\nraise Odd"
    assert error(examiner.run(source, "check", None))["ename"] == "Odd"


def test_an_error_of_the_students_is_not_taken_for_one_of_the_checks(examiner):
    def fails() -> None:
        raise type("CheckFailed", (ValueError,), {"__module__": "student"})("x")

    assert error(examiner.run("f()", "check", Student(f=fails)))["ename"] == "ValueError"


# ------------------------------------------------------------------------------------------------------------------- magics


@pytest.mark.parametrize("magic", ["%matplotlib inline", "!ls", "  %time x = 5", "%%capture"])
def test_magics_are_skipped_and_lines_keep_their_numbers(examiner, magic):
    shown = error(examiner.run(f"{magic}\ny = 1\n1 / 0", "check", None))
    assert '"<check>", line 3' in "\n".join(shown["traceback"])
    assert text(examiner.run(f"{magic}\n5", "check", None)) == "5"


@pytest.mark.parametrize(
    "source", ["(17\n    % 5)", "x = 17\ny = (x + 17\n     % 5)\ny - 17", "'''a\n%b'''.count('%') + 1"]
)
def test_a_line_that_begins_with_a_percent_sign_and_is_no_magic_stays(examiner, source):
    assert text(examiner.run(source, "check", None)) == "2"


def test_arrays_are_shown_as_text(examiner):
    assert text(examiner.run("w", "check", Student(w=np.arange(3)))) == "array([0, 1, 2])"


# ---------------------------------------------------------------------------------------------------- where it is to stop

HIDING = """
def check(add):
    first = double(3)
    print("visible", first)
    # hidden from here on
    add = add + double(5)
    print("hidden", add)

check(1)
"""


def test_a_cell_stops_where_its_hidden_tests_begin_and_goes_on_later(examiner):
    asked = []
    student = Student(double=lambda x: asked.append(x) or 2 * x)
    assert examiner.run(HIDING, "check", student, hidden_from=5) is None
    assert asked == [3]
    assert text(examiner.run("double(1)", "other", Student(double=lambda x: "another"))) == "'another'"
    (stream,) = examiner.go_on("check")
    assert stream["text"] == "visible 6\nhidden 11\n"
    assert asked == [3, 5]


def test_a_cell_that_fails_before_its_hidden_tests_never_comes_to_them(examiner):
    outputs = examiner.run("assert False, 'seen'\n# from here on\nassert False, 'hidden'", "check", None, hidden_from=2)
    assert error(outputs)["evalue"] == "seen"
    assert examiner.stopped == {}


def test_a_failure_of_a_hidden_test_is_an_output(examiner):
    assert examiner.run("x = 1\n# from here on\nassert False, 'hidden'", "check", None, hidden_from=2) is None
    assert error(examiner.go_on("check"))["evalue"] == "hidden"


@pytest.mark.parametrize(
    "source",
    [
        "for x in (1, 2):\n    pass\n# hidden\nprint('late')",
        "if True:\n    x = 1\n    # hidden\n\n    print('late')",
        "try:\n    x = 1\nfinally:\n    # hidden\n    print('late')",
        "with open('/dev/null') as file:\n    x = 1\n    # hidden\n    print('late')",
        "x = 1\n# hidden\n\n\n@print\ndef late():\n    '''late'''",
        "x = 1\n# hidden\n\nprint(f'''\n{'late'}''')",
    ],
)
def test_wherever_the_hidden_tests_begin_nothing_of_them_has_been_run_before(examiner, source):
    begins = source.split("\n").index(next(line for line in source.split("\n") if line.strip() == "# hidden")) + 1
    assert examiner.run(source, "check", None, hidden_from=begins) is None
    assert examiner.stopped["check"].printed.getvalue() == ""
    assert "late" in examiner.go_on("check")[0]["text"]


def test_a_cell_whose_hidden_tests_are_not_reached_is_done(examiner):
    assert examiner.run("def unused():\n    # hidden\n    return 1", "check", None, hidden_from=2) == []
    assert examiner.run("x = 1\n# hidden, and nothing", "check", None, hidden_from=2) == []
