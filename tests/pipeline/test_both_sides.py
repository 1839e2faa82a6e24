"""Student code and checks in processes of their own, seen from the outside: what costs nothing, is shown, is refused."""

from __future__ import annotations

import re

import nbformat
import pytest

from nbexaminer.sandbox import bubblewrap
from tests.small_course import SmallCourse, assert_one_clear_sentence, scores, small_notebook

NOISY = """(print("printed"), __import__("sys").stderr.write("written"), __import__("warnings").warn("warned"), 2 * x)[-1]"""


def graded(course: SmallCourse, student: str) -> nbformat.NotebookNode:
    return nbformat.read(course.root / "autograded" / student / "tiny" / "tiny.ipynb", as_version=4)


def feedback(course: SmallCourse, student: str) -> str:
    return (course.root / "feedback" / student / "tiny" / "tiny.html").read_text()


def configure(course: SmallCourse, line: str) -> None:
    path = course.root / "nbgrader_config.py"
    path.write_text(f"{path.read_text()}\n{line}\n")


def test_prints_warnings_and_standard_error_of_right_code_cost_nothing(small_course):
    small_course.submit("ada", small_notebook(double=NOISY, extra="import sys\nprint('note', file=sys.stderr)"))
    assert small_course.run("grade").returncode == 0
    assert scores(small_course) == {"ada": 2}
    assert graded(small_course, "ada").metadata.grading.incidents == []
    cells = {cell.id: cell for cell in graded(small_course, "ada").cells}
    assert cells["check_double"].outputs == []
    assert cells["extra"].outputs[0].text == "note\n"


def test_an_empty_cell_is_no_incident(small_course):
    small_course.submit("ada", small_notebook(extra="  "))
    assert small_course.run("grade").returncode == 0
    assert graded(small_course, "ada").metadata.grading.incidents == []


@pytest.mark.slow
def test_what_ends_the_kernel_later_is_found(small_course):
    notebook = small_notebook(extra="import time\ntime.sleep(3)")
    timer = "import os, threading\nthreading.Timer(1.5, os._exit, [1]).start()"
    notebook.cells.insert(1, nbformat.v4.new_code_cell(timer, id="timer"))
    small_course.submit("ada", notebook)
    assert small_course.run("grade").returncode == 0
    assert [incident.cell for incident in graded(small_course, "ada").metadata.grading.incidents] == ["timer"]
    assert scores(small_course) == {"ada": 2}


def test_files_of_the_students_own_are_there_and_links_are_not(small_course):
    show = "import helper, os\nprint(helper.name, sorted(os.listdir()), os.access('helper.py', os.W_OK))"
    folder = small_course.submit("ada", small_notebook(extra=show)).parent
    (folder / "helper.py").write_text("name = 'of my own'")
    (folder / "link.py").symlink_to(small_course.root / "nbgrader_config.py")
    assert small_course.run("grade").returncode == 0
    extra = next(cell for cell in graded(small_course, "ada").cells if cell.id == "extra")
    assert extra.outputs[0].text == "of my own ['helper.py'] True\n"
    assert not (small_course.root / "autograded" / "ada" / "tiny" / "link.py").exists()


def test_a_notebook_of_the_students_own_can_be_run_and_is_no_notebook_of_the_assignment(small_course):
    folder = small_course.submit("ada", small_notebook(double="factor * x", extra="%run other.ipynb")).parent
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("factor = 2")])
    nbformat.write(other, folder / "other.ipynb")
    result = small_course.run("grade", "--verbose")
    assert scores(small_course) == {"ada": 2}
    assert "other.ipynb is no notebook of the assignment: kept beside it, not graded." in result.stdout
    assert "0 graded, 1 unchanged" in small_course.run("grade").stdout
    assert not (small_course.root / "feedback" / "ada" / "tiny" / "other.html").exists()


def test_a_notebook_that_is_a_link_is_not_followed(small_course):
    path = small_course.submit("ada")
    path.unlink()
    path.symlink_to(small_course.root / "source" / "tiny" / "tiny.ipynb")
    result = small_course.run("grade", "--verbose")
    assert "repaired: ada, tiny: " in result.stdout
    assert "link" in result.stdout
    assert scores(small_course) == {"ada": 0}


def test_what_would_act_in_a_browser_is_taken_out(small_course):
    script = "<script>grade()</script>"
    show = f"from IPython.display import *\ndisplay(HTML('<b onclick=\"grade()\">bold</b>{script}'))"
    show += "\ndisplay(Markdown('[there](javascript:grade())'), Latex('$\\\\href{javascript:grade()}{x}$'))"
    notebook = small_notebook(extra=f"{show}\ndisplay(Javascript('grade()'))")
    notebook.cells[
        -1
    ].source = f"Because a < b.\n\n<img src=x onerror='grade()'>{script} [link](&#106;avascript:grade())\n"
    notebook.cells[-1].source += r"$\href{javascript:grade()}{y}$" + "\n\n* $x$"
    notebook.cells.append(nbformat.v4.new_raw_cell(script))
    small_course.submit("ada", notebook)
    assert small_course.run("grade").returncode == 0
    page = feedback(small_course, "ada")
    assert "<b>bold</b>" in page
    assert "a &lt; b" in page
    assert "<img src=x" not in page
    assert "<script>grade" not in page
    assert 'href="javascript' not in page
    assert page.count(r"<code>$\href{javascript:grade()}") == 2
    assert ">there</a>" in page
    assert re.search(r"<li><math[^>]*><mrow><mi>x</mi></mrow></math></li>", page)
    assert "onclick" not in page.split("bold</b>")[0][-40:]


def test_what_went_wrong_is_named_to_the_instructor_and_to_the_student(small_course):
    small_course.submit("ada", small_notebook(extra="import os\nos._exit(3)"))
    result = small_course.run("grade", "--verbose")
    assert "went wrong: ada, tiny, cell extra: It ended the kernel (exit code 3)." in result.stdout
    assert "It ended the kernel (exit code 3)." in feedback(small_course, "ada")
    assert scores(small_course) == {"ada": 2}


def test_without_bubblewrap_nothing_is_graded(small_course, monkeypatch):
    bubblewrap.find.cache_clear()
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bubblewrap, "_packaged", lambda: None)
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run("grade"), "bubblewrap is missing", "c.Sandbox.enabled = False")
    assert not (small_course.root / "autograded").exists()
    bubblewrap.find.cache_clear()


def test_the_choice_to_have_no_sandbox_is_reported(small_course, monkeypatch):
    monkeypatch.setattr(bubblewrap, "find", lambda: pytest.fail("bubblewrap was asked for"))
    configure(small_course, "c.Sandbox.enabled = False")
    small_course.submit("ada", small_notebook(extra="import os\nprint(os.getuid())"))
    result = small_course.run("grade")
    assert result.returncode == 0, result.stderr
    assert "WITHOUT A SANDBOX: 1 submission (ada)" in result.stdout
    assert graded(small_course, "ada").metadata.grading.sandbox == "none"
    assert scores(small_course) == {"ada": 2}


def test_a_sandbox_of_a_user_who_is_not_root(small_course, monkeypatch):
    monkeypatch.setattr(bubblewrap.os, "geteuid", lambda: 1000)
    small_course.submit("ada", small_notebook(extra="import os\nprint(os.getuid(), os.listdir('/root') or 'nothing')"))
    result = small_course.run("grade")
    assert result.returncode == 0, result.stderr
    extra = next(cell for cell in graded(small_course, "ada").cells if cell.id == "extra")
    assert extra.outputs[0].text.startswith("1000 ")
    assert scores(small_course) == {"ada": 2}


@pytest.mark.parametrize(
    ("setting", "cell", "reason"),
    [
        ("c.ExecuteNotebook.timeout = 2", "while True:\n    len('')", "longer than 2 seconds"),
        ("c.ExecuteSubmission.output_limit = 1", "print('x' * 2_000_000)", "more than 1 MB, or 300 pieces, of output"),
        ("c.Sandbox.processes = 40", "import os, time\n[os.fork() for _ in range(6)]\ntime.sleep(9)", "40 processes"),
        (
            "c.ExecuteSubmission.left_behind = 1",
            "import os, time\nif not os.fork() or not os.fork(): time.sleep(60)",
            "1 proc",
        ),
        ("c.Sandbox.disk = 1", "open('big', 'wb').write(b'0' * 2_000_000)", "No space left"),
    ],
)
def test_limits_are_settings(small_course, setting, cell, reason):
    configure(small_course, setting)
    small_course.submit("ada", small_notebook(extra=cell))
    assert small_course.run("grade").returncode == 0
    assert scores(small_course) == {"ada": 2}
    extra = next(cell for cell in graded(small_course, "ada").cells if cell.id == "extra")
    assert reason in extra.outputs[-1].evalue
