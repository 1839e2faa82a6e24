"""What a check raises is a row of its own, and nothing is changed by looking."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nbexaminer.course.errors import CourseError
from nbexaminer.doctor import examine as examining
from nbexaminer.doctor.findings import NotLookedAt, well
from tests.catalogue import ROOT
from tests.doctor.breaking import add_setting
from tests.small_course import SmallCourse, obey_permissions


def raising(error: BaseException):
    def look(place):
        yield well("first")
        raise error

    return look


@pytest.mark.parametrize(
    ("error", "state", "text"),
    [
        (CourseError("The moon is full: wait."), "stops", "The moon is full: wait."),
        (NotLookedAt("needs the moon"), "not looked at", "needs the moon"),
        (ZeroDivisionError("by zero"), "stops", "could not be looked at (ZeroDivisionError: by zero)."),
        (OSError(), "stops", "could not be looked at (OSError: OSError)."),
        (SystemExit(3), "stops", "could not be looked at (SystemExit: 3)."),
        (GeneratorExit(), "stops", "could not be looked at (GeneratorExit: GeneratorExit)."),
        (
            ModuleNotFoundError("no", name="rich.table"),
            "stops",
            "needs the Python package rich, which is not installed: ",
        ),
    ],
)
def test_whatever_a_check_raises_is_a_row_and_hides_nothing(tmp_path, error, state, text):
    checks = [("moon", raising(error)), ("sun", lambda place: [well("it shines")])]
    first, second, third = examining.examine(tmp_path, checks)
    assert (first.state, first.text) == ("well", "first")
    assert second.state == state
    assert second.text.startswith(text)
    assert (third.name, third.text) == ("sun", "it shines")


def test_a_thing_without_which_grading_goes_on_does_not_stop_it(tmp_path):
    rows = examining.examine(tmp_path, [("terminal", raising(ValueError("odd")))])
    assert rows[-1].state == "mend"


def test_an_interruption_is_none_of_them(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        examining.examine(tmp_path, [("moon", raising(KeyboardInterrupt()))])


def tree(folder: Path) -> dict[str, tuple]:
    """Path -> what is there, and when it was changed."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        state = path.lstat()
        content = path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(folder))] = (state.st_mode, state.st_mtime_ns, content)
    return found


def look_from_outside(course: SmallCourse, home: Path) -> subprocess.CompletedProcess:
    """Run the command as a user does, whose own folders are empty."""
    for name in ("home", "tmp"):
        (home / name).mkdir(parents=True)
    environment = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
    environment |= {"HOME": str(home / "home"), "TMPDIR": str(home / "tmp"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "nbexaminer", "doctor", "--course", str(course.root)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("break_it", ["nothing", "no gradebook", "no cache", "settings", "own module"])
def test_nothing_at_all_is_changed(small_course, tmp_path, break_it):
    root = small_course.root
    small_course.submit("ada")
    if break_it == "no gradebook":
        (root / "gradebook.db").unlink()
    elif break_it == "no cache":
        for path in (root / ".cache").rglob("*"):
            path.unlink() if path.is_file() else None
    elif break_it == "settings":
        add_setting(root, "raise ValueError")
    elif break_it == "own module":
        (root / "own.py").write_text("value = 3\n")
        add_setting(root, f"import sys; sys.path.insert(0, {str(root)!r})", "import own; print('loud')")
    before = tree(root)
    looked = look_from_outside(small_course, tmp_path / "user")
    assert "gradebook" in looked.stdout, looked.stderr
    assert "Traceback" not in looked.stderr
    assert "loud" not in looked.stdout
    assert tree(root) == before
    assert sorted(path.name for path in (tmp_path / "user").rglob("*")) == ["home", "tmp"]


def test_no_large_package_is_imported_to_look(small_course):
    code = (
        "import sys; from pathlib import Path; from nbexaminer.doctor.examine import examine\n"
        f"examine(Path({str(small_course.root)!r}))\n"
        "print(sorted({'torch', 'matplotlib', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    looked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert looked.stdout.strip() == "[]"


def test_it_also_comes_where_packages_are_missing(small_course):
    code = (
        "import sys; sys.modules |= dict.fromkeys(['nbgrader', 'rich', 'psutil', 'packaging', 'sqlalchemy'])\n"
        "from nbexaminer.cli.main import main\n"
        f"sys.exit(main(['doctor', '--course', {str(small_course.root)!r}]))"
    )
    looked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert looked.returncode == 1
    assert "Traceback" not in looked.stderr
    assert "needs the Python package nbgrader" in looked.stdout
    assert "needs the Python package packaging" in looked.stdout
    assert looked.stdout.splitlines()[-1].endswith("to be mended; grading is stopped until then.")


def test_what_settings_change_of_this_process_is_put_back(small_course):
    add_setting(small_course.root, "os.environ['MOON'] = 'full'", "os.chdir('/')")
    before = os.getcwd(), sys.dont_write_bytecode
    examining.examine(small_course.root)
    assert "MOON" not in os.environ
    assert (os.getcwd(), sys.dont_write_bytecode) == before


def test_a_course_that_can_not_be_written_is_told_so_thing_by_thing(small_course):
    small_course.submit("ada")
    shutil.rmtree(small_course.root / "release")
    small_course.root.chmod(0o555)
    result = small_course.run("doctor", "--json", preexec_fn=obey_permissions)
    small_course.root.chmod(0o755)
    rows = [(row["name"], row["state"], row["text"]) for row in json.loads(result.stdout)["rows"]]
    assert result.returncode == 1
    told = "The folder . can't be written: give yourself write permission."
    assert [row for row in rows if row[2] == told] == [("folders", "stops", told)]
    (book,) = [row for row in rows if row[0] == "gradebook"]
    assert book[1] == "stops"
    assert "give yourself permission for the file and its folder" in book[2]
