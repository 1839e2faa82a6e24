"""Broken submissions: whatever may be wrong with what is handed in, and what becomes of it.

`python -m tests.catalogue.broken` writes docs/broken.md.
"""

from __future__ import annotations

import copy
import io
import json
import os
import re
import socket
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from nbexaminer.intake.restore.repair import repair
from nbexaminer.intake.take_in import take_in
from tests.catalogue import ROOT

PAGE = ROOT / "docs" / "broken.md"
Write = Callable[[Path, NotebookNode], None]


@dataclass(frozen=True)
class Case:
    """One broken submission of the small course.

    Attributes:
        name: what it is called.
        story: what happened, for readers.
        write: writes it into an empty folder, given an honest notebook with the right answer.
        points: of the check `check_double`; 2, 0, or "either".
        sentence: a pattern that one of the sentences about it must match; None where there need not be one.
    """

    name: str
    story: str
    write: Write
    points: int | str
    sentence: str | None

    def __str__(self) -> str:
        return self.name


CASES: list[Case] = []


def case(points: int | str, sentence: str | None) -> Callable[[Write], Write]:
    """Catalogue a function that writes a submission; its docstring is the story."""

    def add(write: Write) -> Write:
        CASES.append(Case(write.__name__.strip("_"), " ".join(write.__doc__.split()), write, points, sentence))
        return write

    return add


def notebook_text(notebook: NotebookNode) -> str:
    """A notebook as Jupyter writes it."""
    return nbformat.writes(notebook) + "\n"


def put(folder: Path, content: object, name: str = "tiny.ipynb") -> Path:
    """Write a file: bytes, a text, a notebook, or what else JSON can hold."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, NotebookNode):
        content = notebook_text(content)
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def packed(files: dict[str, bytes | str]) -> bytes:
    """A zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell of a grade id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


# files that are no notebook


@case(0, r"tiny\.ipynb was no notebook \(empty\): graded as an empty one")
def empty_file(folder, notebook):
    """An empty file."""
    put(folder, b"")


@case(0, r"no notebook \(blank\)")
def whitespace(folder, notebook):
    """A file of blank lines."""
    put(folder, " \n\r\n\t")


@case(0, r"no notebook \(cut off after \d+ characters\)")
def cut_off(folder, notebook):
    """A download or a disk that was full: the file ends in the middle."""
    put(folder, notebook_text(notebook)[:1200])


@case(0, r"no notebook \(JSON, but no notebook\)")
def json_list(folder, notebook):
    """JSON that is no notebook."""
    put(folder, [1, 2, 3])


@case(0, r"no notebook \(JSON, but no notebook\)")
def cells_are_a_number(folder, notebook):
    """JSON with a number where the cells should be."""
    put(folder, {"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@case(0, r"no notebook \(a web page\)")
def web_page(folder, notebook):
    """The page on which the notebook is shown, saved under its name."""
    put(folder, "<!DOCTYPE html>\n<html><body>def double(x)</body></html>")


@case(0, r"no notebook \(a PDF file\)")
def pdf(folder, notebook):
    """A PDF file under the notebook's name."""
    put(folder, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")


@case(0, r"no notebook \(a Python script\)")
def python_script(folder, notebook):
    """A Python script under the notebook's name."""
    put(folder, "def double(x):\n    return 2 * x\n")


@case(0, r"no notebook \(lists in lists without end\)")
def nested_without_end(folder, notebook):
    """JSON of a hundred thousand lists in one another."""
    put(folder, '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")


@case(0, r"no notebook \(no JSON from line \d+ on\)")
def merge_conflict(folder, notebook):
    """A notebook with the marks of a merge conflict in it."""
    text = notebook_text(notebook)
    put(folder, text.replace(' "cells": [', ' "cells": [\n<<<<<<< HEAD', 1))


@case(0, r"There was no notebook tiny: graded as an empty one")
def nothing(folder, notebook):
    """An empty folder."""


@case(0, r"tiny\.ipynb was a link to somewhere else: left out")
def link(folder, notebook):
    """A link to a notebook elsewhere."""
    elsewhere = put(folder.parent / f"elsewhere-{folder.name}", notebook)
    (folder / "tiny.ipynb").symlink_to(elsewhere)


@case(0, r"tiny\.ipynb was a link")
def broken_link(folder, notebook):
    """A link to nothing."""
    (folder / "tiny.ipynb").symlink_to(folder / "nothing")


@case(2, r"loop is no regular file")
def link_loop(folder, notebook):
    """A folder that links to itself, beside the notebook."""
    put(folder, notebook)
    (folder / "loop").symlink_to(folder)


@case(0, r"tiny\.ipynb was a folder")
def folder_of_that_name(folder, notebook):
    """A folder that bears the notebook's name."""
    (folder / "tiny.ipynb").mkdir()


@case(0, r"tiny\.ipynb was a pipe")
def pipe(folder, notebook):
    """A named pipe instead of the notebook: whoever opens it would wait forever."""
    os.mkfifo(folder / "tiny.ipynb")


@case(2, r"chat is no regular file")
def socket_beside_it(folder, notebook):
    """A socket beside the notebook."""
    put(folder, notebook)
    before = os.getcwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("chat")
    finally:
        os.chdir(before)


@case("either", None)
def unreadable(folder, notebook):
    """A file that nobody may read (root may)."""
    put(folder, notebook).chmod(0)


# how a notebook is written


def as_version_3(notebook: NotebookNode) -> dict:
    """A notebook as IPython wrote it until 2015."""
    cells = []
    for each in notebook.cells:
        about = {"cell_type": each.cell_type, "metadata": each.metadata}
        if each.cell_type == "code":
            about |= {"input": each.source.splitlines(True), "language": "python", "outputs": [], "prompt_number": 1}
        else:
            about |= {"source": each.source}
        cells.append(about)
    cells.append({"cell_type": "heading", "level": 2, "source": "The end", "metadata": {}})
    return {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


def as_json(notebook: NotebookNode) -> dict:
    """A notebook as the dicts and lists that it is written as."""
    return json.loads(notebook_text(notebook))


@case(2, r"of format 3: read as format 4\.5")
def format_3(folder, notebook):
    """A notebook of nbformat 3."""
    put(folder, as_version_3(notebook))


@case(2, None)
def format_4_0(folder, notebook):
    """A notebook of nbformat 4.0: cells have no ids."""
    value = as_json(notebook) | {"nbformat_minor": 0}
    for each in value["cells"]:
        del each["id"]
    put(folder, value)


@case(2, r"of format 4\.9")
def format_4_9(folder, notebook):
    """A notebook of a minor version to come."""
    put(folder, as_json(notebook) | {"nbformat_minor": 9})


@case(2, r"of format 5\.0")
def format_5(folder, notebook):
    """A notebook of a version to come."""
    put(folder, as_json(notebook) | {"nbformat": 5, "nbformat_minor": 0})


@case(2, None)
def format_missing(folder, notebook):
    """A notebook that does not say of which version it is."""
    value = as_json(notebook)
    del value["nbformat"], value["nbformat_minor"]
    put(folder, value)


@case(2, r"another kernel \(r\): graded with Python 3")
def kernel_r(folder, notebook):
    """A notebook that names the kernel of R."""
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    put(folder, as_json(notebook) | {"metadata": {"kernelspec": kernel, "language_info": {"name": "R"}}})


@case(2, r"another kernel \(Python 2\)")
def kernel_python_2(folder, notebook):
    """A notebook that names the kernel of Python 2."""
    put(folder, as_json(notebook) | {"metadata": {"kernelspec": {"name": "python2", "display_name": "Python 2"}}})


@case(2, None)
def kernel_missing(folder, notebook):
    """A notebook that names no kernel."""
    put(folder, as_json(notebook) | {"metadata": {}})


@case(2, None)
def metadata_null(folder, notebook):
    """A notebook whose metadata are null."""
    put(folder, as_json(notebook) | {"metadata": None})


@case(2, None)
def metadata_of_wrong_types(folder, notebook):
    """A notebook whose metadata, and some of its cells', are of wrong types."""
    value = as_json(notebook) | {"metadata": {"kernelspec": ["python3"], "language_info": 7}}
    value["cells"][1]["metadata"] = None
    value["cells"][2]["metadata"] |= {"tags": "all", "collapsed": "yes", "name": [1]}
    put(folder, value)


@case(2, r"nbgrader's metadata: recognised by its cell id")
def nbgrader_metadata_of_wrong_type(folder, notebook):
    """A list where the answer's nbgrader metadata should be."""
    value = as_json(notebook)
    value["cells"][0]["metadata"] = {"nbgrader": ["double"]}
    put(folder, value)


@case(2, None)
def source_as_lines_and_keys_missing(folder, notebook):
    """Cells with lists of lines, and without outputs and execution counts."""
    value = as_json(notebook)
    for each in value["cells"]:
        text = each["source"]
        each["source"] = ("".join(text) if isinstance(text, list) else text).splitlines(True)
        each.pop("outputs", None)
        each.pop("execution_count", None)
    put(folder, value)


@case(2, r"Cells of an unknown kind were taken as raw text \(1 cell\)")
def unknown_cell_type(folder, notebook):
    """A cell of a kind that does not exist, and unknown fields."""
    value = as_json(notebook)
    value["cells"].append({"cell_type": "sql", "source": "select 1", "metadata": {}, "id": "sql", "engine": "x"})
    value["cells"][0]["colour"] = "red"
    put(folder, value)


@case(2, r"What is no cell was left out \(2 cells\)")
def cells_that_are_none(folder, notebook):
    """A number and a text among the cells."""
    value = as_json(notebook)
    value["cells"] += [7, "print()"]
    put(folder, value)


@case(2, r"id of another")
def cell_ids_twice(folder, notebook):
    """Two cells with the same id."""
    value = as_json(notebook)
    value["cells"][1]["id"] = value["cells"][0]["id"]
    put(folder, value)


@case(2, None)
def byte_order_mark(folder, notebook):
    """UTF-8 with a byte order mark, as some editors of Windows write it."""
    put(folder, b"\xef\xbb\xbf" + notebook_text(notebook).encode("utf-8"))


@case(2, r"written as UTF-16")
def utf_16(folder, notebook):
    """UTF-16, as PowerShell writes it."""
    put(folder, notebook_text(notebook).encode("utf-16"))


@case(2, r"written as LATIN-1")
def latin_1(folder, notebook):
    """Latin-1 with an umlaut in it."""
    notebook.cells[1].source = "# für später"
    put(folder, notebook_text(notebook).encode("latin-1"))


@case(2, None)
def windows_line_ends(folder, notebook):
    """Line ends of Windows, in the file and in the cells."""
    for each in notebook.cells:
        each.source = each.source.replace("\n", "\r\n")
    put(folder, notebook_text(notebook).replace("\n", "\r\n"))


@case(2, None)
def old_mac_line_ends(folder, notebook):
    """Lines that end with a carriage return alone."""
    for each in notebook.cells:
        each.source = each.source.replace("\n", "\r")
    put(folder, notebook_text(notebook).replace("\n", "\r"))


@case(2, r"NUL bytes in the file: taken out")
def nul_bytes(folder, notebook):
    """A disk that went off: the file ends with NUL bytes."""
    put(folder, notebook_text(notebook).encode("utf-8") + b"\0" * 512)


@case(2, r"Characters that no program can hold were taken out")
def impossible_characters(folder, notebook):
    """NUL and half a character in a cell."""
    value = as_json(notebook)
    value["cells"][1]["source"] = "x = 1  # \0 \ud800"
    put(folder, value)


@case(2, r"numbers in the file that JSON does not have")
def nan(folder, notebook):
    """NaN and Infinity in the metadata."""
    value = as_json(notebook)
    value["cells"][1]["metadata"] = {"zoom": float("nan"), "nbgrader": {"points": float("inf")}}
    put(folder, value)


@case(2, r"Behind the notebook's end there was more")
def something_behind_it(folder, notebook):
    """A shorter notebook that was written over a longer one."""
    put(folder, notebook_text(notebook) + ' }\n ],\n "nbformat": 4}')


@case(2, None)
def large_outputs(folder, notebook):
    """Twenty megabytes of output."""
    value = as_json(notebook)
    value["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 100_000}] * 200
    put(folder, value)


@case(2, None)
def thousands_of_cells(folder, notebook):
    """Two thousand more cells."""
    notebook.cells += [new_code_cell("", id=f"more-{number}") for number in range(2000)]
    put(folder, notebook)


@case(0, r"There was no|no notebook \(.*too large|no notebook \(\d+ cells\)")
def too_many_cells(folder, notebook):
    """Twenty thousand cells."""
    value = as_json(notebook)
    value["cells"] += [{"cell_type": "raw", "source": "", "metadata": {}}] * 20_000
    put(folder, value)


@case(0, r"The notebook had no cells")
def no_cells(folder, notebook):
    """A notebook without cells."""
    put(folder, as_json(notebook) | {"cells": []})


# names and folders


@case(2, r"The notebook tiny was called tiny \(1\)\.ipynb")
def downloaded_twice(folder, notebook):
    """The name that a browser gives a second download."""
    put(folder, notebook, "tiny (1).ipynb")


@case(2, r"was called tiny-Copy1\.ipynb")
def copied(folder, notebook):
    """The name that Jupyter gives a copy."""
    put(folder, notebook, "tiny-Copy1.ipynb")


@case(2, r"was called Ada_tiny\.ipynb")
def own_name_added(folder, notebook):
    """The student's name before the notebook's."""
    put(folder, notebook, "Ada_tiny.ipynb")


@case(2, r"was called TINY\.ipynb")
def capitals(folder, notebook):
    """The name in capitals."""
    put(folder, notebook, "TINY.ipynb")


@case(2, r"was called tiny\.ipynb\.txt")
def another_ending(folder, notebook):
    """The ending that a browser adds."""
    put(folder, notebook, "tiny.ipynb.txt")


@case(2, r"was called Untitled\.ipynb: recognised by what is in it")
def untitled(folder, notebook):
    """A name that says nothing."""
    put(folder, notebook, "Untitled.ipynb")


@case(2, r"was called a.b.ipynb: recognised")
def odd_name(folder, notebook):
    """A name with a newline in it."""
    put(folder, notebook, "a\nb.ipynb")


@case(2, r"was called t.ny.?\.ipynb")
def name_of_other_bytes(folder, notebook):
    """A name that is no UTF-8."""
    path = put(folder, notebook)
    os.rename(os.fsencode(path), os.fsencode(folder) + b"/t\xffny.ipynb")


@case(0, r"Hardly anything in the file belongs to the notebook tiny")
def another_assignment(folder, notebook):
    """A notebook of another assignment under the right name."""
    notebook.cells = [
        new_code_cell("def triple(x):\n    return 3 * x", id="triple"),
        new_markdown_cell("# Triples", id="t"),
    ]
    put(folder, notebook)


@case(2, r"scratch\.ipynb is no notebook of the assignment: kept beside it, not graded")
def extra_notebook(folder, notebook):
    """One more notebook."""
    put(folder, notebook)
    put(folder, nbformat.v4.new_notebook(), "scratch.ipynb")


@case(2, r"more than one notebook tiny: tiny\.ipynb counts, which has the right name; left out: tiny-Copy1")
def two_versions(folder, notebook):
    """An older copy beside the notebook."""
    put(folder, notebook)
    older = copy.deepcopy(notebook)
    cell(older, "double").source = "def double(x):\n    return 3 * x"
    put(folder, older, "tiny-Copy1.ipynb")


@case(2, r"tiny \(2\)\.ipynb counts, the newest; left out: tiny \(1\)\.ipynb")
def two_downloads(folder, notebook):
    """Two downloads, none of the right name: the newer one has the right answer."""
    older = copy.deepcopy(notebook)
    cell(older, "double").source = "def double(x):\n    return 3 * x"
    os.utime(put(folder, older, "tiny (1).ipynb"), (1, 1))
    os.utime(put(folder, notebook, "tiny (2).ipynb"), (2, 2))


@case(2, r"tiny\.ipynb was no notebook \(empty\)")
def broken_and_whole(folder, notebook):
    """An empty file of the right name, and a copy that is whole."""
    put(folder, b"")
    put(folder, notebook, "tiny (1).ipynb")


@case(2, None)
def in_a_folder(folder, notebook):
    """Everything in one more folder, with a file that the notebook reads."""
    cell(notebook, "double").source = "def double(x):\n    return int(open('two.txt').read()) * x"
    put(folder, notebook, "my work/tiny/tiny.ipynb")
    put(folder, "2", "my work/tiny/two.txt")


@case(2, r"came in an archive \(work\.zip\): unpacked")
def zip_file(folder, notebook):
    """A zip file instead of the files."""
    put(folder, packed({"tiny.ipynb": notebook_text(notebook)}), "work.zip")


@case(2, r"came in an archive \(deep/work\.zip\)")
def zip_in_a_folder(folder, notebook):
    """A zip file in a folder, with the folder that was packed and what macOS adds."""
    files = {"tiny/tiny.ipynb": notebook_text(notebook), "__MACOSX/tiny/._tiny.ipynb": b"\0\5\x16\7"}
    put(folder, packed(files), "deep/work.zip")


@case(2, r"came in an archive \(tiny\.ipynb\)")
def zip_of_that_name(folder, notebook):
    """A zip file under the notebook's name."""
    put(folder, packed({"tiny.ipynb": notebook_text(notebook)}))


@case(2, r"came in an archive \(work\.tar\.gz\)")
def tar_file(folder, notebook):
    """A tar.gz file instead of the files."""
    stream, text = io.BytesIO(), notebook_text(notebook).encode("utf-8")
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("./tiny/tiny.ipynb")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    put(folder, stream.getvalue(), "work.tar.gz")


@case(2, r"names places outside of itself")
def zip_that_leads_out(folder, notebook):
    """A zip file that names absolute paths and folders above."""
    files = {"../../tiny.ipynb": notebook_text(notebook), "/tmp/owned-by-a-zip.txt": "x", "../outside.txt": "x"}
    put(folder, packed(files), "work.zip")


@case(0, r"work\.zip could not be unpacked, or not to its end")
def broken_zip(folder, notebook):
    """A zip file that is cut off."""
    data = packed({"tiny.ipynb": notebook_text(notebook)})
    put(folder, data[: len(data) // 2], "work.zip")


@case(0, r"more than \d+ MB")
def zip_bomb(folder, notebook):
    """A zip file of half a megabyte that holds five hundred."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("tiny.ipynb", "w") as out:
        for _ in range(500):
            out.write(b"\0" * (1 << 20))
    put(folder, stream.getvalue(), "work.zip")


@case(0, r"tiny\.ipynb was a link")
def link_in_a_tar_file(folder, notebook):
    """A tar file with a link instead of the notebook."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("tiny.ipynb")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    put(folder, stream.getvalue(), "work.tgz")


@case(0, r"work\.rar is an archive of a kind that can't be opened here")
def rar_file(folder, notebook):
    """An archive of an unknown kind."""
    put(folder, b"Rar!\x1a\x07\x01\0", "work.rar")


@case(2, r"timestamp\.txt does not hold the time")
def timestamp_of_nonsense(folder, notebook):
    """A timestamp.txt that holds no time: nbgrader would refuse the submission."""
    put(folder, notebook)
    put(folder, "yesterday evening", "timestamp.txt")


@case(2, None)
def given_file_changed(folder, notebook):
    """A file of the student's that is called like one of the assignment: the given one is used."""
    put(folder, notebook)
    put(folder, "raise SystemExit", "checks.py")


# cells


@case(2, r"had lost nbgrader's metadata: recognised by")
def colab(folder, notebook):
    """Colab: all of nbgrader's metadata are gone, and all cells have other ids."""
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = nbformat.from_dict({"id": "x"}), f"colab{number}"
    put(folder, notebook)


@case(2, r"check_double was missing: put back")
def check_deleted(folder, notebook):
    """The check was deleted."""
    notebook.cells.remove(cell(notebook, "check_double"))
    put(folder, notebook)


@case(0, r"double was missing: put back as it was given")
def answer_deleted(folder, notebook):
    """The answer was deleted."""
    notebook.cells.remove(cell(notebook, "double"))
    put(folder, notebook)


@case(2, r"double was missing, but another cell defines")
def answer_in_another_cell(folder, notebook):
    """The answer was cut out and written into a cell of another purpose."""
    answer = cell(notebook, "double")
    notebook.cells.remove(answer)
    notebook.cells[0].source = answer.source
    put(folder, notebook)


@case(2, r"double came more than once")
def answer_twice(folder, notebook):
    """The answer's cell was copied before it was filled in."""
    blank = copy.deepcopy(cell(notebook, "double"))
    blank.source, blank["id"] = "", "copy"
    notebook.cells.insert(0, blank)
    put(folder, notebook)


@case(2, r"check_double stood before its answer or out of order")
def check_moved(folder, notebook):
    """The check stands before the answer."""
    check = cell(notebook, "check_double")
    notebook.cells.remove(check)
    notebook.cells.insert(0, check)
    put(folder, notebook)


@case(2, r"double and check_double had been turned into another kind")
def cells_retyped(folder, notebook):
    """The answer was turned into raw text, the check into markdown."""
    for name, make in (("double", nbformat.v4.new_raw_cell), ("check_double", new_markdown_cell)):
        each = cell(notebook, name)
        notebook.cells[notebook.cells.index(each)] = make(each.source, id=each.id, metadata=each.metadata)
    put(folder, notebook)


@case(2, None)
def answer_split(folder, notebook):
    """The answer was split: its second half, an own cell, has no metadata."""
    answer = cell(notebook, "double")
    answer.source += "\n"
    notebook.cells.insert(notebook.cells.index(answer) + 1, new_code_cell("double(1)", id="half"))
    put(folder, notebook)


@case(2, r"check_double was missing: put back")
def answer_merged_with_check(folder, notebook):
    """The check was merged into the answer."""
    answer, check = cell(notebook, "double"), cell(notebook, "check_double")
    answer.source += "\n\n" + check.source
    notebook.cells.remove(check)
    put(folder, notebook)


@case(2, r"check_double held an answer: the answer stays")
def check_merged_with_answer(folder, notebook):
    """The answer was merged into the check."""
    answer, check = cell(notebook, "double"), cell(notebook, "check_double")
    check.source = answer.source + "\n\n" + check.source
    notebook.cells.remove(answer)
    put(folder, notebook)


@case(0, r"given cell check_double had been changed")
def check_changed(folder, notebook):
    """The check was made easy, and the answer is wrong."""
    cell(notebook, "double").source = "def double(x):\n    return 3 * x"
    cell(notebook, "check_double").source = "assert True"
    put(folder, notebook)


@case(2, r"metadata of the cell check_double had been changed")
def points_changed(folder, notebook):
    """The check claims to be worth a hundred points."""
    cell(notebook, "check_double").metadata.nbgrader["points"] = 100
    put(folder, notebook)


@case(2, r"no cell bonus, which a cell claims to be")
def unknown_grade_id(folder, notebook):
    """A cell of the student's claims to be a check that does not exist."""
    marks = dict(cell(notebook, "check_double").metadata.nbgrader) | {"grade_id": "bonus", "points": 50}
    notebook.cells.append(new_code_cell("pass", id="bonus", metadata={"nbgrader": marks}))
    put(folder, notebook)


# many of a kind, and names


@case(2, r"The archive work\.zip could not be unpacked, or not to its end \(more than 2000 files\)")
def zip_file_of_20_000(folder, notebook):
    """A zip file with the notebook and 20 000 more files in it."""
    put(
        folder,
        packed({"tiny.ipynb": notebook_text(notebook)} | {f"{number}.txt": "" for number in range(20_000)}),
        "work.zip",
    )


@case(2, r"link0, link1, link10, link100 and 996 more are no regular files")
def a_thousand_links(folder, notebook):
    """A thousand links beside the notebook."""
    put(folder, notebook)
    for number in range(1000):
        (folder / f"link{number}").symlink_to("/etc/hostname")


@case(2, r"0\.rar, 1\.rar, 10\.rar, 11\.rar and 46 more are archives of a kind that can't be opened here")
def fifty_rar_files(folder, notebook):
    """Fifty rar files beside the notebook, which has another name."""
    put(folder, notebook, "work.ipynb")
    for number in range(50):
        put(folder, b"Rar!", f"{number}.rar")


@case(2, r"There were 41 notebooks: only 30 were looked at")
def forty_copies(folder, notebook):
    """Forty copies beside the notebook."""
    put(folder, notebook)
    for number in range(40):
        put(folder, notebook, f"tiny ({number}).ipynb")


@case(2, r"f0/f1/f2/f3.* were too many|too many folders in one another")
def folders_in_folders(folder, notebook):
    """Thirty folders in one another beside the notebook."""
    put(folder, notebook)
    (folder / "/".join(f"f{number}" for number in range(30))).mkdir(parents=True)


@case(2, r"a�\[2J\.txt was left out: such a name can't be used")
def own_file_that_orders_a_terminal(folder, notebook):
    """A file of the student's whose name clears a terminal's screen."""
    put(folder, notebook)
    put(folder, "x", "a\x1b[2J.txt")


@case(2, r"was called tiny �\[31m�\.ipynb")
def notebook_that_orders_a_terminal(folder, notebook):
    """A notebook whose name colours a terminal, and rings its bell."""
    put(folder, notebook, "tiny \x1b[31m\x07.ipynb")


@case(2, r"was called ｔｉｎｙ\.ipynb")
def wide_letters(folder, notebook):
    """The name in the wide letters of an East Asian keyboard."""
    put(folder, notebook, "ｔｉｎｙ.ipynb")


@case(2, r"was called tiny �bpyni\.ipynb")
def from_right_to_left(folder, notebook):
    """A name with a mark in it that turns the letters round."""
    put(folder, notebook, "tiny \u202ebpyni.ipynb")


@case(2, r"was called  tiny \.ipynb")
def blanks_in_the_name(folder, notebook):
    """Blanks around the name."""
    put(folder, notebook, " tiny .ipynb")


@case(2, r"was called tiny\[1\]\*\.ipynb: recognised|was called tiny\[1\]\*\.ipynb")
def brackets_in_the_name(folder, notebook):
    """A name that a shell would take for a pattern."""
    put(folder, notebook, "tiny[1]*.ipynb")


def loosen(folder: Path) -> None:
    """Let the files in a folder be read and removed again."""
    for path in folder.rglob("*"):
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) == 0:
            path.chmod(0o600)


def graded(case_: Case, source: NotebookNode, release: Path, folder: Path) -> tuple[list[str], NotebookNode]:
    """The sentences about a case, those of the intake and those of the repair, and the notebook that is graded.

    Args:
        case_: the case.
        source: the assignment's source notebook.
        release: the folder of the released assignment.
        folder: a folder for what is handed in and what is graded.
    """
    submitted, target = folder / "submitted", folder / "target"
    submitted.mkdir()
    case_.write(submitted, copy.deepcopy(source))
    sentences = take_in(submitted, release, target)["tiny"]
    notebook = nbformat.read(target / "tiny.ipynb", as_version=4)
    return sentences + repair(notebook, source), notebook


def table() -> str:
    """The text of docs/broken.md, made from the sentences that the intake really gives."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    from tests.small_course import small_notebook

    notebook = small_notebook()
    for clear in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = clear.preprocess(notebook, {})
    lines = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        release = root / "release"
        release.mkdir()
        nbformat.write(notebook, release / "tiny.ipynb")
        for each in CASES:
            folder = root / each.name
            folder.mkdir()
            sentences, _ = graded(each, small_notebook(), release, folder)
            loosen(root)
            text = " ".join(sentences if each.sentence else []) or "nothing"
            text = re.sub(r"([|_*<>`])", r"\\\1", text)
            lines.append(f"| {each.story.rstrip('.')} | {each.points} | {text} |")
    return PAGE_HEAD.format(count=len(CASES)) + "\n".join(lines) + "\n"


PAGE_HEAD = """# Broken submissions

Every submission gets a result. Before nbgrader sees it, it is copied into a folder of its own, where every notebook of the
assignment lies under its own name and is a valid one (`src/nbexaminer/intake/`); then its cells are brought back to what the
assignment's source says. What was wrong and what was done is told to student and instructor.

- A notebook that is missing or beyond repair is replaced by the released one, which is worth no points.
- Links are never followed, archives are never unpacked outside of a folder of their own, and everything has a limit.
- A cell is recognised by its grade id, its cell id, its text, what it defines, or its place. Deleted checks and given cells are
  put back. A deleted answer comes back as it was given, so that its checks say "not attempted".
- Checks stand behind their answers, in the source's order. The student's own cells stay where they are.

The course has one assignment with the answer `double`, its check (2 points) and a question. All of these submissions hold the
right answer, unless their story says otherwise. *Points* are those of the check.

This page is generated: `python -m tests.catalogue.broken`. It lists {count} submissions.

| what is wrong | points | what is said |
| --- | --- | --- |
"""


if __name__ == "__main__":
    PAGE.write_text(table(), encoding="utf-8")
