"""The gradebook in a PostgreSQL server: a real one, on a port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.gradebook_copy import content_digest, holds_nothing
from nbexaminer.pipeline import new_year
from nbexaminer.pipeline.record import held
from tests.class_of_students import add_graded
from tests.doctor.breaking import only
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, scores, small_notebook

pytestmark = pytest.mark.slow
DRIVER = "postgresql+psycopg"
NOBODY = 65534


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new server. It refuses to run as root, which therefore starts it as another user."""
    folder = programs()
    if folder is None and "CI" not in os.environ:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    assert folder, "no PostgreSQL server is installed (apt-get install postgresql)"
    home = Path("/tmp") / f"postgres-{os.getpid()}"
    home.mkdir(mode=0o700)
    somebody = {}
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        somebody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [folder / program, *arguments],
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **somebody,
        )
        assert done.returncode == 0, done.stdout

    data, log = home / "data", home / "log"
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off"
    try:
        run("initdb", "-D", str(data), "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, which is also in the environment."""
    import psycopg

    name = f"course_{abs(hash(request.node.name))}"
    host, port = server.split(":")
    with psycopg.connect(host=host, port=port, user="grader", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address = f"{DRIVER}://grader@{server}/{name}"
    monkeypatch.setenv("NBGRADER_DB_URL", address)
    return address


@pytest.fixture
def unreleased(small_course: SmallCourse) -> SmallCourse:
    """The small course as it is before anything is made of it."""
    (small_course.root / "gradebook.db").unlink()
    for folder in ("release", "solutions", ".cache"):
        shutil.rmtree(small_course.root / folder, ignore_errors=True)
    return small_course


def recorded(url: str) -> dict[str, float]:
    """Student -> score, as the server has them."""
    with Gradebook(url) as gradebook:
        found = {submission.student.id: submission.score for submission in gradebook.assignment_submissions("tiny")}
        gradebook.engine.dispose()
    return found


def submit_class(course: SmallCourse) -> None:
    course.submit("ada")
    course.submit("bob", small_notebook(double="3 * x"))
    course.submit("eve", "not a notebook")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_class_is_graded_as_with_a_file(unreleased, url, tmp_path, monkeypatch, jobs):
    shutil.copytree(unreleased.root, tmp_path / "file")
    made = unreleased.run("build", start_new_session=True)
    assert made.returncode == 0, made.stderr
    submit_class(unreleased)
    result = unreleased.run("grade", "--jobs", jobs, start_new_session=True)
    assert result.returncode == 0, result.stderr
    assert "3 graded" in result.stdout
    assert "2/3" in next(line for line in result.stdout.splitlines() if line.startswith("ada "))
    assert not (unreleased.root / "gradebook.db").exists()
    assert recorded(url) == {"ada": 2, "bob": 0, "eve": 0}
    ada = Submission("ada", "tiny", unreleased.root / "submitted" / "ada" / "tiny")
    result = held(Course(unreleased.root), ada).result
    assert {name: one.score for name, one in result.items()} == {"tiny double": 2, "tiny answer_why": None}
    assert "3 unchanged" in unreleased.run("grade").stdout
    monkeypatch.delenv("NBGRADER_DB_URL")
    file = SmallCourse(tmp_path / "file")
    assert file.run("build").returncode == 0
    submit_class(file)
    assert file.run("grade").returncode == 0
    assert scores(file) == {"ada": 2, "bob": 0, "eve": 0}
    assert everything(file.root / "autograded") == everything(unreleased.root / "autograded")
    assert everything(file.root / "feedback") == everything(unreleased.root / "feedback")


def test_points_by_hand_reach_the_feedback_and_survive_a_regrade(unreleased, url):
    assert unreleased.run("build").returncode == 0
    unreleased.submit("ada")
    assert "waits" in unreleased.run("grade").stdout
    with Gradebook(url) as gradebook:
        gradebook.find_grade("answer_why", "tiny", "tiny", "ada").manual_score = 0.5
        gradebook.find_comment("answer_why", "tiny", "tiny", "ada").manual_comment = "half a reason"
        gradebook.db.commit()
        gradebook.engine.dispose()
    assert "1 with new feedback only" in unreleased.run("grade").stdout
    page = unreleased.root / "feedback" / "ada" / "tiny" / "tiny.html"
    assert "half a reason" in page.read_text()
    again = unreleased.run("grade", "--force")
    assert again.returncode == 0
    assert recorded(url) == {"ada": 2.5}
    assert "half a reason" in page.read_text(), again.stdout


@pytest.mark.parametrize("module", ["grade", "build"])
def test_a_server_that_is_not_there(small_course, monkeypatch, module):
    small_course.submit("ada")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    monkeypatch.setenv("NBGRADER_DB_URL", f"{DRIVER}://grader:hush@127.0.0.1:{port}/course")
    result = small_course.run(module, *(["--force"] if module == "build" else []), start_new_session=True)
    assert_one_clear_sentence(result, "gradebook", f"127.0.0.1:{port}", "NBGRADER_DB_URL")
    assert "hush" not in result.stderr


def test_a_database_that_is_not_there(small_course, server, monkeypatch):
    small_course.submit("ada")
    monkeypatch.setenv("NBGRADER_DB_URL", f"{DRIVER}://grader@{server}/nowhere")
    assert_one_clear_sentence(small_course.run("grade"), "gradebook", 'database "nowhere" does not exist')


@pytest.mark.parametrize("driver", ["psycopg", "psycopg2"])
def test_a_driver_that_is_not_installed(small_course, monkeypatch, driver):
    small_course.submit("ada")
    for name in [name for name in sys.modules if name.split(".")[0] == driver]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, driver, None)
    monkeypatch.setenv("NBGRADER_DB_URL", f"postgresql+{driver}://grader@127.0.0.1:1/course")
    assert_one_clear_sentence(small_course.run("grade"), driver, "is not installed", "pip install", "NBGRADER_DB_URL")


@pytest.mark.parametrize("address", ["nonsense", "nodatabase://host/course"])
def test_an_address_that_is_none(small_course, monkeypatch, address):
    small_course.submit("ada")
    monkeypatch.setenv("NBGRADER_DB_URL", address)
    assert_one_clear_sentence(small_course.run("grade"), "NBGRADER_DB_URL", address)


def test_a_year_is_archived_as_a_file_and_a_new_one_begins(unreleased, url, tmp_path, monkeypatch):
    assert unreleased.run("build").returncode == 0
    (tmp_path / "students.csv").write_text("id,first_name,last_name\nada,Ada,Lovelace\nbob,Bob,B\n")
    assert "2 new" in unreleased.run("roster", str(tmp_path / "students.csv")).stdout
    add_graded(unreleased, {"ada": 2, "eve": 1, "a%": 1}, url)
    listed = unreleased.run("roster").stdout
    assert "missing: tiny: 1 of 2: bob" in listed
    assert "not on the roster: eve (tiny)" in listed
    assert unreleased.run("remove", "a%", "--yes").returncode == 0
    assert recorded(url) == {"ada": 2.5, "eve": 1.5}
    before = content_digest(url)
    done = unreleased.run("archive", str(tmp_path / "year.zip"), "--start-new-year", "--yes")
    assert done.returncode == 0, done.stderr
    assert "left" not in done.stdout
    with zipfile.ZipFile(tmp_path / "year.zip") as file:
        file.extractall(tmp_path / "unpacked")
    copy = SmallCourse(tmp_path / "unpacked" / "year")
    assert content_digest(gradebook_address(copy.root)) == before
    assert scores(copy) == {"ada": 2.5, "eve": 1.5}
    assert holds_nothing(url)
    assert unreleased.run("build").returncode == 0
    unreleased.submit("new")
    assert "1 graded" in unreleased.run("grade").stdout
    assert recorded(url) == {"new": 2}


def test_a_clearing_that_was_stopped_after_the_gradebook_is_finished(unreleased, url, tmp_path, monkeypatch):
    assert unreleased.run("build").returncode == 0
    add_graded(unreleased, {"ada": 2}, url)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(new_year, "_clear_folders", stop)
        assert unreleased.run("archive", str(tmp_path / "year.zip"), "--start-new-year", "--yes").returncode == 1
    done = unreleased.run("archive", "--start-new-year", "--yes")
    assert done.returncode == 0, done.stderr
    assert "left" not in done.stdout
    assert not (unreleased.root / "submitted").exists()


def test_the_doctor_looks_at_it_and_changes_nothing(unreleased, url):
    import psycopg

    def tables() -> list[tuple[str]]:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            return connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()

    assert "0 assignments, can be written" in only(unreleased.root, "gradebook").text
    assert tables() == []
    assert unreleased.run("build").returncode == 0
    assert only(unreleased.root, "gradebook").text.endswith(": 1 assignment, can be written")
    assert only(unreleased.root, "releases").state == "well"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET default_transaction_read_only = on")
    row = only(unreleased.root, "gradebook")
    assert row.state == "stops"
    assert "may be read only: have its owner give you the right to write." in row.text
