"""`nbexaminer roster`: lists of Canvas, Moodle, Gradescope and nbgrader are imported; who is missing is shown."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook

from nbexaminer.course.course import Course
from nbexaminer.course.database import gradebook_address
from nbexaminer.course.students import read_roster, sample_students
from nbexaminer.pipeline.lock import one_run
from nbexaminer.report.roster import absent, kept_lines, stranger_lines
from tests.catalogue import samples
from tests.class_of_students import add_graded
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework (17),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10.00,(read only)
"Lovelace, Ada",11,S1,ada,"Lab 1, Lab 2",9,90
"Çelik, Zoë",12,S2,zoe,Lab 1,,
"Student, Test",99,,deadbeef,Lab 1,,
"""
ADA = ("ada", "Ada", "Lovelace", "", "11")
ZOE = ("zoe", "Zoë", "Çelik", "", "12")
MAIL = ("ada@uni.edu", "Ada", "Lovelace", "ada@uni.edu", "")
FILES = {
    "Canvas's gradebook": (CANVAS, [ADA, ZOE]),
    "Canvas without logins": (
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Lovelace, Ada",11,S1,,L\n"Student, Test",99,,,L\n',
        [("S1", "Ada", "Lovelace", "", "11")],
    ),
    "Canvas with nothing but its number": (
        'Student,ID,Section\n    Points Possible,,\n"Lovelace, Ada",11,L\n',
        [("11", "Ada", "Lovelace", "", "")],
    ),
    "Canvas's people": (
        "Name,Login ID,SIS ID,Section,Role\nAda Lovelace,ada,S1,L,Student\nCharles Babbage,cb,S9,L,Teacher\n",
        [("ada", "Ada", "Lovelace", "", "")],
    ),
    "Moodle's grades": (
        "First name,Last name,ID number,Institution,Department,Email address,Course total (Real)\n"
        "Ada,Lovelace,4711,,,ada@uni.edu,9\n",
        [("4711", "Ada", "Lovelace", "ada@uni.edu", "")],
    ),
    "Moodle of earlier years": (
        "First name,Surname,ID number,Email address\nAda,Lovelace,4711,ada@uni.edu\n",
        [("4711", "Ada", "Lovelace", "ada@uni.edu", "")],
    ),
    "Moodle with user names": (
        "Username,First name,Surname,ID number,Email address\nada,Ada,Lovelace,4711,ada@uni.edu\n",
        [("ada", "Ada", "Lovelace", "ada@uni.edu", "")],
    ),
    "Moodle whose numbers are empty": (
        "First name,Surname,ID number,Email address\nAda,Lovelace,,ada@uni.edu\n",
        [MAIL],
    ),
    "Moodle's participants": ("First name,Last name,Email address,Groups\nAda,Lovelace,ada@uni.edu,\n", [MAIL]),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Role,Section\nAda,Lovelace,4711,ada@uni.edu,Student,\n"
        "Charles,Babbage,1,cb@uni.edu,Instructor,\n",
        [("4711", "Ada", "Lovelace", "ada@uni.edu", "")],
    ),
    "Gradescope with whole names": (
        "Name,SID,Email\nAda King Lovelace,4711,ada@uni.edu\n",
        [("4711", "Ada King", "Lovelace", "ada@uni.edu", "")],
    ),
    "Gradescope without numbers": ("Name,Email\nAda Lovelace,ada@uni.edu\n", [MAIL]),
    "nbgrader": (
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@uni.edu,11\n",
        [("ada", "Ada", "Lovelace", "ada@uni.edu", "11")],
    ),
    "nbgrader, ids only": ("id\nada\n", [("ada", "", "", "", "")]),
}


def write(course: SmallCourse, text: str | bytes) -> str:
    path = course.root.parent / "students.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def listed(course: SmallCourse) -> list[tuple[str, ...]]:
    """The roster, as the gradebook has it."""
    return [
        (person.id, person.first_name, person.last_name, person.email, person.lms_user_id)
        for person in read_roster(Course(course.root))
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_list_is_read_whoever_wrote_it(small_course, name):
    text, expected = FILES[name]
    result = small_course.run("roster", write(small_course, text))
    assert result.returncode == 0, result.stderr
    assert listed(small_course) == expected
    assert result.stdout.startswith("columns: id from ")
    assert f"{len(expected)} new, 0 changed, 0 as before" in result.stdout


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_in_each_encoding_with_each_delimiter(small_course, delimiter, encoding, ending):
    rows = ["Student,ID,SIS Login ID,Section", '"Lovelace, Ada",11,ada,L', '"Çelik, Zoë",12,zoe,L']
    text = "".join(_redelimited(row, delimiter) + ending for row in rows)
    small_course.run("roster", write(small_course, text.encode(encoding)))
    assert listed(small_course) == [ADA, ZOE]


def _redelimited(row: str, delimiter: str) -> str:
    return delimiter.join(part.replace("\0", ",") for part in row.replace(", ", "\0 ").split(","))


def test_the_columns_that_were_used_are_said_and_rows_that_are_no_students_are_named(small_course):
    result = small_course.run("roster", write(small_course, CANVAS))
    assert result.stdout.splitlines()[:4] == [
        "columns: id from 'SIS Login ID', name from 'Student', lms_user_id from 'ID'",
        "line 2: no student: left out.",
        "line 3: points possible: left out.",
        "line 6: Canvas's test student: left out.",
    ]


def test_another_column_may_name_the_folders(small_course):
    small_course.run("roster", write(small_course, CANVAS), "--id", "sis user id")
    assert [row[0] for row in listed(small_course)] == ["S1", "S2"]
    result = small_course.run("roster", write(small_course, CANVAS), "--id", "SIS Usr ID")
    assert_one_clear_sentence(
        result, "has no column 'SIS Usr ID'", "did you mean 'sis user id'?", "nothing was imported"
    )


def test_what_is_wrong_is_named_line_by_line_and_the_rest_is_imported(small_course):
    text = (
        "id,first_name,last_name,email\nada,Ada,Lovelace,a@x\n,Bob,Boole,b@x\n../up,C,C,c@x\n..,D,D,d@x\nada,Ada,Lovelace,a@x\n"
        "eve,Eve,One,e@x\neve,Eve,Two,f@x\nf\x07g,F,G,g@x\n"
        f'{"x" * 129},H,H,h@x\ncomplete,I,I,i@x\n1.2E+08,J,J,j@x\nkay,K,K,k@x,more\n"line\nbreak",L,L,l@x\nmay,May,Zed,m@x\n'
    )
    result = small_course.run("roster", write(small_course, text))
    assert result.returncode == 1
    assert [row[0] for row in listed(small_course)] == ["ada", "may"]
    assert "line 6: 'ada', as in line 2: left out." in result.stdout
    told = [line.removeprefix("error: ") for line in result.stderr.splitlines()]
    for expected in (
        "line 3: the id is empty (Bob Boole).",
        "line 4: the id '../up' can't be the name of a folder (C C).",
        "line 5: the id '..' can't be the name of a folder (D D).",
        "line 8: 'eve' is another student in line 7: neither is imported.",
        "line 9: the id 'f\N{REPLACEMENT CHARACTER}g' holds characters that can't be shown (F G).",
        "line 11: 'complete' is the name of a sample submission, which never counts as a student (I I).",
        "line 12: the id '1.2E+08' has lost digits in a spreadsheet (J J).",
    ):
        assert expected in told
    for start in ("line 10: the id 'xxx", "line 13: 1 more cells", "line 14: the id 'line"):
        assert any(line.startswith(start) for line in told)
    assert len(told) == 10
    assert "10 could not be: put the lines above right" in result.stdout


NONSENSE = {
    "a spreadsheet": b"PK\3\4\0\0\1\2",
    "a web page": b"<!DOCTYPE html><html><body>Log in</body></html>",
    "bytes": bytes(range(256)) * 4,
    "nothing": b"",
    "blank lines": b"\n\n , ,\n",
    "a header alone": b"id,first_name\n",
    "a header with empty rows": b"id,first_name\n,\n",
    "grades only": b"exercise,points\n1,2\n",
    "no header": b"ada,Ada,Lovelace\nbob,Bob,Boole\n",
    "an open quote": b'id,first_name\n"ada,Ada\nbob,Bob\n',
    "no good row": b"id,first_name\n..,Ada\n",
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nothing_is_imported_from_a_file_that_makes_no_sense(small_course, what):
    before = everything(small_course.root)
    result = small_course.run("roster", write(small_course, NONSENSE[what]))
    assert result.returncode == 1
    assert "nothing was imported" in result.stderr
    assert "Traceback" not in result.stderr
    if what != "no good row":
        assert_one_clear_sentence(result, "students.csv")
    assert everything(small_course.root) == before


def test_files_that_are_not_there(small_course, tmp_path):
    assert_one_clear_sentence(small_course.run("roster", str(tmp_path / "nowhere.csv")), "There is no file")
    assert_one_clear_sentence(small_course.run("roster", str(tmp_path)), "There is no file")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(small_course):
    before = everything(small_course.root)
    result = small_course.run("roster", write(small_course, CANVAS), "--dry-run")
    assert "2 students would be imported; nothing was done: 2 new, 0 changed, 0 as before." in result.stdout
    assert everything(small_course.root) == before


def test_a_later_list_changes_what_it_says_and_keeps_the_rest_and_the_points(small_course):
    small_course.run("roster", write(small_course, "id,first_name,last_name,email\nada,Ada,King,a@x\nbob,Bob,B,b@x\n"))
    add_graded(small_course, {"ada": 2})
    result = small_course.run(
        "roster", write(small_course, "id,first_name,last_name,email\nada,Ada,Lovelace,\nzoe,Z,Ç,z@x\n")
    )
    assert "1 new, 1 changed, 0 as before" in result.stdout
    assert "On the roster, but not in this file: bob. `nbexaminer remove STUDENT`" in result.stdout
    assert ("ada", "Ada", "Lovelace", "a@x", "") in listed(small_course)
    with Gradebook(gradebook_address(small_course.root)) as gradebook:
        assert gradebook.find_submission("tiny", "ada").score == 2.5


def test_all_are_imported_or_none(small_course, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("nbexaminer.course.students._is_described", stop)
        assert_one_clear_sentence(small_course.run("roster", write(small_course, CANVAS)), "same command again")
    assert listed(small_course) == []


def test_who_is_missing_and_who_is_not_on_the_roster_is_told(small_course):
    small_course.run("roster", write(small_course, CANVAS))
    add_graded(small_course, {"ada": 2, "complete": 2})
    small_course.submit("zo")
    small_course.submit("Turing")
    (small_course.root / "submitted" / "zoe" / "tiny").mkdir(parents=True)
    before = everything(small_course.root)
    result = small_course.run("roster")
    assert result.returncode == 0, result.stderr
    rows = {
        line.split("│")[1].strip(): line.split("│")[3].strip() for line in result.stdout.splitlines() if "│" in line
    }
    assert rows == {"ada": "graded", "zoe": "missing"}
    assert "missing: tiny: 1 of 2: zoe" in result.stdout
    assert "not on the roster: zo (tiny): did they mean 'zoe'?" in result.stdout
    assert "not on the roster: Turing (tiny)\n" in result.stdout
    assert "complete" not in result.stdout
    assert everything(small_course.root) == before


def test_who_is_misspelt_is_a_stranger_also_once_graded(small_course):
    small_course.run("roster", write(small_course, "id\nada\nbob\n"))
    add_graded(small_course, {"adda": 2, "bob": 1})
    result = small_course.run("roster", "--assignment", "tiny")
    assert "missing: tiny: 1 of 2: ada" in result.stdout
    assert "not on the roster: adda (tiny): did they mean 'ada'?" in result.stdout


def test_with_the_class_it_is_told_who_is_missing_and_who_is_a_stranger(small_course):
    course = Course(small_course.root)
    for student in ("ada", "Ada", "Cy", "stranger"):
        small_course.submit(student)
    assert absent(course, ["tiny"]) == {}  # nobody is on the roster
    assert stranger_lines(course, ["tiny"]) == []
    small_course.run("roster", write(small_course, "id\nada\nbob\ncy\n"))
    assert absent(course, ["tiny"]) == {"tiny": ["bob", "cy"]}
    assert stranger_lines(course, ["tiny"]) == [
        "not on the roster: Ada (tiny): did they mean 'ada'?",
        "not on the roster: Cy (tiny): did they mean 'cy'?",
        "not on the roster: stranger (tiny)",
    ]
    assert stranger_lines(course, ["another"]) == []


def test_a_result_without_a_submission_is_told(small_course):
    add_graded(small_course, {"ada": 2, "bob": 1, "complete": 2})
    assert kept_lines(Course(small_course.root), ["tiny"]) == []
    for student in ("ada", "complete"):
        shutil.rmtree(small_course.root / "submitted" / student)
    (line,) = kept_lines(Course(small_course.root), ["tiny"])
    assert line.startswith("a result without a submission: tiny: ada: it stays in the gradebook")


def test_a_folder_called_by_name_or_address_is_told_whose_it_is(small_course):
    small_course.run("roster", write(small_course, "id,first_name,last_name,email\n4711,Ada,Lovelace,al@x\n"))
    for name in ("Lovelace Ada", "ada lovelace", "al@x"):
        small_course.submit(name)
    assert small_course.run("roster").stdout.count("did they mean '4711'?") == 3


def test_without_a_roster_and_without_a_gradebook(small_course):
    small_course.submit("ada")
    (small_course.root / "gradebook.db").unlink()
    result = small_course.run("roster")
    assert result.returncode == 0, result.stderr
    assert "Nobody is on the roster" in result.stdout
    assert "not on the roster: ada (tiny)" in result.stdout
    assert not (small_course.root / "gradebook.db").exists()


def test_an_assignment_that_is_misspelt(small_course):
    assert_one_clear_sentence(small_course.run("roster", "--assignment", "tinny"), "did you mean 'tiny'?")


@pytest.mark.parametrize("options", [["--dry-run"], ["--id", "SID"]])
def test_options_of_an_import_without_a_file(small_course, options):
    assert_one_clear_sentence(small_course.run("roster", *options), "name that file")


def test_names_with_control_characters_and_markup_order_the_terminal_nothing(small_course):
    small_course.run("roster", write(small_course, "id,first_name,last_name\nada,[red]A[/red],\x1b[31mL\n"))
    small_course.submit("\x1b[31m[red]x")
    result = small_course.run("roster")
    assert "\x1b" not in result.stdout
    assert "[red]A[/red]" in result.stdout


def test_samples_are_those_of_the_course_and_the_settings_may_name_others(small_course):
    assert sample_students(Course(small_course.root)) == {*samples.students()}
    config = small_course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + '\nc.Students.samples = ["ada"]\n', encoding="utf-8")
    result = small_course.run("roster", write(small_course, CANVAS))
    assert "'ada' is the name of a sample submission" in result.stderr
    config.write_text(text + "\nc.Students.samples = 3\n", encoding="utf-8")
    assert_one_clear_sentence(small_course.run("roster"), "c.Students.samples", "list of names")


def test_a_run_of_grading_keeps_an_import_out(small_course):
    with one_run(Course(small_course.root)):
        result = small_course.run("roster", write(small_course, CANVAS))
    assert "Another run" in result.stderr
    assert listed(small_course) == []


def test_nbgrader_sees_the_students(small_course):
    small_course.run("roster", write(small_course, CANVAS))
    command = "import sys; from nbgrader.apps import NbGraderApp; NbGraderApp.launch_instance(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", command, "db", "student", "list"],
        cwd=small_course.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ada (Lovelace, Ada) -- None, 11" in done.stdout
