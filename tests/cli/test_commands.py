"""`nbexaminer grade` and `nbexaminer build` as their users meet them, on a small course."""

from __future__ import annotations

import ctypes
import signal
import sys
import time
import types
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course, Submission
from nbexaminer.pipeline.run import Ledger, alone
from tests.conftest import SmallCourse, small_notebook

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


def obey_permissions() -> None:
    """In a child process that runs as root: read-only folders are read-only for it too."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def scores(course: SmallCourse) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {submission.student.id: submission.score for submission in gradebook.assignment_submissions("tiny")}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_one_clear_sentence(result, *words: str) -> None:
    errors = [line for line in result.stderr.splitlines() if line.strip()]
    assert result.returncode == 1, result.stderr
    assert len(errors) == 1, result.stderr
    assert errors[0].startswith(("error: ", "interrupted: "))
    assert "Traceback" not in result.stderr + result.stdout
    for word in words:
        assert word in errors[0]


def test_a_class_is_graded_and_a_second_run_does_nothing(small_course):
    small_course.submit("ada")
    small_course.submit("bob", small_notebook(double="3 * x"))
    first = small_course.run("grade")
    assert first.returncode == 0, first.stderr
    assert scores(small_course) == {"ada": 2, "bob": 0}
    assert "2 graded, 0 unchanged" in first.stdout
    assert "double:2/2" in first.stdout
    assert "feedback/ada/tiny/" in first.stdout
    before = everything(small_course.root / "autograded")
    second = small_course.run("grade")
    assert "0 graded, 2 unchanged" in second.stdout
    assert everything(small_course.root / "autograded") == before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ada/tiny": "an older form"}', "\x00"])
def test_a_broken_ledger_only_means_grading_anew(small_course, text):
    path = small_course.submit("ada")
    (small_course.root / ".cache").mkdir(exist_ok=True)
    (small_course.root / ".cache" / "graded.json").write_text(text)
    assert Ledger(Course(small_course.root)).state(Submission("ada", "tiny", path.parent)) == "missing"


def test_only_what_changed_is_graded_again(small_course):
    small_course.submit("ada")
    small_course.submit("bob", small_notebook(double="3 * x"))
    small_course.run("grade")
    small_course.submit("bob")
    again = small_course.run("grade")
    assert "1 graded, 1 unchanged" in again.stdout
    assert scores(small_course) == {"ada": 2, "bob": 2}


def test_points_and_comments_given_by_hand_reach_the_feedback_and_survive_a_regrade(small_course):
    small_course.submit("ada")
    assert "?/1" in small_course.run("grade").stdout
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("answer_why", "tiny", "tiny", "ada").manual_score = 0.5
        gradebook.find_comment("answer_why", "tiny", "tiny", "ada").manual_comment = "half a reason"
        gradebook.db.commit()
    assert "1 with new feedback only" in small_course.run("grade").stdout
    page = small_course.root / "feedback" / "ada" / "tiny" / "tiny.html"
    assert "half a reason" in page.read_text()
    assert "1 unchanged" in small_course.run("grade").stdout
    small_course.run("grade", "--force")
    assert scores(small_course) == {"ada": 2.5}
    assert "half a reason" in page.read_text()


def test_grading_twice_gives_the_same_bytes(small_course):
    small_course.submit("ada")
    small_course.run("grade")
    before = everything(small_course.root / "autograded")
    small_course.run("grade", "--force")
    assert everything(small_course.root / "autograded") == before


def test_feedback_shows_no_hidden_test_and_the_instructors_copy_does(small_course):
    small_course.submit("bob", small_notebook(double="x + 3"))
    small_course.run("grade")
    page = (small_course.root / "feedback" / "bob" / "tiny" / "tiny.html").read_text()
    assert "secret" not in page
    assert "double(5)" not in page.replace("</span>", "").replace('<span class="mi">', "")
    assert "double" in page
    graded = nbformat.read(small_course.root / "autograded" / "bob" / "tiny" / "tiny.ipynb", as_version=4)
    assert "secret" in str(graded)


def test_no_submitted_folder(small_course):
    assert_one_clear_sentence(small_course.run("grade"), "submitted/", "STUDENT/ASSIGNMENT")


def test_an_empty_submitted_folder(small_course):
    (small_course.root / "submitted").mkdir()
    assert_one_clear_sentence(small_course.run("grade"), "no submission")


@pytest.mark.parametrize("module", ["grade", "build"])
def test_an_assignment_that_does_not_exist(small_course, module):
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run(module, "--assignment", "tinny"), "'tinny'", "tiny")


def test_a_student_who_does_not_exist(small_course):
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run("grade", "--student", "adda"), "adda")


@pytest.mark.parametrize("module", ["grade", "build"])
def test_a_folder_that_is_no_course(tmp_path, module):
    assert_one_clear_sentence(SmallCourse(tmp_path).run(module), "nbgrader_config.py")


def test_a_submission_that_is_no_notebook_gets_its_result_and_the_reason(small_course):
    small_course.submit("ada")
    small_course.submit("bob", "not a notebook")
    result = small_course.run("grade")
    assert result.returncode == 0, result.stderr
    assert scores(small_course) == {"ada": 2, "bob": 0}
    assert "repaired: bob, tiny: " in result.stdout
    assert "no notebook" in (small_course.root / "feedback" / "bob" / "tiny" / "tiny.html").read_text()


def test_a_renamed_notebook_is_found(small_course):
    small_course.submit("ada")
    small_course.submit("bob").rename(small_course.root / "submitted" / "bob" / "tiny" / "tiny (1).ipynb")
    result = small_course.run("grade")
    assert scores(small_course) == {"ada": 2, "bob": 2}
    assert "tiny (1).ipynb" in result.stdout


def test_a_submission_that_is_a_link_is_refused_and_an_earlier_result_stays(small_course):
    small_course.submit("ada")
    small_course.run("grade")
    before = everything(small_course.root / "autograded")
    folder = small_course.root / "submitted" / "ada" / "tiny"
    folder.rename(small_course.root / "elsewhere")
    folder.symlink_to(small_course.root / "elsewhere")
    assert_one_clear_sentence(small_course.run("grade"), "submitted/ada/tiny/ is a link")
    assert everything(small_course.root / "autograded") == before
    assert scores(small_course) == {"ada": 2}


def test_a_regrade_says_what_changed_student_by_student(small_course):
    small_course.submit("ada")
    small_course.submit("bob")
    small_course.run("grade")
    small_course.submit("ada", small_notebook(double="3 * x"))
    result = small_course.run("grade")
    assert [line.split() for line in result.stdout.splitlines() if line.startswith("changed")] == [
        ["changed", "ada", "tiny", "tiny", "double:", "2", "→", "0"]
    ]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(small_course):
    small_course.submit("ada")
    small_course.run("grade")
    small_course.submit("bob")
    before = everything(small_course.root)
    result = small_course.run("grade", "--dry-run")
    assert result.returncode == 0
    assert "1 of 2 would be graded" in result.stdout
    assert [line.split()[:2] for line in result.stdout.splitlines()[:2]] == [["unchanged", "ada"], ["due", "bob"]]
    assert everything(small_course.root) == before
    assert scores(small_course) == {"ada": 2}


@pytest.mark.parametrize("option", ["--jobs", "--timeout"])
@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_number_that_is_none_is_told_so(small_course, option, value):
    result = small_course.run("grade", f"{option}={value}")
    assert result.returncode == 2
    assert "whole number above 0" in result.stderr


def test_a_time_limit_may_be_given(small_course):
    small_course.submit("ada", small_notebook(extra="while True:\n    pass"))
    result = small_course.run("grade", "--timeout", "1")
    assert "longer than 1 seconds" in result.stdout
    assert scores(small_course) == {"ada": 2}


def test_two_runs_at_once_are_one_too_many(small_course):
    small_course.submit("ada")
    with alone(Course(small_course.root)):
        assert_one_clear_sentence(small_course.run("grade"), "Another run grades this course")
    assert small_course.run("grade").returncode == 0


def test_several_at_once_give_the_same_results_as_one_after_the_other(small_course):
    for number in range(5):
        small_course.submit(f"student{number}", small_notebook(double="2 * x" if number % 2 else "3 * x"))
    assert small_course.run("grade", "--jobs", "2").returncode == 0
    together, graded = scores(small_course), everything(small_course.root / "autograded")
    assert together == {f"student{number}": 2 * (number % 2) for number in range(5)}
    assert small_course.run("grade", "--force").returncode == 0
    assert scores(small_course) == together
    assert everything(small_course.root / "autograded") == graded


@pytest.mark.parametrize("folder", ["autograded", "feedback"])
def test_a_read_only_output_folder(small_course, folder):
    small_course.submit("ada")
    small_course.run("grade")
    small_course.submit("ada", small_notebook(double="3 * x"))
    before = everything(small_course.root / "autograded")
    (small_course.root / folder).chmod(0o555)
    try:
        result = small_course.run("grade", preexec_fn=obey_permissions)
    finally:
        (small_course.root / folder).chmod(0o755)
    assert_one_clear_sentence(result, f"{folder} can't be written")
    assert everything(small_course.root / "autograded") == before
    assert scores(small_course) == {"ada": 2}


def test_a_read_only_release_folder(small_course):
    (small_course.root / "release").chmod(0o555)
    try:
        result = small_course.run("build", "--force", preexec_fn=obey_permissions)
    finally:
        (small_course.root / "release").chmod(0o755)
    assert_one_clear_sentence(result, "release can't be written")
    assert (small_course.root / "release" / "tiny" / "tiny.ipynb").is_file()


def test_a_release_that_was_never_made(small_course):
    small_course.submit("ada")
    (small_course.root / "gradebook.db").unlink()
    assert_one_clear_sentence(small_course.run("grade"), "tiny has no release", "nbexaminer build")


def test_a_solution_that_fails_is_no_solution(small_course):
    source = small_course.root / "source" / "tiny" / "tiny.ipynb"
    nbformat.write(small_notebook(extra="1 / 0"), source)
    result = small_course.run("build")
    assert_one_clear_sentence(result, "'extra'", "ZeroDivisionError")


def test_a_broken_source_notebook(small_course):
    before = everything(small_course.root / "release")
    (small_course.root / "source" / "tiny" / "tiny.ipynb").write_text("{")
    assert_one_clear_sentence(small_course.run("build"), "tiny.ipynb is not a notebook")
    assert everything(small_course.root / "release") == before


@pytest.mark.parametrize("module", ["build", "grade"])
def test_a_link_of_the_source_that_leads_nowhere(small_course, module):
    small_course.submit("ada")
    (small_course.root / "source" / "tiny" / "checks.py").symlink_to("../checks.py")
    before = everything(small_course.root / "release")
    result = small_course.run(module)
    assert_one_clear_sentence(result, "source/tiny/checks.py is a link to ../checks.py", "put that back")
    assert everything(small_course.root / "release") == before


def test_a_given_file_that_was_removed_costs_nobody_points(small_course):
    small_course.submit("ada")
    given = small_course.root / "source" / "tiny" / "given.py"
    given.write_text("two = 2\n")
    assert small_course.run("build").returncode == 0
    given.unlink()
    assert_one_clear_sentence(small_course.run("grade"), "source/tiny/given.py is missing", "put it back")


def test_what_nbgrader_refuses_leaves_the_earlier_release(small_course):
    before = everything(small_course.root / "release")
    path = small_course.root / "source" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    graded = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    notebook.cells.append(nbformat.from_dict({**graded, "id": "again"}))
    nbformat.write(notebook, path)
    assert_one_clear_sentence(small_course.run("build"), "The release of tiny could not be made", "Duplicate grade id")
    assert everything(small_course.root / "release") == before
    assert not list((small_course.root / ".cache").glob("kept-*"))


def test_an_interrupted_run_keeps_what_it_graded_and_a_second_does_the_rest(small_course):
    small_course.submit("ada")
    small_course.submit("bob", small_notebook(extra="import time; time.sleep(20)"))
    process = small_course.start("grade")
    ledger = small_course.root / ".cache" / "graded.json"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (ledger.exists() and "ada" in ledger.read_text()):
        time.sleep(0.1)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "interrupted: what was graded is kept" in err
    assert "Traceback" not in out + err
    assert scores(small_course)["ada"] == 2
    small_course.submit("bob")
    second = small_course.run("grade")
    assert second.returncode == 0, second.stderr
    assert "1 graded, 0 unchanged, 1 with new feedback only" in second.stdout
    assert scores(small_course) == {"ada": 2, "bob": 2}


@pytest.mark.parametrize(
    ("command", "imported"), [("grade", "nbexaminer.cli.grade"), ("build", "nbexaminer.cli.build")]
)
def test_ctrl_c_while_python_still_imports(small_course, monkeypatch, command, imported):
    class Slow(types.ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, imported, Slow(imported))
    assert_one_clear_sentence(small_course.run(command), "interrupted: ", "run the same command again")


def test_a_run_in_the_background_that_is_asked_to_end_says_so(small_course):
    small_course.submit("bob", small_notebook(extra="import time; time.sleep(20)"))
    ignored = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)  # as a shell without job control starts it
    process = small_course.start("grade", preexec_fn=ignored)
    begun = small_course.root / ".cache" / "lock"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not begun.exists():
        time.sleep(0.1)
    time.sleep(2)
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "interrupted: what was graded is kept" in err


def test_help_names_every_option(small_course):
    for module, options in (
        ("grade", ("--assignment", "--student", "--force")),
        ("build", ("--assignment", "--force")),
    ):
        text = small_course.run(module, "--help").stdout
        assert all(option in text for option in options)
