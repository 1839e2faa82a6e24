"""`nbexaminer grade` as its users meet it, on a small course."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.catalogue import ROOT
from tests.small_course import assert_one_clear_sentence, everything, obey_permissions, scores, small_notebook


def test_a_class_is_graded_and_a_second_run_does_nothing(small_course):
    small_course.submit("ada")
    small_course.submit("bob", small_notebook(double="3 * x"))
    first = small_course.run("grade")
    assert first.returncode == 0, first.stderr
    assert scores(small_course) == {"ada": 2, "bob": 0}
    assert "2 graded, 0 unchanged" in first.stdout
    assert [line.replace("│", " ").split() for line in first.stdout.splitlines() if "/3 " in line] == [
        ["ada", "2/3", "waits"],
        ["bob", "0/3", "double", "-2", "waits"],
    ]
    before = everything(small_course.root / "autograded")
    second = small_course.run("grade")
    assert "0 graded, 2 unchanged" in second.stdout
    assert everything(small_course.root / "autograded") == before


def test_only_what_changed_is_graded_again(small_course):
    small_course.submit("ada")
    small_course.submit("bob", small_notebook(double="3 * x"))
    small_course.run("grade")
    small_course.submit("bob")
    again = small_course.run("grade")
    assert "1 graded, 1 unchanged" in again.stdout
    assert scores(small_course) == {"ada": 2, "bob": 2}


@pytest.mark.slow
def test_points_and_comments_given_by_hand_reach_the_feedback_and_survive_a_regrade(small_course):
    small_course.submit("ada")
    assert "1 submission waits for points by hand" in small_course.run("grade").stdout
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


@pytest.mark.slow
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


def test_a_student_who_does_not_exist(small_course):
    small_course.submit("ada")
    assert_one_clear_sentence(small_course.run("grade", "--student", "adda"), "adda")


def test_a_submission_that_is_no_notebook_gets_its_result_and_the_reason(small_course):
    small_course.submit("ada")
    small_course.submit("bob", "not a notebook")
    result = small_course.run("grade", "--verbose")
    assert result.returncode == 0, result.stderr
    assert scores(small_course) == {"ada": 2, "bob": 0}
    assert "repaired: bob, tiny: " in result.stdout
    assert "no notebook" in (small_course.root / "feedback" / "bob" / "tiny" / "tiny.html").read_text()


def test_a_renamed_notebook_is_found(small_course):
    small_course.submit("ada")
    small_course.submit("bob").rename(small_course.root / "submitted" / "bob" / "tiny" / "tiny (1).ipynb")
    result = small_course.run("grade", "--verbose")
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
    result = small_course.run("grade", "--verbose")
    assert "changed: ada, tiny, tiny double: 2 → 0" in result.stdout.splitlines()
    assert "changed: bob" not in result.stdout


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


def test_for_programs_there_is_one_document_and_nothing_else(small_course):
    small_course.submit("new\nline", small_notebook(double="3 * x"))
    due = small_course.run("grade", "--json", "--dry-run")
    (planned,) = json.loads(due.stdout)["submissions"]
    assert (planned["state"], planned["result"]) == ("due", None)
    done = small_course.run("grade", "--json")
    assert done.returncode == 0, done.stderr
    assert "graded     new\N{REPLACEMENT CHARACTER}line" in done.stderr
    (graded,) = json.loads(done.stdout)["submissions"]
    assert (graded["student"], graded["state"], graded["feedback"]) == (
        "new\nline",
        "graded",
        "feedback/new\nline/tiny/",
    )
    assert [one["points"] for one in graded["result"]["exercises"]] == [0, None]
    before = everything(small_course.root)
    again = json.loads(small_course.run("grade", "--json", "--dry-run").stdout)
    assert again["submissions"][0] == graded | {"state": "unchanged"}
    assert everything(small_course.root) == before
    wrong = small_course.run("grade", "--json", "nope")
    assert_one_clear_sentence(wrong, "no assignment 'nope'")
    assert json.loads(wrong.stdout)["error"].startswith("There is no assignment 'nope'")


@pytest.mark.slow
def test_a_reader_who_has_gone_is_no_traceback(small_course):
    small_course.submit("ada")
    process = small_course.start("grade")
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.startswith("error: nobody reads what is printed any more")
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_document_that_does_not_fit_anywhere_is_no_traceback(small_course):
    command = [sys.executable, "-m", "nbexaminer", "grade", "--course", str(small_course.root), "--json"]
    with open("/dev/full", "w") as full:
        result = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [result.stderr.strip()], result.stderr
    assert result.stderr.startswith("error: There is no folder submitted/")


@pytest.mark.slow
def test_a_time_limit_may_be_given(small_course):
    small_course.submit("ada", small_notebook(extra="while True:\n    pass"))
    result = small_course.run("grade", "--timeout", "1")
    assert "longer than 1 seconds" in result.stdout
    assert scores(small_course) == {"ada": 2}


@pytest.mark.slow
def test_several_at_once_give_the_same_results_as_one_after_the_other(small_course):
    for number in range(5):
        small_course.submit(f"student{number}", small_notebook(double="2 * x" if number % 2 else "3 * x"))
    assert small_course.run("grade", "--jobs", "2").returncode == 0
    together, graded = scores(small_course), everything(small_course.root / "autograded")
    assert together == {f"student{number}": 2 * (number % 2) for number in range(5)}
    assert small_course.run("grade", "--force").returncode == 0
    assert scores(small_course) == together
    assert everything(small_course.root / "autograded") == graded


@pytest.mark.slow
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


def test_a_release_that_was_never_made(small_course):
    small_course.submit("ada")
    (small_course.root / "gradebook.db").unlink()
    assert_one_clear_sentence(small_course.run("grade"), "tiny has no release", "nbexaminer build")


def test_a_given_file_that_was_removed_costs_nobody_points(small_course):
    small_course.submit("ada")
    given = small_course.root / "source" / "tiny" / "given.py"
    given.write_text("two = 2\n")
    assert small_course.run("build").returncode == 0
    given.unlink()
    assert_one_clear_sentence(small_course.run("grade"), "source/tiny/given.py is missing", "put it back")


@pytest.mark.slow
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
    ("jobs", "wait"),
    [("2", 0.5), *(pytest.param(*one, marks=pytest.mark.slow) for one in [("1", 0.5), ("2", 0), ("2", 1.5)])],
)
def test_ctrl_c_while_processes_still_start_prints_one_sentence(small_course, jobs, wait):
    small_course.submit("ada", small_notebook(extra="import time; time.sleep(20)"))
    small_course.submit("bob", small_notebook(extra="import time; time.sleep(20)"))
    process = small_course.start("grade", "--jobs", jobs, start_new_session=True)
    begun = small_course.root / ".cache" / "lock"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not begun.exists():
        time.sleep(0.02)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all processes of a command
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "Traceback" not in out + err
    assert err.count("interrupted: ") == 1


@pytest.mark.slow
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
