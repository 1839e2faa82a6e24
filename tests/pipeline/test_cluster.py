"""A class on a Dask cluster: real schedulers and workers, in a folder that has nothing of the course."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import psutil
import pytest

from tests.catalogue import ROOT
from tests.small_course import SmallCourse, assert_one_clear_sentence, everything, scores, small_notebook

pytestmark = pytest.mark.slow
NANNY, BARE = "--nanny", "--no-nanny"


class Cluster:
    """A scheduler and its workers, as other machines would have them.

    Args:
        folder: where they run.
    """

    def __init__(self, folder: Path):
        self.folder, self.started, self.address = folder, [], ""
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def _start(self, program: str, *options: str, path: Path | None = None) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", "--no-dashboard", *options]
        with open(self.folder / f"{len(self.started)}-{program}.log", "w") as log:
            more = {"PYTHONPATH": str(path)} if path else {}
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment | more, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self.started.append(process)
        return process

    def scheduler(self) -> subprocess.Popen:
        """Start a scheduler."""
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        process = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        wait_for(lambda: _answers(port))
        return process

    def worker(self, *options: str, path: Path | None = None) -> subprocess.Popen:
        """Start a worker, with a folder to find packages in, and wait until it is registered."""
        log = self.folder / f"{len(self.started)}-worker.log"
        process = self._start("worker", self.address, "--nthreads", "1", *options, path=path)
        wait_for(lambda: "Registered to:" in log.read_text())
        return process

    def stop(self) -> None:
        """Stop everything."""
        family = []
        for process in self.started:
            with contextlib.suppress(psutil.Error):
                family += psutil.Process(process.pid).children(recursive=True)
            process.kill()
            process.wait()
        for child in family:
            with contextlib.suppress(psutil.Error):
                child.kill()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    (tmp_path / "elsewhere").mkdir()
    cluster = Cluster(tmp_path / "elsewhere")
    try:
        cluster.scheduler()
        yield cluster
    finally:
        cluster.stop()


def submit_class(course: SmallCourse, seconds: float = 0) -> None:
    """Six students, the odd ones right; each of their notebooks takes some seconds."""
    for number in range(6):
        extra = f"import time; time.sleep({seconds})" if seconds else "print('hello')"
        course.submit(f"student{number}", small_notebook(double="2 * x" if number % 2 else "3 * x", extra=extra))


EXPECTED = {f"student{number}": 2 * (number % 2) for number in range(6)}


def run(course: SmallCourse, address: str) -> subprocess.CompletedProcess:
    return course.run("grade", "--scheduler", address, start_new_session=True)


def graded(course: SmallCourse) -> int:
    """How many have a result."""
    return len(list((course.root / "autograded").glob("*/tiny/tiny.ipynb")))


def test_a_cluster_gives_the_same_as_one_process(small_course, cluster):
    submit_class(small_course)
    cluster.worker(BARE)
    cluster.worker(NANNY)
    result = run(small_course, cluster.address)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert scores(small_course) == EXPECTED
    there = everything(small_course.root / "autograded"), everything(small_course.root / "feedback")
    shutil.rmtree(small_course.root / "autograded")
    assert small_course.run("grade", "--force", "--jobs", "1").returncode == 0
    assert scores(small_course) == EXPECTED
    assert there == (everything(small_course.root / "autograded"), everything(small_course.root / "feedback"))


def test_workers_may_be_killed_and_others_may_come(small_course, cluster):
    submit_class(small_course, seconds=2)
    first, second = cluster.worker(BARE), cluster.worker(NANNY)
    process = small_course.start("grade", "--scheduler", cluster.address, start_new_session=True)
    wait_for(lambda: graded(small_course))
    first.kill()
    wait_for(lambda: graded(small_course) > 1)
    watched = [child for child in psutil.Process(second.pid).children() if "spawn_main" in " ".join(child.cmdline())]
    assert len(watched) == 1
    watched[0].kill()
    cluster.worker(BARE)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert err == ""
    assert "6 graded" in out
    assert scores(small_course) == EXPECTED


@pytest.mark.parametrize("how", ["terminate", "kill"])
def test_a_scheduler_that_ends_stops_the_run_and_another_finishes_it(small_course, cluster, how):
    submit_class(small_course, seconds=2)
    cluster.worker(BARE)
    process = small_course.start("grade", "--scheduler", cluster.address, start_new_session=True)
    wait_for(lambda: graded(small_course))
    getattr(cluster.started[0], how)()
    out, err = process.communicate(timeout=120)
    assert_one_clear_sentence(
        subprocess.CompletedProcess((), process.returncode, out, err), "scheduler", "is gone", "same command again"
    )
    before = graded(small_course)
    assert 0 < before < 6
    kept = everything(small_course.root / "autograded")
    cluster.stop()
    cluster.scheduler()
    cluster.worker(BARE)
    second = run(small_course, cluster.address)
    assert second.returncode == 0, second.stderr
    assert f"{6 - before} graded" in second.stdout
    assert scores(small_course) == EXPECTED
    assert everything(small_course.root / "autograded").items() >= kept.items()


def test_an_interrupted_run_ends_while_the_workers_are_busy(small_course, cluster):
    submit_class(small_course, seconds=2)
    cluster.worker(BARE)
    process = small_course.start("grade", "--scheduler", cluster.address, start_new_session=True)
    wait_for((small_course.root / ".cache" / "graded.json").exists)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert_one_clear_sentence(
        subprocess.CompletedProcess((), process.returncode, out, err), "interrupted: ", "same command again"
    )
    assert 0 < graded(small_course) < 6


def test_what_dask_still_has_when_a_run_ends_is_not_waited_for():
    from nbexaminer.pipeline.cluster import Cluster as Workers

    class Closing:
        def result(self) -> None:
            pytest.fail("a client that is closing never answers")

    workers, result = Workers("tcp://127.0.0.1:1"), Future()
    workers._over = True
    workers._finish(result, Closing())
    assert result.cancelled()


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "127.0.0.1:1", "tcp://nowhere.invalid:8786", "no address", "a://b:1"]
)
def test_nobody_at_the_address(small_course, address):
    small_course.submit("ada")
    assert_one_clear_sentence(run(small_course, address), "No Dask scheduler answers", address, "dask scheduler")
    assert not graded(small_course)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_somebody_else_at_the_address(small_course, answer):
    small_course.submit("ada")
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer, args=(server, answer), daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert_one_clear_sentence(run(small_course, address), "No Dask scheduler answers", address)
    assert not graded(small_course)


def _answer(server: socket.socket, answer: bytes) -> None:
    """Send the same to every connection; where that is nothing, keep the connection open."""
    kept = []
    with contextlib.suppress(OSError):
        while True:
            kept.append(server.accept()[0])
            if answer:
                kept[-1].recv(100)
                kept[-1].sendall(answer)
                kept.pop().close()


def test_no_workers(small_course, cluster):
    small_course.submit("ada")
    assert_one_clear_sentence(run(small_course, cluster.address), "has no workers", "dask worker")


def test_a_worker_with_other_code_is_refused_by_name(small_course, cluster):
    small_course.submit("ada")
    other = cluster.folder / "other"
    shutil.copytree(ROOT / "src" / "nbexaminer", other / "nbexaminer", ignore=shutil.ignore_patterns("__pycache__"))
    with open(other / "nbexaminer" / "__init__.py", "a") as file:
        file.write("# changed\n")
    preload = cluster.folder / "preload.py"
    preload.write_text(f"import sys\nsys.path.insert(0, {str(other)!r})\nimport nbexaminer.execution.task\n")
    cluster.worker(BARE)
    cluster.worker(BARE, "--name", "stranger", "--preload", str(preload))
    assert_one_clear_sentence(run(small_course, cluster.address), "tcp://127.0.0.1:", "other code", "requirements.txt")
    assert not graded(small_course)


def test_a_worker_with_another_version_of_a_package_is_refused_by_name(small_course, cluster):
    small_course.submit("ada")
    about = cluster.folder / "old" / "scikit_learn-0.0.1.dist-info" / "METADATA"
    about.parent.mkdir(parents=True)
    about.write_text("Metadata-Version: 2.1\nName: scikit-learn\nVersion: 0.0.1\n")
    cluster.worker(BARE)
    cluster.worker(BARE, path=cluster.folder / "old")
    assert_one_clear_sentence(run(small_course, cluster.address), "tcp://127.0.0.1:", "scikit-learn=0.0.1")
    assert not graded(small_course)


def test_dask_is_not_installed(small_course, monkeypatch):
    small_course.submit("ada")
    monkeypatch.delitem(sys.modules, "nbexaminer.pipeline.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = small_course.run("grade", "--scheduler", "tcp://127.0.0.1:1")
    assert_one_clear_sentence(result, "Dask is missing", "pip install distributed", "--scheduler")
