"""Whatever the platform, the files of each student end up in the folder of that student."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.intake.collect.conftest import NOTEBOOK, OTHER, placed, write_zip

GRADESCOPE = """---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: ada1
    :email: ada@school.org
  :created_at: 2024-03-01 22:10:05.813837000 Z
submission_12:
  :submitters:
  - :name: Bo Berg
    :sid:
    :email: bo@school.org
  - :name: Cy Clark
    :sid: '007'
    :email: cy@school.org
  :created_at: 2024-03-02T08:00:00+02:00
"""


def collected(course, path, *options):
    result = course.run("collect", str(path), *options)
    return result, placed(course)


def test_canvas(small_course, download):
    path = download(
        {
            "doejane_101_5001_tiny.ipynb": NOTEBOOK,
            "doejane_101_5002_helper.py": "x = 1",
            "leebob_LATE_102_5003_tiny.ipynb": NOTEBOOK,
            "__MACOSX/._leebob_LATE_102_5003_tiny.ipynb": b"",
        }
    )
    result, files = collected(small_course, path, "--assignment", "tiny")
    assert result.returncode == 0, result.stdout + result.stderr
    assert files == {"doejane/tiny/tiny.ipynb", "doejane/tiny/helper.py", "leebob/tiny/tiny.ipynb"}
    assert "2 hand-ins from Canvas" in result.stdout
    assert "LATE" in next(line for line in result.stdout.splitlines() if "leebob" in line)
    assert "1 came late" in result.stdout
    assert '"late": true' in (small_course.root / "submitted" / "leebob" / "tiny" / ".collected.json").read_text()
    assert result.stdout.splitlines()[-1] == "Next: nbexaminer grade tiny"


def test_the_last_attempt_in_canvas_counts_and_that_is_said(small_course, download):
    path = download(
        {
            "doejane_101_5001_tiny.ipynb": OTHER,
            "doejane_LATE_101_5005_tiny-2.ipynb": NOTEBOOK,
            "doejane_101_5003_tiny-1.ipynb": OTHER,
            "doejane_101_5002_helper.py": "x = 1",
            "doejane_101_5004_helper-1.py": "x = 2",
            "doejane_101_5006_data-1.csv": "1",
            "doejane_101_5007_data-2.csv": "2",
        }
    )
    result, files = collected(small_course, path)
    assert files == {f"doejane/tiny/{name}" for name in ("tiny.ipynb", "helper.py", "data-1.csv", "data-2.csv")}
    folder = small_course.root / "submitted" / "doejane" / "tiny"
    assert (folder / "tiny.ipynb").read_bytes() == NOTEBOOK
    assert (folder / "helper.py").read_text() == "x = 2"
    assert "several attempts: tiny-2.ipynb counts, the last one; left out: tiny-1.ipynb and tiny.ipynb" in result.stdout


def test_a_notebook_of_the_course_whose_name_ends_like_an_attempt(two, download):
    (two.root / "source" / "second" / "second.ipynb").rename(two.root / "source" / "second" / "part-2.ipynb")
    _, files = collected(two, download({"doejane_1_2_part-2.ipynb": NOTEBOOK, "doejane_1_3_part-2-1.ipynb": OTHER}))
    assert files == {"doejane/second/part-2.ipynb"}
    assert (two.root / "submitted" / "doejane" / "second" / "part-2.ipynb").read_bytes() == OTHER


def test_a_text_that_was_typed_in_is_named(small_course, download):
    path = download({"doejane_101_5001_tiny.ipynb": NOTEBOOK, "poe_103_text.html": "Hello"})
    result, files = collected(small_course, path)
    assert result.returncode == 1
    assert files == {"doejane/tiny/tiny.ipynb"}
    assert "not taken: poe_103_text.html: a text that was typed into Canvas" in result.stdout


def test_moodle_in_folders_and_flat(small_course, download):
    path = download(
        {
            "Jane Doe_123_assignsubmission_file_/tiny.ipynb": NOTEBOOK,
            "Jane Doe_123_assignsubmission_file_/data/x.csv": "1",
            "Jane Doe_123_assignsubmission_onlinetext_/onlinetext.html": "see file",
            "Zoë Lang_124_assignsubmission_file_tiny.ipynb": NOTEBOOK,
            "Max Moritz_125_assignsubmission_file/tiny.ipynb": NOTEBOOK,
        }
    )
    result, files = collected(small_course, path, "--assignment", "tiny")
    assert result.returncode == 0, result.stdout
    assert files == {
        "Jane Doe/tiny/tiny.ipynb",
        "Jane Doe/tiny/data/x.csv",
        "Zoë Lang/tiny/tiny.ipynb",
        "Max Moritz/tiny/tiny.ipynb",
    }
    assert "typed into Moodle" in result.stdout


def test_gradescope_with_times_and_hand_ins_of_several(small_course, download):
    top = "assignment_9_export"
    path = download(
        {
            f"{top}/submission_metadata.yml": GRADESCOPE,
            f"{top}/submission_11/tiny.ipynb": NOTEBOOK,
            f"{top}/submission_12/work/tiny.ipynb": NOTEBOOK,
            f"{top}/submission_13/tiny.ipynb": NOTEBOOK,
        }
    )
    result, files = collected(small_course, path, "--assignment", "tiny")
    assert files == {
        *("ada1/tiny/tiny.ipynb", "ada1/tiny/timestamp.txt", "bo/tiny/work/tiny.ipynb", "bo/tiny/timestamp.txt"),
        *("007/tiny/work/tiny.ipynb", "007/tiny/timestamp.txt"),
    }
    assert (small_course.root / "submitted/ada1/tiny/timestamp.txt").read_text() == "2024-03-01 22:10:05.813837 UTC"
    assert (small_course.root / "submitted/bo/tiny/timestamp.txt").read_text() == "2024-03-02 06:00:00.000000 UTC"
    assert "handed in together by Bo Berg and Cy Clark" in result.stdout
    assert "not taken: submission_13/: submission_metadata.yml does not say whose it is" in result.stdout


@pytest.mark.parametrize("metadata", [None, "{", "- 1", "!!python/object/apply:os.system ['exit']"])
def test_gradescope_without_a_list_that_can_be_read(small_course, download, metadata):
    files = {"submission_11/tiny.ipynb": NOTEBOOK, "submission_12/tiny.ipynb": NOTEBOOK}
    path = download(files if metadata is None else {**files, "submission_metadata.yml": metadata})
    result, found = collected(small_course, path)
    assert result.returncode == 1
    assert found == set()
    assert result.stdout.count("submission_metadata.yml") == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("top", ["", "hw1/", "submissions/", "hw1/inner/"])
@pytest.mark.parametrize("between", ["", "tiny/"])
def test_folders_of_students(small_course, download, top, between):
    path = download({f"{top}{student}/{between}tiny.ipynb": NOTEBOOK for student in ("ada", "bob")}, "hw1.zip")
    result, files = collected(small_course, path)
    assert result.returncode == 0, result.stdout
    assert files == {"ada/tiny/tiny.ipynb", "bob/tiny/tiny.ipynb"}
    assert "2 hand-ins in folders of students" in result.stdout


def test_an_unpacked_folder(small_course, download, tmp_path):
    files = {
        "ada/tiny.ipynb": NOTEBOOK,
        "bob/tiny/tiny.ipynb": NOTEBOOK,
        "tiny/cid/tiny.ipynb": NOTEBOOK,
        "eva/x/": b"",
    }
    with zipfile.ZipFile(download(files)) as archive:
        archive.extractall(tmp_path / "unpacked")
    (tmp_path / "unpacked" / "ada" / "link.csv").symlink_to("/etc/passwd")
    result, found = collected(small_course, tmp_path / "unpacked")
    assert found == {"ada/tiny/tiny.ipynb", "bob/tiny/tiny.ipynb", "cid/tiny/tiny.ipynb"}
    assert "not taken: ada/link.csv: it is a link to somewhere else" in result.stdout
    assert "not taken: eva/: the folder is empty" in result.stdout


def test_zip_files_in_a_zip_file_one_a_student(small_course, download, tmp_path):
    inner = {}
    for student, files in {
        "ada": {"tiny.ipynb": NOTEBOOK, "timestamp.txt": "2020-01-01"},
        "bob": {"bob/tiny/tiny.ipynb": NOTEBOOK},
    }.items():
        inner[f"class/{student}.zip"] = write_zip(tmp_path / f"{student}.zip", files).read_bytes()
    result, found = collected(
        small_course, download({**inner, "class/cut.zip": b"PK\x03\x04 and no more"}, "class.zip")
    )
    assert found == {"ada/tiny/tiny.ipynb", "bob/tiny/tiny.ipynb"}
    assert "not taken: cut.zip: the archive can't be opened (cut off, or no zip file)" in result.stdout
    assert "timestamp.txt: it would say when this was handed in, and is the student's own" in result.stdout


def test_a_zip_file_that_a_student_handed_in_stays_one_and_tells_the_assignment(two, download):
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("work/tiny.ipynb", NOTEBOOK)
    result, files = collected(two, download({"doejane_1_2_work.zip": inside.getvalue()}))
    assert result.returncode == 0, result.stdout
    assert files == {"doejane/tiny/work.zip"}


def test_a_timestamp_that_the_instructor_has_is_kept(small_course, download):
    path = download({"ada/tiny/tiny.ipynb": NOTEBOOK, "ada/tiny/timestamp.txt": "2024-03-01 10:00:00.0 UTC"})
    result, files = collected(small_course, path)
    assert "ada/tiny/timestamp.txt" in files
    assert "2024-03-01 10:00 UTC" in result.stdout


def test_a_students_name_in_a_file_gives_him_no_other_ones_place(small_course, download):
    """In folders of students only the folder says whose a file is; files are called as their students like."""
    path = download({"eve/bobdoe_1_2_tiny.ipynb": NOTEBOOK, "bobdoe/tiny.ipynb": OTHER})
    _, files = collected(small_course, path, "--assignment", "tiny")
    assert files == {"eve/tiny/bobdoe_1_2_tiny.ipynb", "bobdoe/tiny/tiny.ipynb"}


def test_a_download_among_folders_of_students_is_named(small_course, download):
    path = download(
        {"ada/tiny.ipynb": NOTEBOOK, "hw1/doejane_1_2_tiny.ipynb": NOTEBOOK, "hw1/leebob_3_4_tiny.ipynb": NOTEBOOK}
    )
    result, files = collected(small_course, path)
    assert files == {"ada/tiny/tiny.ipynb"}
    assert "not taken: hw1/: it looks like a download of its own" in result.stdout


def test_a_loose_file_is_nobodys(small_course, download):
    result, files = collected(small_course, download({"ada/tiny.ipynb": NOTEBOOK, "tiny.ipynb": NOTEBOOK}))
    assert files == {"ada/tiny/tiny.ipynb"}
    assert "not taken: tiny.ipynb: it says nowhere whose it is" in result.stdout
