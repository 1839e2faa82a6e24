"""The document for programs: valid JSON of the same numbers, whatever a student is called."""

from __future__ import annotations

import json

from nbexaminer.course.course import Course
from nbexaminer.report.class_figures import figures
from nbexaminer.report.class_json import as_text, document, error_document
from tests.catalogue import ROOT
from tests.report.class_of_rows import row, told

NAMES = ["ada", "new\nline \x1b", "half \udcff", '"quoted"', "\N{CJK UNIFIED IDEOGRAPH-5C71}"]


def test_it_holds_the_class():
    rows = [row(name, {"a": 3, "b": None}, penalty=1, **told(mistakes={"a": "sign"})) for name in NAMES]
    rows += [row("complete", {"a": 4}, sample=True), row("eve", reason="a link.")]
    text = as_text(document(Course(ROOT), rows, [figures("one", rows, {})], ["zoe/ is a file."], False))
    read = json.loads(text)
    assert text.isascii()
    assert (read["schema"], read["dry_run"], read["passed_over"]) == (1, False, ["zoe/ is a file."])
    names = [one["student"] for one in read["submissions"]]
    assert names == ["ada", "new\nline \x1b", "half \N{REPLACEMENT CHARACTER}", *NAMES[3:], "complete", "eve"]
    first = read["submissions"][0]
    assert first["result"]["exercises"][0] == {
        "notebook": "n",
        "name": "a",
        "points": 3,
        "worth": 4,
        "extra": 0,
        "mistake": {"slug": "sign", "sentence": ""},
        "attempted": True,
    }
    points = {name: first["result"][name] for name in ("raw", "penalty", "total", "worth", "waiting")}
    assert points == {"raw": 3, "penalty": 1, "total": 2, "worth": 8, "waiting": 4}
    assert first["flags"] == {"late": ["penalty 1"], "waits": ["n b: up to 4"]}
    assert read["submissions"][-1]["result"] is None
    assert read["submissions"][-1]["reason"] == "a link."
    assert read["summary"]["samples"] == 1
    assert read["summary"]["states"] == {"graded": 5, "refused": 1}
    assert read["assignments"][0]["mean"] == 2


def test_an_error_is_a_document_too():
    assert json.loads(as_text(error_document(ValueError("no \udcff")))) == {
        "schema": 1,
        "error": "no \N{REPLACEMENT CHARACTER}",
    }
