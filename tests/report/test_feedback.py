"""What of a student's texts, outputs and pictures reaches the page, and what it takes to make it."""

from __future__ import annotations

import base64
import os

import pytest

from nbexaminer.report.beside import Pictures, taken_out
from nbexaminer.report.formulas import with_formulas
from nbexaminer.report.markup import harmless
from nbexaminer.report.page import self_contained
from nbexaminer.report.texts import NOT_FORMATTED, Ready, code, coloured, markdown, rich
from tests.report.zoo import attacks
from tests.report.zoo.pages import feedback, notebook

PICTURE = attacks.png()
EMBEDDED = f'src="data:image/png;base64,{PICTURE}"'
DRAWING = attacks.SVG.format(
    'width="5"', '<defs><path id="p" d="M 0 0"/></defs><use xlink:href="#p" style="fill:#fff"/>'
)


def text(source: str, **more: object) -> dict:
    return {"cell_type": "markdown", "id": "x", "metadata": {}, "source": source} | more


def page(folder, *cells: dict) -> str:
    return feedback(notebook(list(cells)), folder)


def test_attached_pictures_show(tmp_path):
    attached = text("![a](attachment:a%20b.png)", attachments={"a b.png": {"image/png": PICTURE}})
    assert EMBEDDED in page(tmp_path, attached)


def test_pictures_beside_the_notebook_show(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("plot.png", "sub/my plot.png"):
        (tmp_path / name).write_bytes(base64.b64decode(PICTURE))
    texts = ["![](plot.png)", '<img src="plot.png">', "![](<sub/my plot.png>)", "![](./sub/my%20plot.png)"]
    assert page(tmp_path, *map(text, texts)).count(EMBEDDED) == 4


def test_nothing_outside_of_the_submission_is_embedded(tmp_path):
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "plot.png").write_bytes(base64.b64decode(PICTURE))
    os.symlink(tmp_path / "plot.png", folder / "link.png")
    os.symlink(tmp_path, folder / "folder")
    os.mkfifo(folder / "pipe.png")
    (folder / "text.png").write_text("secret", encoding="utf-8")
    names = [
        "../plot.png",
        "%2e%2e/plot.png",
        "link.png",
        "folder/plot.png",
        str(tmp_path / "plot.png"),
        "pipe.png",
        "text.png",
    ]
    pictures = Pictures(folder).of({}, [])
    assert [pictures(name) for name in [*names, "", ".", "sub/", "a\0b.png"]] == [None] * (len(names) + 4)


def test_pictures_in_the_text_itself_show_however_long_they_are(tmp_path):
    long = attacks.png(more=b"x" * 300_000)
    shown = page(tmp_path, text(f"![a](data:image/png;base64,{long})\n\n<img src='data:image/png;base64,{long}'>"))
    assert shown.count(long) == 2


def test_drawings_show(tmp_path):
    cell = {"cell_type": "code", "id": "x", "metadata": {}, "source": "1", "execution_count": 1}
    shown = page(tmp_path, cell | {"outputs": [attacks.display({"image/svg+xml": DRAWING, "text/plain": "<Figure>"})]})
    assert "data:image/svg+xml;base64," in shown
    assert "&lt;Figure&gt;" not in shown


def test_a_picture_that_can_not_be_shown_is_told(tmp_path):
    assert "a picture that can't be shown: my plot" in page(tmp_path, text("![my plot](missing.png)"))


@pytest.mark.parametrize("formula", ["$x$", "$$x$$", r"\(x\)", r"\[x\]", r"\begin{align}x\end{align}"])
def test_formulas_are_typeset_here(formula):
    assert "<math" in with_formulas(f"a {formula} b")
    assert "<math" in markdown(f"a {formula} b" if "\\" not in formula else f"<p>{formula}</p>")


@pytest.mark.parametrize("formula", [r"$\href{a}{b}$", "$" + "{" * 5000 + "$", r"$\frac$", r"$\require{x}$"])
def test_formulas_that_can_not_be_are_shown_as_written(formula):
    shown = with_formulas(formula)
    assert "<math" not in shown
    assert shown.startswith("<code>$")


def test_tables_links_and_formatting_stay():
    kept = harmless('<table><tr><th style="text-align:left">a</th></tr></table><a href="https://a.b">c</a><b>d</b>')
    assert 'style="text-align:left"' in kept
    assert '<a href="https://a.b" rel="noopener noreferrer">c</a><b>d</b>' in kept


@pytest.mark.parametrize("made", ["<div>" * 3000, "<b>" * 3000 + "<p>" * 3000, "<p>" * 100_000, "a" * 2_000_000])
def test_html_that_would_take_long_is_shown_as_written(made):
    assert NOT_FORMATTED in rich(made)


def test_a_text_that_the_renderer_can_not_take_is_shown_as_written(monkeypatch):
    monkeypatch.setattr("nbexaminer.report.texts.MarkdownWithMath", lambda **_: 1 / 0)
    shown = markdown("**a** <b>")
    assert isinstance(shown, Ready)
    assert "**a** &lt;b&gt;" in shown


def test_colours_are_shown_up_to_a_limit():
    assert "ansi-red-fg" in coloured("\x1b[31ma\x1b[0m")
    many = coloured("\x1b[1m<" * 240_000)
    assert "<span" not in many
    assert "too many" in many


def test_a_long_line_of_code_is_not_highlighted():
    assert "<span" in code("a = 1")
    assert "<span" not in code("a." * 20_000)


def test_a_search_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("nbexaminer.report.texts.SECONDS", 0.01)
    assert "<span" not in code("\n".join(["a." * 1400] * 10))


def test_one_cell_that_fails_costs_only_itself(tmp_path, monkeypatch):
    def fails(text, *_):
        raise RuntimeError(text)

    monkeypatch.setattr("nbexaminer.report.feedback.markdown", fails)
    shown = page(tmp_path, text("**a**"), text("b"))
    assert "**a**" in shown
    assert shown.count(NOT_FORMATTED) == 2


def test_a_page_holds_all_that_it_needs():
    kept = self_contained(
        "<html><head><script src='a'></script><style>@font-face{src:url(x)}p{}</style></head><p>x</p>"
    )
    assert "<script" not in kept
    assert "url(" not in kept
    assert "p{}" in kept


def test_pictures_are_taken_out_of_a_text_at_once():
    assert taken_out("data:image/png;base64,!" * 10**5)[1] == []
