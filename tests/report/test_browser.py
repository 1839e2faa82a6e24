"""JupyterLab and the Formgrader in a real browser. Slow; needs chromium (Debian: apt-get install chromium)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from nbexaminer.course.course import Course
from tests.catalogue import ROOT, notebooks
from tests.catalogue.samples import work_folder
from tests.small_course import SmallCourse

pytestmark = pytest.mark.slow
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SETTINGS = {
    # Every cell is in the page, also those that nobody has scrolled to; and no question about news.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": '{"windowingMode": "none"}',
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": '{"fetchNews": "false"}',
}


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        assert chromium, "no chromium: apt-get install chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser.new_page(viewport={"width": 1300, "height": 1200})
        browser.close()


@contextmanager
def jupyter(folder: Path) -> Iterator[str]:
    """JupyterLab over a folder; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--allow-root", "--no-browser", f"--port={port}", "--ServerApp.token=", "--ServerApp.password="]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as settings:
        for name, text in SETTINGS.items():
            (Path(settings) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(settings) / name).write_text(text)
        own = {"JUPYTERLAB_SETTINGS_DIR": settings, "JUPYTERLAB_WORKSPACES_DIR": f"{settings}/workspaces"}
        command = [sys.executable, "-m", "jupyter", "lab", *options]
        server = subprocess.Popen(command, cwd=folder, env=os.environ | own, **quiet)
        yield from _while_running(server, f"http://127.0.0.1:{port}")


def _while_running(server: subprocess.Popen, address: str) -> Iterator[str]:
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize("name", notebooks())
def test_a_student_runs_all_of_a_sample_and_reads_the_panel(name, page, tmp_path):
    assignment = notebooks()[name].parent.name
    with jupyter(work_folder("mistaken", assignment, tmp_path / "work")) as address:
        page.goto(f"{address}/lab/tree/{name}.ipynb")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_timeout(5000)
        page.keyboard.press("Escape")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).first.click()
        panel = page.get_by_text("points in the visible checks").last
        expect(panel).to_be_attached(timeout=150_000)


def test_the_formgrader_shows_a_graded_submission_with_its_mark_scheme(page):
    course = SmallCourse(ROOT)
    assert course.run("grade").returncode == 0
    assignment = Course(ROOT).assignments()[0]
    name = Course(ROOT).notebooks(assignment)[0]
    with jupyter(ROOT) as address:
        page.goto(f"{address}/formgrader/gradebook/{assignment}/{name}")
        page.locator("a[href*='/submissions/']").first.click()
        expect(page.locator("body")).to_contain_text("BEGIN MARK SCHEME", timeout=60_000)
        expect(page.locator("body")).to_contain_text("BEGIN HIDDEN TESTS")
        expect(page.locator("body")).to_contain_text("Full credit")
