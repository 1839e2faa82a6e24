"""Archives are unpacked within limits, and nothing in them leads out."""

from __future__ import annotations

import io
import tarfile
import zipfile

import nbformat
import pytest

from nbexaminer.intake import limits
from nbexaminer.intake.members import safe_parts
from nbexaminer.intake.take_in import take_in
from tests.catalogue.broken import notebook_text, packed, put
from tests.intake.conftest import files, run_double
from tests.small_course import small_notebook


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_what_is_unpacked_is_limited(kind, release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    names = {"big.bin": b"\0" * 1_000_000, "tiny.ipynb": notebook_text(small_notebook()).encode("utf-8")}
    if kind == "zip":
        put(folder, packed(names), "work.zip")
    else:
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w:gz") as archive:
            for name, content in names.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        put(folder, stream.getvalue(), "work.tar.gz")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("not to its end (more than 0 MB)" in sentence for sentence in sentences)
    assert sum(path.stat().st_size for path in (tmp_path / "target").rglob("*")) < 100_000


def test_what_is_skipped_in_a_tar_file_counts_too(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in {"__MACOSX/x": b"\0" * 1_000_000, "tiny.ipynb": b"{}"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    put(folder, stream.getvalue(), "work.tar.gz")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("not to its end (more than 0 MB)" in sentence for sentence in sentences)


def test_a_long_list_of_files_in_a_zip_file_is_not_read(release, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_DIRECTORY", 1000)
    put(folder, packed({f"{number}.txt": "x" for number in range(100)}), "work.zip")
    assert any("(too many files)" in sentence for sentence in take_in(folder, release, tmp_path / "target")["tiny"])


def test_archives_in_archives_end(release, folder, tmp_path):
    data = packed({"tiny.ipynb": notebook_text(small_notebook())})
    for _ in range(5):
        data = packed({"work.zip": data})
    put(folder, data, "work.zip")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert any("too deep in others" in sentence for sentence in sentences)


def test_a_zip_file_that_needs_a_password(release, folder, tmp_path):
    data = bytearray(packed({"tiny.ipynb": notebook_text(small_notebook())}))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + offset] |= 1
    put(folder, bytes(data), "work.zip")
    assert any("it needs a password" in sentence for sentence in take_in(folder, release, tmp_path / "target")["tiny"])


def test_a_zip_file_beside_the_notebook_is_an_own_file(release, folder, tmp_path):
    put(folder, small_notebook())
    put(folder, packed({"tiny.ipynb": "{}"}), "data.zip")
    assert take_in(folder, release, tmp_path / "target")["tiny"] == []
    assert files(tmp_path / "target") == {"tiny.ipynb", "data.zip"}


def test_a_link_in_a_zip_file_is_left_out(release, folder, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("tiny.ipynb")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    put(folder, stream.getvalue(), "work.zip")
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert "work.zip/tiny.ipynb was a link to somewhere else: left out." in sentences


def test_a_name_in_an_archive_that_no_file_could_have(folder, release, tmp_path):
    with tarfile.open(folder / "work.tar", "w", format=tarfile.GNU_FORMAT) as archive:
        content = notebook_text(small_notebook()).encode("utf-8")
        member = tarfile.TarInfo(10**5 * "-1" + "x.ipynb")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    take_in(folder, release, tmp_path / "target")
    assert run_double(nbformat.read(tmp_path / "target" / "tiny.ipynb", as_version=4)) == 2


@pytest.mark.parametrize(
    ("name", "parts", "leads_out"),
    [
        ("tiny/tiny.ipynb", ("tiny", "tiny.ipynb"), False),
        ("./tiny.ipynb", ("tiny.ipynb",), False),
        ("../../tiny.ipynb", ("tiny.ipynb",), True),
        ("/etc/passwd", ("etc", "passwd"), True),
        ("C:/work/tiny.ipynb", ("work", "tiny.ipynb"), True),
        ("__MACOSX/tiny.ipynb", (), False),
        ("a/" * limits.MAX_DEPTH + "tiny.ipynb", (), False),
        ("x" * 300 + ".txt", ("x" * (limits.LONGEST_NAME - 4) + ".txt",), False),
    ],
)
def test_a_name_in_an_archive_stays_inside_of_it(name, parts, leads_out):
    assert safe_parts(name) == (parts, leads_out)
