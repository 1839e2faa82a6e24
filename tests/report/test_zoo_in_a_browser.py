"""No attack of the zoo runs a script, or has anything fetched, in a real browser. Slow; needs chromium."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import nbformat
import pytest
from playwright.sync_api import Page

from tests.report.test_browser import jupyter, page  # noqa: F401  (a fixture)
from tests.report.zoo import attacks
from tests.report.zoo.pages import cells, feedback, notebook
from tests.small_course import SmallCourse

pytestmark = pytest.mark.slow
SCRIPT = "window.__taken=1"
TAKEN = "() => window.__taken === 1 || [...document.querySelectorAll('iframe')].some(frame => frame.src)"


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that must hear nothing; gives its address and what it has heard."""
    heard: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()

        do_POST = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


def look_around(page: Page) -> None:  # noqa: F811
    """Do what a reader does: scroll through, move the mouse, unfold."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.mouse.move(300, 300)
    page.wait_for_timeout(3000)


def test_the_listener_hears_and_the_mark_is_seen(page, tmp_path):  # noqa: F811
    with listener() as (address, heard):
        path = tmp_path / "open.html"
        path.write_text(f"<img src='{address}/x.png' onerror={SCRIPT}>", encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_function(TAKEN)
        assert heard == ["/x.png"]


def test_the_feedback_page_runs_and_fetches_nothing(page, tmp_path):  # noqa: F811
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with listener() as (address, heard):
        path = tmp_path / "page.html"
        made = notebook([cell for _, cell in cells()], address=address, script=SCRIPT)
        path.write_text(feedback(made, tmp_path), encoding="utf-8")
        page.goto(path.as_uri())
        look_around(page)
        assert heard == []
        assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
        assert not page.evaluate(TAKEN)


def test_a_live_formgrader_runs_and_fetches_nothing_of_a_students(page, small_course: SmallCourse):  # noqa: F811
    small_course.submit("ada")
    assert small_course.run("grade").returncode == 0
    graded = small_course.root / "autograded" / "ada" / "tiny" / "tiny.ipynb"
    with listener() as (address, heard):
        made = notebook([cell for _, cell in cells()], address=address, script=SCRIPT)
        own = nbformat.read(graded, as_version=4)
        own.cells += made.cells
        graded.write_text(nbformat.writes(own), encoding="utf-8")
        with jupyter(small_course.root) as home:
            page.goto(f"{home}/formgrader/gradebook/tiny/tiny")
            page.locator("a[href*='/submissions/']").first.click()
            page.locator("text=Full credit").first.wait_for(timeout=60_000)
            look_around(page)
            assert heard == []
            assert not page.evaluate(TAKEN)
    assert attacks.FLAG not in page.title()
