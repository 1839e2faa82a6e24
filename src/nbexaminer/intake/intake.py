"""What a student handed in, made into a folder that nbgrader can grade: nothing in it can stop a class from being graded.

Nothing of a submission is run, followed (links) or trusted here: names are only compared and shown, archives are unpacked by
number, and whatever is read or unpacked has a limit.
"""

from __future__ import annotations

import bz2
import calendar
import contextlib
import errno
import gzip
import itertools
import json
import math
import os
import re
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.utils import parse_utc

from nbexaminer.course.notebooks import known_notebook
from nbexaminer.intake.restore import defined, plain

MEGABYTE = 1 << 20
MAX_FILES = 2000
"""Files of a submission that are looked at, those in its archives among them."""
MAX_BYTES = 300 * MEGABYTE
"""Size of all that is unpacked, and of all own files that are copied."""
MAX_DEPTH = 12
"""Folders in one another, archives among them."""
LONGEST_NAME = 255
"""Characters of the name of a file or folder in an archive, as elsewhere; of a longer one the end counts."""
MAX_ARCHIVES = 20
MAX_ARCHIVE = 200 * MEGABYTE
"""Size of an archive that is opened."""
MAX_DIRECTORY = 4 * MEGABYTE
"""Size of a zip file's list of files."""
MAX_NOTEBOOK = 128 * MEGABYTE
"""Size of a notebook that is read, with its outputs."""
MAX_TOKENS = 20_000_000
"""Values in a notebook's JSON, outputs among them."""
MAX_NOTEBOOKS = 30
"""Notebooks of a submission that are read."""
MAX_TEXT = 10 * MEGABYTE
"""Size of all cells of a notebook, without outputs."""
MAX_CELLS = 10_000
CHUNK = MEGABYTE
FOREIGN = 0.3
"""Share of a notebook's signs (grade ids, cell ids, texts, names) below which a file is rather another notebook."""

JUNK = frozenset(
    {"__MACOSX", "__pycache__", ".ipynb_checkpoints", ".git", ".venv", ".DS_Store", "Thumbs.db", "desktop.ini"}
)
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
UNREADABLE = (".rar", ".7z", ".tar.xz", ".txz")
MAGIC = {b"PK\x03\x04": "a zip file", b"%PDF": "a PDF file", b"\x1f\x8b": "a gzip file", b"\x89PNG": "a picture"}
NOTEBOOK = re.compile(r"^(?P<stem>.*)\.ipynb(?P<more>(?:\.(?:txt|json|download|html))*)$", re.IGNORECASE | re.DOTALL)
COPY_MARK = re.compile(r"(?i)(?:[ _-]*\(\d+\)|[ _-]+(?:copy|kopie)[ _-]*\d*|[ _-]+\d{1,2})$")
COPY_OF = re.compile(r"(?i)^(?:copy|kopie) (?:of|von) ")
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
PYTHON = {"python", "python3", "ipython", "ipython3"}


Member = tuple[tuple[str, ...], float, BinaryIO]
"""Name, time and contents of a file in an archive."""


class _Refused(Exception):
    """Something of a submission that can't be used; its text says what it is, to go into brackets."""


@dataclass
class _File:
    """A file of a submission.

    Attributes:
        parts: the folders that it is in, archives among them, and its name.
        path: where its bytes are: in the submission, or unpacked.
        size: bytes.
        time: when it was changed last, in seconds.
        packed: how many archives it is in.
    """

    parts: tuple[str, ...]
    path: str
    size: int
    time: float
    packed: int = 0

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def shown(self) -> str:
        return shown("/".join(self.parts))


@dataclass
class _Found:
    """What a submission holds."""

    files: list[_File] = field(default_factory=list)
    links: list[tuple[str, ...]] = field(default_factory=list)
    strange: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seen: int = 0
    unpacked: int = 0

    def remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)


@dataclass
class _Candidate:
    """A file that may be one of the notebooks."""

    file: _File
    notebook: NotebookNode | None
    said: list[str]
    refused: str = ""
    likeness: dict[str, float] = field(default_factory=dict)


def take_in(submitted: Path, release: Path, target: Path) -> dict[str, list[str]]:
    """Copy a submission, so that it has every notebook of its assignment.

    Args:
        submitted: the student's folder; whatever it holds, and even if there is none.
        release: the folder of the released assignment.
        target: a new or empty folder.

    Returns:
        Name of a notebook -> what was wrong with it and what was done, one sentence each.

    Raises:
        OSError: `target` can't be written.
        CourseError: a notebook of the release is broken.
    """
    target = Path(target)
    target.mkdir(parents=True, exist_ok=True)
    wanted = {path.stem: known_notebook(path) for path in sorted(Path(release).glob("*.ipynb"))}
    with tempfile.TemporaryDirectory(dir=target, prefix=".unpacked-") as room:
        found = _look(Path(submitted))
        candidates = [_read(file) for file in _notebook_files(found, wanted)]
        whole = {candidate.file.name for candidate in candidates if candidate.notebook is not None}
        if not {f"{name}.ipynb" for name in wanted} <= whole:
            _unpack_all(found, Path(room))
            known = {id(candidate.file): candidate for candidate in candidates}
            candidates = [known.get(id(file)) or _read(file) for file in _notebook_files(found, wanted)]
        chosen, mentioned = _choose(candidates, wanted, found)
        said, bases = {}, [()]
        for name, released in wanted.items():
            candidate, said[name] = chosen[name]
            notebook = released
            if candidate is not None and candidate.notebook is not None:
                notebook = candidate.notebook
                _bring_to_kernel(notebook, released, said[name])
                bases.append(candidate.file.parts[:-1])
            with open(target / f"{name}.ipynb", "x", encoding="utf-8") as file:
                file.write(nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n")
        _copy_own(found, {id(candidate.file) for candidate in candidates}, sorted(bases, key=len, reverse=True), target)
    extra = sorted(candidate.file.shown for candidate in candidates if id(candidate) not in mentioned)
    if extra:
        found.remark(f"{_list(extra)} {_is(extra)} no notebook of the assignment, and {_was(extra)} left out.")
    for sentences in said.values():
        sentences += [remark for remark in found.remarks if remark not in sentences]
    return said


def shown(name: str) -> str:
    """A file's name as it may be shown: short, and with nothing in it that is no printable text."""
    text = "".join(c if c.isprintable() else "�" for c in name)
    return text if len(text) <= 80 else f"{text[:40]}…{text[-35:]}"


# what is there


def _look(folder: Path) -> _Found:
    """List a folder's files; links are not followed, and nothing is opened."""
    found = _Found()
    waiting: list[tuple[str, tuple[str, ...]]] = []
    if folder.is_symlink():
        found.remark("The folder that was handed in is a link to somewhere else: not followed.")
    else:
        waiting.append((str(folder), ()))
    while waiting:
        path, parts = waiting.pop(0)
        try:
            with os.scandir(path) as entries:
                listed = sorted(itertools.islice(entries, MAX_FILES), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue  # nothing was handed in
        except OSError as error:
            where = f"The folder {shown('/'.join(parts))}" if parts else "The folder that was handed in"
            found.remark(f"{where} could not be read ({error.strerror}).")
            continue
        for entry in listed:
            name = (*parts, entry.name)
            if _is_junk(entry.name):
                continue
            found.seen += 1
            if found.seen > MAX_FILES or len(name) > MAX_DEPTH:
                found.remark(f"There were too many files, or too many folders in one another (more than {MAX_FILES} or "
                             f"{MAX_DEPTH}): the rest was left out.")  # fmt: skip
                if found.seen > MAX_FILES:
                    return found
                continue
            _note(entry, name, found, waiting)
    return found


def _note(entry: os.DirEntry, name: tuple[str, ...], found: _Found, waiting: list[tuple[str, tuple[str, ...]]]) -> None:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return
    if stat.S_ISLNK(about.st_mode):
        found.links.append(name)
    elif stat.S_ISDIR(about.st_mode):
        if NOTEBOOK.match(entry.name):
            found.strange.append((name, "a folder"))
        waiting.append((entry.path, name))
    elif stat.S_ISREG(about.st_mode):
        found.files.append(_File(name, entry.path, about.st_size, about.st_mtime))
    else:
        kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
        found.strange.append((name, kinds.get(stat.S_IFMT(about.st_mode), "a device")))


def _is_junk(name: str) -> bool:
    return name in JUNK or name.startswith("._")


def _open(path: str) -> BinaryIO:
    """Open a regular file for reading; never a link, and without waiting for whoever is at the other end of a pipe."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "no regular file")
    return os.fdopen(number, "rb")


# archives


def _unpack_all(found: _Found, room: Path) -> None:
    """Put what archives hold in their place, archives in archives too."""
    opened, files, waiting = 0, [], list(found.files)
    numbers = itertools.count()
    while waiting:
        file = waiting.pop(0)
        name = file.name.lower()
        if name.endswith(UNREADABLE):
            found.remark(f"{file.shown} is an archive of a kind that can't be opened here (zip and tar.gz can).")
        if not (name.endswith(ARCHIVES) or (NOTEBOOK.match(name) and _starts_with(file, b"PK\x03\x04", b"\x1f\x8b"))):
            files.append(file)
            continue
        opened += 1
        if opened > MAX_ARCHIVES or file.packed >= 3 or file.size > MAX_ARCHIVE:
            found.remark(f"The archive {file.shown} was not opened: too many, too large, or too deep in others.")
            continue
        inside = _unpack(file, found, room, numbers)
        if inside:
            found.remark(f"The files came in an archive ({file.shown}): unpacked.")
        waiting += inside
    found.files = files


def _starts_with(file: _File, *starts: bytes) -> bool:
    try:
        with _open(file.path) as stream:
            return stream.read(4).startswith(starts)
    except OSError:
        return False


def _unpack(file: _File, found: _Found, room: Path, numbers: Iterator[int]) -> list[_File]:
    """Unpack one archive, as far as that goes, into files that are named by numbers."""
    unpacked: list[_File] = []
    try:
        stream = _open(file.path)
    except OSError as error:
        found.remark(f"The archive {file.shown} could not be read ({error.strerror}).")
        return unpacked
    members = _members(stream, file, found)
    with stream, contextlib.closing(members):
        try:
            while (member := _next(members)) is not None:
                found.seen += 1
                if found.seen > MAX_FILES:
                    raise _Refused(f"more than {MAX_FILES} files")
                parts, time, content = member
                path = room / str(next(numbers))
                size = _write_member(path, content, file, parts, found)
                if size is not None:
                    unpacked.append(_File((*file.parts, *parts), str(path), size, time, file.packed + 1))
        except _Refused as refused:
            found.remark(f"The archive {file.shown} could not be unpacked, or not to its end ({refused}).")
    return unpacked


def _next(members: Iterator[Member]) -> Member | None:
    """The next file of an archive; whatever is wrong with the archive is a refusal."""
    try:
        return next(members, None)
    except _Refused:
        raise
    except Exception as error:
        raise _Refused(_reason(error)) from None


def _write_member(path: Path, content: BinaryIO, file: _File, parts: tuple[str, ...], found: _Found) -> int | None:
    size = 0
    with open(path, "xb") as out:
        while True:
            try:
                chunk = content.read(CHUNK)
            except _Refused:
                raise
            except Exception as error:  # one member that is broken or needs a password; the others may be whole
                name = shown("/".join(parts))
                found.remark(f"{name} in the archive {file.shown} could not be unpacked ({_reason(error)}).")
                return None
            if not chunk:
                return size
            size += len(chunk)
            found.unpacked += len(chunk)
            if found.unpacked > MAX_BYTES:
                raise _Refused(f"more than {MAX_BYTES // MEGABYTE} MB")
            out.write(chunk)


def _members(stream: BinaryIO, file: _File, found: _Found) -> Iterator[Member]:
    """An archive's regular files."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(b"PK"):
        yield from _zip_members(stream, file, found)
        return
    opened = gzip.GzipFile(fileobj=stream) if start.startswith(b"\x1f\x8b") else stream
    opened = bz2.BZ2File(stream) if start.startswith(b"BZh") else opened
    yield from _tar_members(_Limited(opened), file, found)


class _Limited:
    """A stream that ends in a refusal when more comes out than is allowed, skipped parts too."""

    def __init__(self, stream: BinaryIO):
        self.stream, self.left = stream, MAX_BYTES

    def read(self, size: int) -> bytes:
        chunk = self.stream.read(min(size, CHUNK))
        self.left -= len(chunk)
        if self.left < 0:
            raise _Refused(f"more than {MAX_BYTES // MEGABYTE} MB")
        return chunk


def _zip_members(stream: BinaryIO, file: _File, found: _Found) -> Iterator[Member]:
    _require_short_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir() or info.filename.endswith("\\"):
                continue
            parts = _safe(info.filename.replace("\\", "/"), file, found)
            if not parts:
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                found.links.append((*file.parts, *parts))
                continue
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
                found.remark(
                    f"{shown('/'.join(parts))} in the archive {file.shown} is packed in an unusual way: left out."
                )
                continue
            if found.unpacked + info.file_size > MAX_BYTES:
                raise _Refused(f"more than {MAX_BYTES // MEGABYTE} MB")
            try:
                content = archive.open(info)
            except Exception as error:
                reason = "it needs a password" if info.flag_bits & 1 else _reason(error)
                found.remark(f"{shown('/'.join(parts))} in the archive {file.shown} could not be unpacked ({reason}).")
                continue
            with content:
                yield parts, _time(info.date_time), content


def _require_short_directory(stream: BinaryIO) -> None:
    """A zip file's list of files is read as a whole: make sure that it is short."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 70_000))
    tail = stream.read(70_000)
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise _Refused("cut off, or no zip file")
    if b"PK\x06\x07" in tail or int.from_bytes(tail[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise _Refused("too many files")


def _time(moment: tuple[int, ...]) -> float:
    try:
        return float(calendar.timegm(moment))
    except ValueError:
        return 0.0


def _tar_members(stream: _Limited, file: _File, found: _Found) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
        for number, info in enumerate(archive):
            if number > MAX_FILES:
                raise _Refused(f"more than {MAX_FILES} files")
            if info.isdir():
                continue
            parts = _safe(info.name, file, found)
            if not parts:
                continue
            if info.issym() or info.islnk():
                found.links.append((*file.parts, *parts))
            elif found.unpacked + info.size > MAX_BYTES:
                raise _Refused(f"more than {MAX_BYTES // MEGABYTE} MB")
            elif info.isreg():
                content = archive.extractfile(info)
                if content is not None:
                    yield parts, float(info.mtime) if abs(info.mtime) < 1e12 else 0.0, content
            else:
                found.strange.append(((*file.parts, *parts), "a pipe or a device"))


def _safe(name: str, file: _File, found: _Found) -> tuple[str, ...]:
    """The parts of a member's name without those that lead out of the archive; () for what is left out."""
    parts = name.split("/")
    kept = tuple(part for part in parts if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part))
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        found.remark(f"The archive {file.shown} names places outside of itself: taken as if they were inside.")
    kept = tuple(part[-LONGEST_NAME:] for part in kept)
    return () if any(map(_is_junk, kept)) or len(kept) > MAX_DEPTH else kept


def _reason(error: Exception) -> str:
    known = {"BadZipFile": "broken", "ReadError": "broken", "EOFError": "cut off", "StreamError": "broken"}
    return known.get(type(error).__name__, f"broken: {type(error).__name__}")


# notebooks


def _stem(name: str) -> str | None:
    """A notebook's name without its ending; None for a file that is none by its name."""
    match = NOTEBOOK.match(name)
    return match["stem"] if match else None


def _exact(file: _File, name: str) -> bool:
    return file.name == f"{name}.ipynb"


def _notebook_files(found: _Found, wanted: Iterable[str]) -> list[_File]:
    files = [file for file in found.files if _stem(file.name) is not None]
    for file in found.files:  # saved under the name, but without its ending
        stem, ending = os.path.splitext(file.name)
        if ending in ("", ".json", ".txt") and stem in wanted:
            files.append(file)
    # Those that are likely to be meant come first, if there are too many.
    files.sort(
        key=lambda file: (not any(_exact(file, name) for name in wanted), file.packed, len(file.parts), -file.time)
    )
    if len(files) > MAX_NOTEBOOKS:
        found.remark(f"There were {len(files)} notebooks: only {MAX_NOTEBOOKS} were looked at.")
    return files[:MAX_NOTEBOOKS]


def _read(file: _File) -> _Candidate:
    """Read a file that should be a notebook, whatever it is."""
    said: list[str] = []
    try:
        if file.size > MAX_NOTEBOOK:
            raise _Refused(f"{file.size // MEGABYTE} MB large")
        with _open(file.path) as stream:
            text = _text(stream.read(MAX_NOTEBOOK), said)
        return _Candidate(file, _notebook(_json(text, said), said), said)
    except _Refused as refused:
        return _Candidate(file, None, [], str(refused))
    except OSError as error:
        return _Candidate(file, None, [], f"can't be read: {error.strerror}")
    except RecursionError:
        return _Candidate(file, None, [], "lists in lists without end")
    except MemoryError:
        return _Candidate(file, None, [], "too large")


def _text(raw: bytes, said: list[str]) -> str:
    """The text of a file, in whatever encoding."""
    if not raw.strip(b" \t\r\n\0"):
        raise _Refused("blank" if raw else "empty")
    for start, what in MAGIC.items():
        if raw.startswith(start):
            raise _Refused(what)
    marks = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encoding = next((name for mark, name in marks.items() if raw.startswith(mark)), json.detect_encoding(raw[:4]))
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1" if encoding.startswith("utf-8") else encoding
        text = raw.decode(encoding, errors="replace")
    if not encoding.startswith("utf-8"):
        said.append(f"The file was written as {encoding.upper()} instead of UTF-8: read as that.")
    stripped = text.strip("\0\ufeff \t\r\n")
    if "\0" in stripped or text.endswith("\0"):
        said.append("There were NUL bytes in the file: taken out.")
    return stripped.replace("\0", "")


def _json(text: str, said: list[str]) -> object:
    """What a text says, outputs dropped as soon as they were read."""
    if sum(map(text.count, ",[{")) > MAX_TOKENS:
        raise _Refused("too large")
    if text[:1] not in ("{", "["):
        start = text[:200].lower()
        kind = "a web page" if start.startswith(("<!doctype html", "<html")) else "no JSON"
        raise _Refused("a Python script" if re.match(r"(#!|#|import |from |def |%|\"\"\")", text) else kind)
    decoder = json.JSONDecoder(
        object_hook=_without_outputs, parse_int=_number, parse_constant=_constant(said), strict=False
    )
    try:
        value, end = decoder.raw_decode(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or error.pos > len(text) - 8:
            raise _Refused(f"cut off after {len(text)} characters") from None
        raise _Refused(f"no JSON from line {error.lineno} on") from None
    if text[end:].strip():
        said.append("Behind the notebook's end there was more in the file: left out.")
    return value


def _without_outputs(node: dict) -> dict:
    if "cell_type" in node and "outputs" in node:
        node["outputs"] = []
    return node


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) < 19 else None


def _constant(said: list[str]) -> object:
    def none(_: str) -> None:
        text = "There were numbers in the file that JSON does not have (NaN): taken out."
        if text not in said:
            said.append(text)

    return none


def _notebook(value: object, said: list[str]) -> NotebookNode:
    """A valid notebook out of what is one more or less."""
    if not isinstance(value, dict):
        raise _Refused("JSON, but no notebook")
    cells, old = value.get("cells"), False
    if not isinstance(cells, list):
        sheets = value.get("worksheets")
        if not isinstance(sheets, list):
            raise _Refused("JSON, but no notebook")
        listed = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells, old = [cell for group in listed if isinstance(group, list) for cell in group], True
    major, minor = value.get("nbformat"), value.get("nbformat_minor")
    if old or major not in (4, None) or (isinstance(minor, int) and minor > 5):
        version = f"{major}" if old else f"{major}.{minor}"
        said.append(f"The notebook was of format {shown(version)[:20]}: read as format 4.5.")
    if len(cells) > MAX_CELLS:
        raise _Refused(f"{len(cells)} cells")
    notebook = new_notebook()
    notebook.nbformat_minor = 5
    metadata = value.get("metadata")
    notebook.metadata = nbformat.from_dict(_kernel(metadata if isinstance(metadata, dict) else {}))
    problems: Counter[str] = Counter()
    notebook.cells = [made for cell in cells if (made := _cell(cell, problems)) is not None]
    _give_ids(notebook, problems)
    if sum(len(cell.source) + len(str(cell.get("attachments", ""))) for cell in notebook.cells) > MAX_TEXT:
        raise _Refused("too much text")
    said += [f"{what} ({times} {'cell' if times == 1 else 'cells'})." for what, times in problems.items()]
    if not notebook.cells:
        said.append("The notebook had no cells.")
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise _Refused(f"no valid notebook: {shown(str(error.message))}") from None
    return notebook


def _kernel(metadata: dict) -> dict[str, dict[str, str]]:
    """What a notebook's metadata say about its language, where they do; all else is dropped."""
    kept = {}
    for name, fields in (("kernelspec", ("name", "display_name", "language")), ("language_info", ("name", "version"))):
        about = metadata.get(name)
        if isinstance(about, dict):
            kept[name] = {key: _clean(about[key]) for key in fields if isinstance(about.get(key), str)}
    return kept


def _cell(cell: object, problems: Counter[str]) -> NotebookNode | None:
    """A valid cell; None for what is none."""
    if not isinstance(cell, dict):
        problems["What is no cell was left out"] += 1
        return None
    text = cell.get("source", cell.get("input", ""))
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    if not isinstance(text, str):
        if text is not None:
            problems["What is no text was taken out"] += 1
        text = ""
    clean = _clean(text)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        problems["Characters that no program can hold were taken out"] += 1
    kind = cell.get("cell_type")
    if kind == "heading":
        level = cell.get("level")
        clean = f"{'#' * min(max(level, 1), 6) if isinstance(level, int) else '#'} {' '.join(clean.split())}"
    if kind not in ("code", "markdown", "raw", "heading", "html", "text"):
        problems["Cells of an unknown kind were taken as raw text"] += 1
        kind = "raw"
    made = NotebookNode(
        cell_type=kind if kind in ("code", "raw") else "markdown",
        metadata=nbformat.from_dict(_cell_metadata(cell.get("metadata"))),
        source=clean,
        id=cell.get("id"),
    )
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    pictures = _attachments(cell.get("attachments")) if kind == "markdown" else {}
    if pictures:
        made["attachments"] = nbformat.from_dict(pictures)
    return made


def _clean(text: str) -> str:
    """A text that can be written, with line ends as they should be."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _cell_metadata(metadata: object) -> dict:
    """Of a cell's metadata what matters: nbgrader's own, and tags."""
    kept: dict = {}
    if isinstance(metadata, dict):
        marks, tags = metadata.get("nbgrader"), metadata.get("tags")
        if isinstance(marks, dict):
            kept["nbgrader"] = {
                _clean(name): _clean(v) if isinstance(v, str) else v for name, v in marks.items() if _is_plain(v)
            }
        if isinstance(tags, list) and all(isinstance(tag, str) and "," not in tag for tag in tags):
            kept["tags"] = list(dict.fromkeys(map(_clean, tags)))
    return kept


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | None) or (isinstance(value, float) and math.isfinite(value))


def _attachments(value: object) -> dict[str, dict[str, str]]:
    """Pictures in a text."""
    if not isinstance(value, dict):
        return {}
    bundles = {
        _clean(name): {_clean(kind): data for kind, data in bundle.items() if isinstance(data, str) and data.isascii()}
        for name, bundle in value.items()
        if isinstance(bundle, dict)
    }
    return {name: bundle for name, bundle in bundles.items() if bundle}


def _give_ids(notebook: NotebookNode, problems: Counter[str]) -> None:
    """Have every cell bear an id of its own; the same ones each time."""
    given = [cell.id for cell in notebook.cells]
    used = {id_ for id_ in given if isinstance(id_, str)}
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if isinstance(cell.id, str) and CELL_ID.fullmatch(cell.id) and cell.id not in seen:
            seen.add(cell.id)
            continue
        if cell.id is not None:
            problems["Cells with the id of another, or none that is allowed, were given a new one"] += 1
        fresh = (f"handed-in-{number}" + (f"-{again}" if again else "") for again in itertools.count())
        cell["id"] = next(name for name in fresh if name not in used)
        used.add(cell.id)
        seen.add(cell.id)


def _bring_to_kernel(notebook: NotebookNode, released: NotebookNode, said: list[str]) -> None:
    """Give a notebook the kernel of the released one; a notebook in another language is graded all the same."""
    kernel, language = notebook.metadata.get("kernelspec", {}), notebook.metadata.get("language_info", {})
    claims = {kernel.get("language", "").lower(), language.get("name", "").lower()} - {""}
    foreign = sorted(claims - PYTHON)
    if kernel.get("name") == "python2" or language.get("version", "").startswith("2."):
        foreign.append("Python 2")
    if foreign:
        ours = released.metadata.get("kernelspec", {}).get("display_name", "Python 3")
        said.append(f"The notebook was for another kernel ({shown(', '.join(foreign))}): graded with {ours}.")
    notebook.metadata = nbformat.from_dict(
        {key: value for key, value in released.metadata.items() if key in ("kernelspec", "language_info")}
    )


# which is which


def _signs(notebook: NotebookNode) -> dict[str, set]:
    """By what a notebook is recognised."""
    marks = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return {
        "grade ids": {mark for mark in marks if isinstance(mark, str)},
        "cell ids": {cell.id for cell in notebook.cells if not cell.id.startswith("handed-in-")},
        "texts": {text for cell in notebook.cells if len(text := plain(cell.source)) > 3},
        "names": set().union(*(defined(cell.source) for cell in notebook.cells if cell.cell_type == "code")),
    }


def _likeness(mine: dict[str, set], released: dict[str, set]) -> float:
    """Share of a released notebook's signs that another one has; ids and names are shared by other assignments, too."""
    shares = {kind: len(mine[kind] & signs) / len(signs) for kind, signs in released.items() if signs}
    return max((share if kind == "texts" else share / 2 for kind, share in shares.items()), default=0.0)


def _without_copy_marks(stem: str) -> str:
    """A name without what its end says of copies, one mark after the other: a pattern for all would try every division."""
    while (shorter := COPY_MARK.sub("", stem)) != stem:
        stem = shorter
    return stem


def _name_likeness(file: _File, name: str, others: Iterable[str]) -> int:
    """How much a file's name is that of a notebook: 4 the same, 3 but for capitals, 2 a copy of it, 1 part of it, 0 none."""
    if _exact(file, name):
        return 4
    stem = _fold(_stem(file.name) or os.path.splitext(file.name)[0])
    meant = _fold(name)
    if stem.strip() == meant:
        return 3
    if COPY_OF.sub("", _without_copy_marks(stem)).strip() == meant:
        return 2
    longer = any(meant in _fold(other) and _fold(other) in stem for other in others if other != name)
    return int(re.search(rf"(?<![^\W_]){re.escape(meant)}(?![^\W_])", stem) is not None and not longer)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _choose(
    candidates: list[_Candidate], wanted: dict[str, NotebookNode], found: _Found
) -> tuple[dict[str, tuple[_Candidate | None, list[str]]], set[int]]:
    """For every notebook of the assignment the file that it is, and what is to be said about it.

    Returns:
        These, and the id() of all candidates about which something is said there or need not be.
    """
    released = {name: _signs(notebook) for name, notebook in wanted.items()}
    for candidate in candidates:
        if candidate.notebook is not None:
            signs = _signs(candidate.notebook)
            candidate.likeness = {name: _likeness(signs, own) for name, own in released.items()}
    homes: dict[str, list[tuple[int, _Candidate]]] = {name: [] for name in wanted}
    nameless = []
    for candidate in candidates:
        names = {name: _name_likeness(candidate.file, name, wanted) for name in wanted}
        home = max(names, key=lambda name: names[name], default=None)
        if home is None or not names[home]:
            nameless.append(candidate)
            continue
        like = candidate.likeness
        other = max(like, key=lambda name: like[name], default=home)
        if like and like[home] < FOREIGN < like[other] - like[home]:
            nameless.append(candidate)  # named like one, but it is another
        else:
            homes[home].append((names[home], candidate))
    chosen = {name: _best(name, homes[name]) for name in wanted}
    _recognise(nameless, chosen, wanted)
    for name, (candidate, said) in chosen.items():
        chosen[name] = candidate, [*said, *_about(name, candidate, homes[name], found, wanted)]
    mentioned = {id(candidate) for named in homes.values() for _, candidate in named}
    return chosen, mentioned | {id(candidate) for candidate, _ in chosen.values()}


def _best(name: str, named: list[tuple[int, _Candidate]]) -> tuple[_Candidate | None, list[str]]:
    """Of the files that bear a notebook's name more or less the one that counts."""

    def worth(pair: tuple[int, _Candidate]) -> tuple:
        likeness, candidate = pair
        file = candidate.file
        exact = (likeness == 4, -file.packed, -len(file.parts)) if likeness == 4 else (False, 0, 0)
        return candidate.notebook is not None, *exact, file.time, likeness, file.parts

    if not named:
        return None, []
    best = max(named, key=worth)
    said = []
    others = sorted(candidate.file.shown for _, candidate in named if candidate is not best[1])
    if best[1].notebook is None:
        return best[1], said
    if others:
        why = "which has the right name" if best[0] == 4 else "the newest"
        said.append(
            f"There was more than one notebook {name}: {best[1].file.shown} counts, {why}; left out: {_list(others)}."
        )
    elif best[0] != 4:
        said.append(f"The notebook {name} was called {best[1].file.shown}.")
    return best[1], said


def _recognise(
    nameless: list[_Candidate], chosen: dict[str, tuple[_Candidate | None, list[str]]], wanted: dict[str, NotebookNode]
) -> None:
    """Find notebooks that are missing among those of other names, by what is in them."""
    left = [name for name, (candidate, _) in chosen.items() if candidate is None or candidate.notebook is None]
    readable = [candidate for candidate in nameless if candidate.notebook is not None]
    pairs = [
        (candidate.likeness[name], candidate.file.time, candidate, name) for candidate in readable for name in left
    ]
    used: set[int] = set()
    for likeness, _, candidate, name in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        only = len(wanted) == 1 and len(readable) == 1
        if name not in left or id(candidate) in used or not (likeness >= FOREIGN or only):
            continue
        how = "recognised by what is in it" if likeness >= FOREIGN else "the only notebook that was handed in"
        chosen[name] = candidate, [f"The notebook {name} was called {candidate.file.shown}: {how}."]
        left.remove(name)
        used.add(id(candidate))


def _about(
    name: str,
    candidate: _Candidate | None,
    named: list[tuple[int, _Candidate]],
    found: _Found,
    wanted: dict[str, NotebookNode],
) -> list[str]:
    """What else is to be said about the file that was chosen, or about there being none."""
    said = []
    for place, what in [*((place, "a link to somewhere else") for place in found.links), *found.strange]:
        if _name_likeness(_File(place, "", 0, 0), name, wanted):
            said.append(f"{shown('/'.join(place))} was {what}: left out.")
    for _, other in named:
        if other.refused and other is not candidate:
            said.append(f"The file {other.file.shown} was no notebook ({other.refused}).")
    if candidate is None:
        said.append(f"There was no notebook {name}: graded as an empty one.")
    elif candidate.notebook is None:
        said.append(f"The file {candidate.file.shown} was no notebook ({candidate.refused}): graded as an empty one.")
    else:
        said += candidate.said
        if candidate.likeness[name] < FOREIGN:
            said.append(f"Hardly anything in the file belongs to the notebook {name}: perhaps it is another one.")
    return said


# the student's own files


def _copy_own(found: _Found, notebooks: set[int], bases: list[tuple[str, ...]], target: Path) -> None:
    """Copy the other files; those beside a notebook lie beside it again."""
    left, odd, links = MAX_BYTES, [], []
    for place in [*found.links, *(place for place, _ in found.strange)]:
        if _stem(place[-1]) is None:
            links.append(shown("/".join(place)))
    if links:
        found.remark(f"{_list(sorted(links))} {_is(links)} no regular {'files' if len(links) > 1 else 'file'} "
                     "(a link, a pipe or the like): left out.")  # fmt: skip
    for file in sorted(found.files, key=lambda file: file.packed):
        if id(file) in notebooks or _stem(file.name) is not None:
            continue
        base = next((base for base in bases if file.parts[: len(base)] == base), ())
        parts = file.parts[len(base) :]
        if not all(map(_is_plain_name, parts)):
            odd.append(file.shown)
            continue
        if parts == ("timestamp.txt",) and not (file.parts == parts and _is_timestamp(file)):
            found.remark("timestamp.txt does not hold the time at which it was handed in: left out.")
            continue
        left -= file.size
        if left < 0:
            found.remark(f"The own files are larger than {MAX_BYTES // MEGABYTE} MB: the rest was left out.")
            break
        _copy(file, target.joinpath(*parts), found)
    if odd:
        found.remark(f"{_list(odd)} {_was(odd)} left out: such a name can't be used.")


def _is_plain_name(name: str) -> bool:
    return name.isprintable() and len(name.encode(errors="replace")) <= 200


def _is_timestamp(file: _File) -> bool:
    """Whether a file is one that nbgrader can read as the time of a submission."""
    try:
        with _open(file.path) as stream:
            text = stream.read(200).decode().strip()
        return not text or parse_utc(text) is not None
    except Exception:
        return False


def _copy(file: _File, path: Path, found: _Found) -> None:
    """Copy one own file, unless something of its name is there already."""
    try:
        stream = _open(file.path)
    except OSError as error:
        found.remark(f"The file {file.shown} could not be read ({error.strerror}): left out.")
        return
    with stream, contextlib.suppress(FileExistsError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as out:
            while True:
                try:
                    chunk = stream.read(CHUNK)
                except OSError as error:
                    found.remark(f"The file {file.shown} could not be read to its end ({error.strerror}).")
                    return
                if not chunk or out.tell() > file.size:
                    return
                out.write(chunk)


# sentences


def _list(names: list[str]) -> str:
    few = names if len(names) <= 5 else [*names[:4], f"{len(names) - 4} more"]
    return " and ".join(part for part in (", ".join(few[:-1]), few[-1]) if part)


def _is(names: list[str]) -> str:
    return "are" if len(names) > 1 else "is"


def _was(names: list[str]) -> str:
    return "were" if len(names) > 1 else "was"
