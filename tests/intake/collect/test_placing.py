"""Each folder takes its place whole; the same again changes nothing, and a newer one stays."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from nbexaminer.course.course import Course
from nbexaminer.intake.collect import placing
from nbexaminer.pipeline.lock import one_run
from tests.intake.collect.conftest import APRIL, NOTEBOOK, OTHER, placed, write_zip
from tests.small_course import assert_one_clear_sentence, everything, obey_permissions, scores


def of(course, student="doejane"):
    return (course.root / "submitted" / student / "tiny" / "tiny.ipynb").read_bytes()


def test_the_same_twice_changes_nothing(small_course, download):
    path = download({"doejane_101_1_tiny.ipynb": NOTEBOOK, "leebob_102_2_tiny.ipynb": NOTEBOOK})
    small_course.run("collect", str(path))
    before = everything(small_course.root / "submitted")
    times = {name: (small_course.root / "submitted" / name).stat() for name in before}
    again = small_course.run("collect", str(path))
    assert again.returncode == 0
    assert "2 unchanged." in again.stdout
    assert "Next:" not in again.stdout
    assert everything(small_course.root / "submitted") == before
    assert {name: (small_course.root / "submitted" / name).stat() for name in before} == times


def test_a_later_download_of_the_same_changes_nothing(small_course, download):
    small_course.run("collect", str(download({"doejane_101_1_tiny.ipynb": NOTEBOOK})))
    before = everything(small_course.root / "submitted")
    again = small_course.run("collect", str(download({"doejane_101_1_tiny.ipynb": NOTEBOOK}, "later.zip", APRIL)))
    assert "1 unchanged." in again.stdout
    assert everything(small_course.root / "submitted") == before


def test_a_newer_hand_in_takes_the_place_of_an_earlier_one_and_not_the_other_way_round(small_course, download):
    old = download({"doejane_101_1_tiny.ipynb": NOTEBOOK, "doejane_101_2_notes.ipynb": b"{}"}, "old.zip")
    new = download({"doejane_101_3_tiny.ipynb": OTHER}, "new.zip", APRIL)
    small_course.run("collect", str(old))
    replaced = small_course.run("collect", str(new))
    assert of(small_course) == OTHER
    assert "1 taken in place of an earlier one." in replaced.stdout
    assert "the earlier hand-in also had notes.ipynb" in replaced.stdout
    kept = small_course.run("collect", str(old))
    assert kept.returncode == 0
    assert of(small_course) == OTHER
    assert "1 older than what is there." in kept.stdout
    assert "is newer (a later attempt): kept; remove it there to take this one" in kept.stdout


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_of_several_downloads_the_last_hand_in_counts(small_course, download, order):
    paths = {
        "old": download({"ada/tiny.ipynb": NOTEBOOK}, "old.zip"),
        "new": download({"ada/tiny.ipynb": OTHER}, "new.zip", APRIL),
    }
    result = small_course.run("collect", *(str(paths[which]) for which in order))
    assert of(small_course, "ada") == OTHER
    assert "several hand-ins: ada/ counts, the last one" in result.stdout


def test_the_time_of_handing_in_decides_where_it_is_known(small_course, download):
    def at(time: str, notebook: bytes, name: str, when: tuple) -> Path:
        return download({"ada/tiny/tiny.ipynb": notebook, "ada/tiny/timestamp.txt": time}, name, when)

    small_course.run("collect", str(at("2024-03-05 12:00:00.0 UTC", NOTEBOOK, "a.zip", (2024, 3, 5, 12, 0, 0))))
    result = small_course.run("collect", str(at("2024-03-04 12:00:00.0 UTC", OTHER, "b.zip", APRIL)))
    assert of(small_course, "ada") == NOTEBOOK
    assert "handed in 2024-03-05 12:00, this one 2024-03-04 12:00" in result.stdout


def test_what_was_changed_by_hand_since_it_was_collected_stays(small_course, download):
    files = {"doejane_101_1_tiny.ipynb": NOTEBOOK}
    small_course.run("collect", str(download(files)))
    (small_course.root / "submitted/doejane/tiny/tiny.ipynb").write_bytes(OTHER)
    result = small_course.run("collect", str(download(files, "later.zip", (2040, 1, 1, 0, 0, 0))))
    assert of(small_course) == OTHER
    assert "was changed there since it was collected: kept" in result.stdout


def test_what_was_put_there_by_hand_and_is_newer_stays(small_course, download):
    path = small_course.submit("doejane")
    result = small_course.run("collect", str(download({"doejane_101_1_tiny.ipynb": OTHER})))
    assert of(small_course) == path.read_bytes() != OTHER
    assert "is newer" in result.stdout
    os.utime(path, (0, 0))
    small_course.run("collect", str(download({"doejane_101_1_tiny.ipynb": OTHER})))
    assert of(small_course) == OTHER


def test_a_link_or_a_file_in_the_place_is_refused(small_course, download, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (small_course.root / "submitted").mkdir()
    (small_course.root / "submitted" / "ada").symlink_to(tmp_path / "elsewhere")
    (small_course.root / "submitted" / "bob").write_text("")
    result = small_course.run(
        "collect", str(download({f"{name}/tiny.ipynb": NOTEBOOK for name in ("ada", "bob", "cid")}))
    )
    assert result.returncode == 1
    assert "submitted/ada is a link to somewhere else: remove it first" in result.stdout
    assert "submitted/bob is a file: remove it first" in result.stdout
    assert not list((tmp_path / "elsewhere").iterdir())
    assert of(small_course, "cid") == NOTEBOOK


def test_a_dry_run_says_the_same_and_does_nothing(small_course, download):
    small_course.submit("ada")
    before = everything(small_course.root)
    path = download({"doejane_101_1_tiny.ipynb": NOTEBOOK, "x.txt": "", "../y_1_2_tiny.ipynb": ""})
    dry = small_course.run("collect", str(path), "--dry-run")
    assert everything(small_course.root) == before
    assert "1 taken; nothing was done: this was a dry run." in dry.stdout
    assert "Next: the same command without --dry-run" in dry.stdout
    wet = small_course.run("collect", str(path))
    said = [[line for line in each.stdout.splitlines() if "not taken" in line] for each in (dry, wet)]
    assert said[0] == said[1] != []
    assert dry.returncode == wet.returncode == 1


@pytest.mark.parametrize("moment", ["_write", "note", "decide"])
def test_an_interruption_leaves_each_folder_whole(small_course, download, monkeypatch, moment):
    small_course.run("collect", str(download({"a_1_1_tiny.ipynb": NOTEBOOK, "b_2_2_tiny.ipynb": NOTEBOOK})))
    later = {f"{name}_{number}_{number + 9}_tiny.ipynb": OTHER for number, name in enumerate("abc", 1)}
    real, calls = getattr(placing, moment), []

    def interrupted(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(placing, moment, interrupted)
    result = small_course.run("collect", str(download(later, "later.zip", APRIL)))
    assert_one_clear_sentence(result, "each student's folder is whole", "run the same command again")
    assert placed(small_course) == {"a/tiny/tiny.ipynb", "b/tiny/tiny.ipynb"}
    assert (of(small_course, "a"), of(small_course, "b")) == (OTHER, NOTEBOOK)
    monkeypatch.undo()
    assert small_course.run("collect", str(download(later, "later.zip", APRIL))).returncode == 0
    assert {of(small_course, name) for name in "abc"} == {OTHER}
    assert not (small_course.root / "submitted" / ".collecting").exists()


def test_an_interruption_between_two_moves_leaves_the_earlier_hand_in(small_course, download, monkeypatch):
    small_course.run("collect", str(download({"a_1_1_tiny.ipynb": NOTEBOOK})))
    real = Path.rename

    def rename(self, target):
        if self.name == placing.NEW:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    small_course.run("collect", str(download({"a_1_2_tiny.ipynb": OTHER}, "later.zip", APRIL)))
    assert of(small_course, "a") == NOTEBOOK


def test_what_a_killed_process_had_moved_away_is_put_back_by_the_next_run(small_course, download):
    small_course.run("collect", str(download({"a_1_1_tiny.ipynb": NOTEBOOK})))
    kill = "if self.name == '.new':\n        os.kill(os.getpid(), 9)"
    script = (
        "import os, pathlib, sys\nfrom nbexaminer.cli.main import main\nreal = pathlib.Path.rename\n"
        f"def rename(self, target):\n    {kill}\n    return real(self, target)\n"
        "pathlib.Path.rename = rename\nmain(sys.argv[1:])"
    )
    later = download({"a_1_2_tiny.ipynb": OTHER}, "later.zip", APRIL)
    killed = subprocess.run([sys.executable, "-c", script, "collect", "--course", small_course.root, later])
    assert killed.returncode == -signal.SIGKILL
    assert not (small_course.root / "submitted" / "a" / "tiny").exists()
    with one_run(Course(small_course.root)):
        assert of(small_course, "a") == NOTEBOOK
    assert not (small_course.root / "submitted" / ".collecting").exists()


def test_a_full_or_read_only_folder(small_course, download):
    small_course.submit("ada")
    (small_course.root / "submitted").chmod(0o555)
    try:
        path = str(download({"bob/tiny.ipynb": NOTEBOOK}))
        result = small_course.run("collect", path, preexec_fn=obey_permissions)
    finally:
        (small_course.root / "submitted").chmod(0o755)
    assert_one_clear_sentence(result, "submitted can't be written")


def test_nbgrader_reads_the_time_of_handing_in(small_course, download):
    files = {"ada/tiny/tiny.ipynb": NOTEBOOK, "ada/tiny/timestamp.txt": "2024-03-05 12:00:00 Europe/Berlin"}
    small_course.run("collect", str(download(files)))
    time = CourseDirectory(root=str(small_course.root)).get_existing_timestamp(
        str(small_course.root / "submitted" / "ada" / "tiny")
    )
    assert str(time) == "2024-03-05 11:00:00"


def test_what_was_collected_is_graded_and_its_note_is_no_file_of_the_students(small_course, download):
    small_course.run("collect", str(download({"doejane_101_1_tiny-1.ipynb": NOTEBOOK})))
    result = small_course.run("grade")
    assert result.returncode == 0, result.stderr
    assert scores(small_course) == {"doejane": 2}
    assert "passed over" not in result.stdout
    assert "repaired" not in result.stdout
    assert not list((small_course.root / "autograded").rglob(".collected.json"))


def test_a_download_that_does_not_exist_or_is_none(small_course, tmp_path):
    assert_one_clear_sentence(small_course.run("collect", str(tmp_path / "no.zip")), "There is no", "no.zip")
    for name, content in {"a.zip": b"", "b.zip": b"PK\x03\x04", "c.tar": b"x" * 1000}.items():
        (tmp_path / name).write_bytes(content)
        assert_one_clear_sentence(small_course.run("collect", str(tmp_path / name)), name, "no zip file")
    empty = write_zip(tmp_path / "empty.zip", {})
    assert_one_clear_sentence(
        small_course.run("collect", str(empty)), "nothing to collect", "Canvas, Moodle or Gradescope"
    )
    assert not (small_course.root / "submitted").exists()


def test_two_runs_at_once(small_course, download):
    with one_run(Course(small_course.root)):
        assert_one_clear_sentence(small_course.run("collect", str(download({"a/tiny.ipynb": NOTEBOOK}))), "Another run")


def test_an_unpacked_download_gives_the_same_as_the_zip_file(small_course, download, tmp_path):
    path = download(
        {"Jane Doe_1_assignsubmission_file_/tiny.ipynb": NOTEBOOK, "Bo_2_assignsubmission_file_/x/y.py": "1"}
    )
    small_course.run("collect", str(path), "--assignment", "tiny")
    files = {
        name: data for name, data in everything(small_course.root / "submitted").items() if "collected" not in name
    }
    shutil.rmtree(small_course.root / "submitted")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    small_course.run("collect", str(tmp_path / "unpacked"), "--assignment", "tiny")
    again = {
        name: data for name, data in everything(small_course.root / "submitted").items() if "collected" not in name
    }
    assert again == files
