"""A student has a page, whatever his notebook does to the process that writes it."""

from __future__ import annotations

import json

import pytest

from nbexaminer.course.course import Course
from nbexaminer.course.results import Exercise
from nbexaminer.pipeline import pages
from nbexaminer.pipeline.page_process import PageLost
from nbexaminer.pipeline.plain_page import plain_page
from tests.small_course import small_notebook


def code(source: str, outputs: list | None = None, **marks: object) -> dict:
    return {
        "cell_type": "code",
        "source": source,
        "outputs": outputs or [],
        "metadata": {"nbgrader": marks} if marks else {},
    }


def failed(name: str) -> dict:
    return {"output_type": "error", "ename": name, "evalue": "told <b>", "traceback": ["assert secret"]}


def test_a_plain_page_holds_points_messages_and_the_students_cells_and_no_check():
    check = {"grade": True, "solution": False, "locked": True, "grade_id": "check_a"}
    cells = [
        code("a = '<script>1</script>'"),
        code("assert secret", [failed("CheckFailed")], **check),
        code("assert secret", [failed("AssertionError")], **check | {"grade_id": "check_b"}),
        {"cell_type": 7, "metadata": 7, "outputs": 7, "source": ["x", 7]},
    ]
    page = plain_page("<t>", [Exercise("n", "a", 1, 2), Exercise("n", "b", None, 1)], cells, ["well <done>"])
    assert "well &lt;done&gt;" in page
    assert "Score: 1 / 3" in page
    assert "told &lt;b&gt;" in page
    assert "AssertionError in the test" in page
    assert "&lt;script&gt;" in page
    assert not any(word in page for word in ("secret", "<script", "<t>", "<b>"))


@pytest.mark.parametrize("error", [PageLost("it took too long"), None])
def test_where_no_page_can_be_made_there_is_a_plain_one_and_the_summary_says_so(small_course, monkeypatch, error):
    def fails(*_):
        if error:
            raise error
        return "RuntimeError: broken"

    monkeypatch.setattr(pages, "write_in_process", fails)
    small_course.submit("ada", small_notebook(extra="1 + 1"))
    result = small_course.run("grade", "--verbose")
    assert result.returncode == 0, result.stderr
    assert "plain page: ada, tiny" in result.stdout
    page = (small_course.root / "feedback" / "ada" / "tiny" / "tiny.html").read_text(encoding="utf-8")
    assert "1 + 1" in page
    assert "secret" not in page
    assert "1 unchanged" in small_course.run("grade").stdout


@pytest.mark.slow
def test_a_page_that_takes_too_much_memory_is_given_up(small_course):
    small_course.submit("ada")
    assert small_course.run("grade").returncode == 0
    graded = small_course.root / "autograded" / "ada" / "tiny" / "tiny.ipynb"
    notebook = json.loads(graded.read_text(encoding="utf-8"))
    notebook["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "\U0001f600" * 50_000_000}]
    graded.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    written = pages.write_feedback(Course(small_course.root).root, "tiny", "ada")
    assert not written.problem
    assert written.remark
