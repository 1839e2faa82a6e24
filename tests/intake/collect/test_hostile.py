"""What is hostile in a download is refused by itself, and said; nothing is written outside, and the others are collected."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from nbexaminer.intake import limits
from nbexaminer.intake.zips import open_zip, zip_files
from tests.intake.collect.conftest import NOTEBOOK, OTHER, placed
from tests.small_course import everything

GOOD = {"ada_1_1_tiny.ipynb": NOTEBOOK}
TAKEN = {"ada/tiny/tiny.ipynb"}


def marked(data: bytes, name: bytes, flags: int) -> bytes:
    """A zip file in which the flags of one file are set."""
    data = bytearray(data)
    for start, flag, at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = data.find(start)
        while place >= 0:
            if data[place + at :].startswith(name):
                old = struct.unpack_from("<H", data, place + flag)[0]
                struct.pack_into("<H", data, place + flag, old | flags)
            place = data.find(start, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/eve_2_2_tiny.ipynb",
        "../eve_2_2_tiny.ipynb",
        "..\\..\\eve_2_2_tiny.ipynb",
        "C:\\eve_2_2_tiny.ipynb",
        "eve_2_2_x/../../../../tiny.ipynb",
        "Eve_2_assignsubmission_file_/../../../tiny.ipynb",
    ],
)
def test_names_that_lead_out(small_course, download, name):
    before = set(everything(small_course.root.parent))
    path = download({**GOOD, name: OTHER})
    result = small_course.run("collect", str(path))
    assert result.returncode == 1
    assert placed(small_course) == TAKEN
    assert "its name leads out of the archive" in result.stdout
    new = set(everything(small_course.root.parent)) - before - {"download.zip", "course/.cache/lock"}
    assert {name.split("/")[1] for name in new} == {"submitted"}


def test_links(small_course, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("ada_1_1_tiny.ipynb", NOTEBOOK)
        for name, kind in {"eve_2_2_tiny.ipynb": stat.S_IFLNK, "eve_2_3_pipe": stat.S_IFIFO}.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    result = small_course.run("collect", str(tmp_path / "x.zip"))
    assert placed(small_course) == TAKEN
    assert "not taken: eve_2_2_tiny.ipynb: it is a link to somewhere else." in result.stdout
    assert "not taken: eve_2_3_pipe: it is no regular file." in result.stdout


def test_bombs(small_course, download, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 3_000_000)
    path = download(
        {
            **GOOD,
            "eve_2_2_tiny.ipynb": b"\0" * 4_000_000,
            **{f"max_3_{number}_part{number}.bin": b"\0" * 1_000_000 for number in range(9)},
            "max_3_99_tiny.ipynb": NOTEBOOK,
        }
    )
    result = small_course.run("collect", str(path))
    files = placed(small_course)
    assert TAKEN | {"max/tiny/tiny.ipynb"} <= files
    assert len(files) == 4
    assert "not taken: eve_2_2_tiny.ipynb: it is 3 MB large when unpacked" in result.stdout
    assert "max_3_99_tiny.ipynb: its files are larger than 2 MB: max_3_" in result.stdout


def test_thousands_of_files_of_one_student(small_course, download, monkeypatch):
    monkeypatch.setattr(limits, "MAX_OWN_FILES", 50)
    many = {f"Eve_2_assignsubmission_file_/lib/{number}.py": "" for number in range(3000)}
    path = download(
        {"Ada_1_assignsubmission_file_/tiny.ipynb": NOTEBOOK, **many, "Eve_2_assignsubmission_file_/tiny.ipynb": OTHER}
    )
    result = small_course.run("collect", str(path))
    files = placed(small_course)
    assert {"Ada/tiny/tiny.ipynb", "Eve/tiny/tiny.ipynb"} <= files
    assert len(files) == 51
    assert result.stdout.count("its files are more than 50") == 1


def test_more_files_than_a_class_can_have(small_course, download, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CLASS_FILES", 3)
    result = small_course.run("collect", str(download({f"s{number}_1_2_tiny.ipynb": NOTEBOOK for number in range(5)})))
    assert result.returncode == 1
    assert len(placed(small_course)) == 3
    assert "download.zip: it has more than 3 files: the rest was left out" in result.stdout


def test_what_needs_a_password(small_course, download):
    path = download({**GOOD, "eve_2_2_tiny.ipynb": OTHER, "max_3_3_tiny.ipynb": NOTEBOOK, "max_3_4_data.csv": "1"})
    data = marked(marked(path.read_bytes(), b"eve_2_2", 1), b"max_3_4", 1)
    path.write_bytes(data)
    result = small_course.run("collect", str(path))
    assert placed(small_course) == TAKEN | {"max/tiny/tiny.ipynb"}
    assert "eve_2_2_tiny.ipynb: tiny.ipynb can't be read (it needs a password): ask for it again" in result.stdout
    assert "not taken: max_3_4_data.csv: it can't be read (it needs a password)" in result.stdout


def test_a_damaged_notebook_does_not_take_the_place_of_an_earlier_one(small_course, download):
    small_course.run("collect", str(download({"eve_2_2_tiny.ipynb": NOTEBOOK})))
    path = download({**GOOD, "eve_2_3_tiny.ipynb": OTHER, "eve_2_4_notes.txt": "x"}, "later.zip", (2040, 1, 1, 0, 0, 0))
    data = bytearray(path.read_bytes())
    place = data.index(b"eve_2_3") + 60
    data[place : place + 20] = b"\xff" * 20
    path.write_bytes(data)
    result = small_course.run("collect", str(path))
    assert result.returncode == 1
    assert (small_course.root / "submitted/eve/tiny/tiny.ipynb").read_bytes() == NOTEBOOK
    assert placed(small_course) == TAKEN | {"eve/tiny/tiny.ipynb"}
    assert "tiny.ipynb can't be read (broken" in result.stdout


def test_names_that_are_no_text(small_course, download):
    path = download({**GOOD, "eve_2_2_tQny.ipynb": OTHER})
    path.write_bytes(marked(path.read_bytes().replace(b"tQny", b"t\xffny"), b"eve_2_2", 0x800))
    result = small_course.run("collect", str(path))
    assert result.returncode == 1
    assert placed(small_course) == TAKEN
    assert "eve_2_2_t�ny.ipynb" in result.stdout


def test_names_that_are_utf_8_and_do_not_say_so_are_read_as_that():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("ZoQQ.ipynb", "")
    stream = io.BytesIO(stream.getvalue().replace(b"QQ", "ë".encode()))
    with open_zip(stream) as opened:
        assert [name for _, name in zip_files(opened)] == ["Zoë.ipynb"]


def test_the_same_name_twice(small_course, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("ada_1_1_tiny.ipynb", NOTEBOOK)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("ada_1_1_tiny.ipynb", OTHER)
    result = small_course.run("collect", str(tmp_path / "x.zip"))
    assert result.returncode == 1
    assert (small_course.root / "submitted/ada/tiny/tiny.ipynb").read_bytes() == NOTEBOOK
    assert "not taken: ada_1_1_tiny.ipynb: it is in the archive twice: the first one counts" in result.stdout


def test_a_file_and_a_folder_of_one_name(small_course, download):
    top = "Ada_1_assignsubmission_file_"
    places = (f"{top}/data", f"{top}/data/x.csv", f"{top}/more/y.csv", f"{top}/more")
    path = download({f"{top}/tiny.ipynb": NOTEBOOK, **dict.fromkeys(places, "1")})
    result = small_course.run("collect", str(path))
    assert placed(small_course) == {"Ada/tiny/tiny.ipynb", "Ada/tiny/data", "Ada/tiny/more/y.csv"}
    assert f"not taken: {top}/data/x.csv: another file has its place." in result.stdout
    assert f"not taken: {top}/more: another file has its place." in result.stdout


def test_names_for_terminals_and_markup(small_course, download):
    path = download({**GOOD, "[red]eve\x1b[31m_2_2_tiny.ipynb": OTHER, "[bold]bob_3_3_tiny.ipynb": OTHER})
    result = small_course.run("collect", str(path))
    assert placed(small_course) == TAKEN | {"[bold]bob/tiny/tiny.ipynb"}
    assert "\x1b" not in result.stdout
    assert "[bold]bob" in result.stdout


def test_a_time_and_a_record_that_a_student_hands_in_are_not_believed(small_course, download):
    top = "Ada_1_assignsubmission_file_"
    path = download(
        {f"{top}/tiny.ipynb": NOTEBOOK, f"{top}/timestamp.txt": "2000-01-01", f"{top}/.collected.json": "{}"}
    )
    result = small_course.run("collect", str(path))
    assert placed(small_course) == {"Ada/tiny/tiny.ipynb"}
    assert '"platform": "Moodle"' in (small_course.root / "submitted/Ada/tiny/.collected.json").read_text()
    assert "it would say when this was handed in, and is the student's own" in result.stdout


def test_a_large_zip_file_with_a_long_list(download):
    """The list of a class may be written as large zip files do (ZIP64); that of a student may not."""
    data = download({"a_1_2_tiny.ipynb": "x"}).read_bytes()
    end = data.index(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HII", data, end + 10)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    stream = io.BytesIO(data[:end] + record + locator + tail)
    with open_zip(stream, large=True) as opened:
        assert [name for _, name in zip_files(opened)] == ["a_1_2_tiny.ipynb"]
    with pytest.raises(Exception, match="too many files"):
        open_zip(stream)
