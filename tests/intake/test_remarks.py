"""However many files a submission holds of a kind that takes a remark: one remark is made about all of them."""

from __future__ import annotations

import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nbexaminer.intake.take_in import take_in
from tests.catalogue.broken import packed, put
from tests.small_course import small_notebook

MANY = 1500


def _zip_of(count: int, change: Callable[[bytearray], None] = lambda raw: None) -> bytes:
    """A zip file with so many members, changed at each entry of its list."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"x")
    raw = bytearray(stream.getvalue())
    change(raw)
    return bytes(raw)


def _packed_in_an_unusual_way(raw: bytearray) -> None:
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 10 : at + 12] = struct.pack("<H", 97)


def _with_passwords(raw: bytearray) -> None:
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 8] |= 1


def _with_wrong_sums(raw: bytearray) -> None:
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 16 : at + 20] = b"\1\2\3\4"


def _unusual(folder: Path) -> None:
    put(folder, _zip_of(20_000, _packed_in_an_unusual_way), "work.zip")


def _secret(folder: Path) -> None:
    put(folder, _zip_of(MANY, _with_passwords), "work.zip")


def _damaged(folder: Path) -> None:
    put(folder, _zip_of(MANY, _with_wrong_sums), "work.zip")


def _links_in_a_tar_file(folder: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for number in range(MANY):
            member = tarfile.TarInfo(f"{number}/tiny.ipynb" if number % 2 else f"../{number}")
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(member)
    put(folder, stream.getvalue(), "work.tar")


def _links(folder: Path) -> None:
    put(folder, small_notebook())
    for number in range(MANY):
        (folder / f"tiny ({number}).ipynb").symlink_to("/etc/passwd")


def _pipes(folder: Path) -> None:
    put(folder, small_notebook())
    for number in range(MANY):
        os.mkfifo(folder / str(number))


def _odd_names(folder: Path) -> None:
    put(folder, small_notebook())
    for number in range(MANY):
        put(folder, "x", f"{number}\n.txt")


def _broken_notebooks(folder: Path) -> None:
    for number in range(MANY):
        put(folder, "{" + "[" * (number % 40), f"tiny ({number}).ipynb")


def _archives(folder: Path) -> None:
    for number in range(MANY):
        put(folder, packed({f"{number}.txt": "x"}), f"{number}.zip")


def _archives_of_another_kind(folder: Path) -> None:
    for number in range(MANY):
        put(folder, "x", f"{{{number}}}.rar")


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "unusual": (_unusual, "0.txt in the archive work.zip, 1.txt in the archive work.zip, "),
    "secret": (_secret, f"and {MANY - 4:,} more could not be unpacked (it needs a password)."),
    "damaged": (_damaged, f"and {MANY - 4:,} more could not be unpacked (broken)."),
    "links in a tar file": (_links_in_a_tar_file, f"and {MANY // 2 - 4:,} more were each a link to somewhere else"),
    "links": (_links, f"and {MANY - 4:,} more were each a link to somewhere else: left out."),
    "pipes": (_pipes, f"and {MANY - 4:,} more are no regular files"),
    "odd names": (_odd_names, f"and {MANY - 4:,} more were left out: such a name can't be used."),
    "broken notebooks": (_broken_notebooks, "were no notebook ("),
    "archives": (_archives, "more were not opened: too many"),
    "archives of another kind": (_archives_of_another_kind, "are archives of a kind that can't be opened here"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_many_of_a_kind_are_one_remark(kind, release, folder, tmp_path):
    make, words = KINDS[kind]
    make(folder)
    sentences = take_in(folder, release, tmp_path / "target")["tiny"]
    assert sum(words in sentence for sentence in sentences) == 1, sentences
    assert len(sentences) <= 9, sentences
    assert max(map(len, sentences)) < 600
