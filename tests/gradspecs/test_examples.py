"""The file of examples: what the reference makes of drawn inputs, and no code."""

from __future__ import annotations

import json

import numpy as np
import pytest

from gradchecks import check as kit
from gradchecks import examples as kit_examples
from gradchecks.check import check
from gradchecks.failures import CheckFailed
from gradspecs.examples import examples, text
from tests.gradspecs.tiny import CELLS, author


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    path = tmp_path / "examples.json"
    path.write_text(text(examples(author(), CELLS)), encoding="utf-8")
    monkeypatch.setattr(kit_examples, "FILE", path)
    monkeypatch.setattr("gradchecks.follow._wrong", {})
    return path


def scale(x, factor):
    return factor * x


def total(x, factor):
    return np.sum(scale(x, factor) ** 2)


def run(key: str, title: str, function, *results) -> str:
    """The message of a check that fails; "" where it passes."""

    def body(check: kit.Check) -> None:
        check.example(function, *results)

    body.__name__ = key
    try:
        check(title, points=1)(body)
    except CheckFailed as failure:
        return str(failure)
    return ""


def test_the_right_functions_pass():
    assert run("check_scale", "1 scale", scale) == run("check_total", "2 total", total) == ""


def test_a_known_mistake_is_named():
    assert "[mistake: learning-rate-missing]" in run("check_scale", "1 scale", lambda x, factor: x)
    assert "[mistake: signed-error]" in run("check_total", "2 total", lambda x, factor: np.sum(factor * x))


def test_what_follows_from_another_function_says_so(monkeypatch):
    monkeypatch.setitem(globals(), "scale", lambda x, factor: 3 * x)
    run("check_scale", "1 scale", scale)
    assert "`total` calls `scale`, which fails its own check (1 scale): mend that first." in run(
        "check_total", "2 total", total
    )
    monkeypatch.undo()


def test_a_function_that_was_mended_is_blamed_no_more(monkeypatch):
    run("check_scale", "1 scale", lambda x, factor: x)
    run("check_scale", "1 scale", scale)
    assert "mend that first" not in run("check_total", "2 total", lambda x, factor: scale(x, factor).sum() + 1)


def test_variables_are_compared_with_the_solutions():
    def check_data(check: kit.Check) -> None:
        check.values(X=X)

    X = np.arange(6.0).reshape(2, 3)
    check("0 data", points=1)(check_data)
    X = X.astype(int)
    with pytest.raises(CheckFailed, match="integer-values"):
        check("0 data", points=1)(check_data)
    X = np.zeros((2, 3))
    with pytest.raises(CheckFailed, match="wrong-table"):
        check("0 data", points=1)(check_data)


def test_a_student_can_have_the_inputs():
    found = kit_examples.inputs("1")
    assert list(found) == ["x", "factor"]
    assert found["x"].shape == (7, 3)
    found["x"][:] = 0
    assert kit_examples.inputs("1")["x"].any()
    with pytest.raises(ValueError, match="'1 scale', '2 total'"):
        kit_examples.inputs("9")


def test_a_missing_file_is_one_sentence(file):
    file.unlink()
    assert "is missing or broken: put it back beside the notebook" in run("check_scale", "1 scale", scale)
    file.write_text('{"checks": {}}')
    assert "is not the one that belongs to this notebook" in run("check_scale", "1 scale", scale)


def test_the_file_is_the_same_each_time_and_holds_no_code(file):
    assert file.read_text(encoding="utf-8") == text(examples(author(), CELLS))
    assert "return" not in file.read_text(encoding="utf-8")
    assert set(json.loads(file.read_text(encoding="utf-8"))["checks"]) == {"check_data", "check_scale", "check_total"}
