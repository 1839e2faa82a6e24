"""The Python environment: its version, the packages, the kernel."""

from __future__ import annotations

import json
import sys

import pytest

from nbexaminer.doctor import environment
from tests.doctor.breaking import only, told


def test_all_is_well_in_this_environment(tmp_path):
    assert [row.state for row in told(tmp_path, "Python", "packages", "kernel")] == ["well"] * 3


def test_a_python_that_is_too_old(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    row = only(tmp_path, "Python")
    assert row.state == "stops"
    assert "3.10.4, and >=3.11 is asked for" in row.text


def test_a_course_may_ask_for_another_python(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=4"\n')
    assert ">=4 is asked for: make the environment anew" in only(tmp_path, "Python").text


def test_a_package_that_is_missing(tmp_path):
    (tmp_path / "requirements.txt").write_text(
        "# numbers\nnumpy  # fast\nno-such-thing==1.0 --hash=sha256:1\n-e .\n./here\n"
    )
    row = only(tmp_path, "packages")
    assert row.state == "stops"
    assert row.text == "not installed: no-such-thing: `pip install -r requirements.txt`."


def test_a_package_that_another_file_names_is_missing(tmp_path):
    (tmp_path / "requirements.txt").write_text("-r more.txt\n")
    (tmp_path / "more.txt").write_text("-r requirements.txt\nno-such-thing\n")
    assert "not installed: no-such-thing" in only(tmp_path, "packages").text


def test_a_file_of_requirements_that_is_missing(tmp_path):
    (tmp_path / "requirements.txt").write_text("-r more.txt\n")
    assert "'-r more.txt' in requirements.txt is no requirement, or no file" in only(tmp_path, "packages").text


def test_a_package_of_the_graders_own_that_is_missing_or_too_old(tmp_path, monkeypatch):
    there = environment._installed
    versions = {"rich": None, "nbgrader": "0.8.1"}
    monkeypatch.setattr(environment, "_installed", lambda name: versions[name] if name in versions else there(name))
    monkeypatch.setattr(environment.metadata, "requires", lambda name: ["rich>=13", "nbgrader>=0.9.5", "numpy>=2"])
    missing, too_old = told(tmp_path, "packages")
    assert (missing.state, too_old.state) == ("stops", "stops")
    assert missing.text == "not installed: rich: `pip install --upgrade rich`."
    assert "not in the version that grading needs: nbgrader 0.8.1 (>=0.9.5)" in too_old.text


@pytest.mark.parametrize(("pin", "state"), [("2.13.0+cpu", "mend"), ("2.13.0+cu130", "well"), ("2.13.0", "well")])
def test_the_pinned_build_of_torch_is_told_from_others(tmp_path, monkeypatch, pin, state):
    there = environment._installed
    monkeypatch.setattr(environment, "_installed", lambda name: "2.13.0+cu130" if name == "torch" else there(name))
    (tmp_path / "requirements.txt").write_text(f"torch=={pin}\n")
    row = only(tmp_path, "packages")
    assert row.state == state
    assert "2.13.0+cu130" in row.text
    assert "torch" not in sys.modules or state  # it is never imported to find out


def test_what_is_for_another_system_is_not_asked_for(tmp_path):
    (tmp_path / "requirements.txt").write_text('no-such-thing; sys_platform == "plan9"\n')
    assert only(tmp_path, "packages").state == "well"


@pytest.mark.parametrize(
    ("name", "text"), [("pyproject.toml", b"[project"), ("requirements.txt", b"numpy\nna\xefve\n")]
)
def test_a_file_that_can_not_be_read_hides_no_other(tmp_path, name, text):
    other = {"pyproject.toml": "requirements.txt", "requirements.txt": "pyproject.toml"}[name]
    (tmp_path / name).write_bytes(text)
    (tmp_path / other).write_text('[project]\ndependencies = ["no-such-thing"]' if "toml" in other else "no-such-thing")
    unread, missing = told(tmp_path, "packages")
    assert f"{name} can't be read" in unread.text
    assert "not installed: no-such-thing" in missing.text


def test_a_line_that_is_no_requirement(tmp_path):
    (tmp_path / "requirements.txt").write_text("numpy >> 2\n")
    assert (
        only(tmp_path, "packages").text
        == "'numpy >> 2' in requirements.txt is no requirement, or no file: put that right."
    )


def give_kernel(folder, monkeypatch, text: str) -> None:
    """A kernel that Jupyter prefers to that of the environment."""
    (folder / "kernels" / "python3").mkdir(parents=True)
    (folder / "kernels" / "python3" / "kernel.json").write_text(text)
    monkeypatch.setenv("JUPYTER_PATH", str(folder))


def test_a_kernel_that_is_another_python(tmp_path, monkeypatch):
    give_kernel(tmp_path, monkeypatch, json.dumps({"argv": ["/opt/old/bin/python", "-m", "x"], "display_name": "P"}))
    row = only(tmp_path, "kernel")
    assert row.state == "mend"
    assert "'python3' in kernels/python3 starts /opt/old/bin/python, another Python than this one" in row.text
    assert "-m ipykernel install --sys-prefix`" in row.text


@pytest.mark.parametrize("program", ["python", "python3", sys.executable])
def test_a_kernel_that_is_this_python(tmp_path, monkeypatch, program):
    give_kernel(tmp_path, monkeypatch, json.dumps({"argv": [program, "-m", "x"], "display_name": "P"}))
    assert only(tmp_path, "kernel").state == "well"


def test_a_kernel_that_can_not_be_read(tmp_path, monkeypatch):
    give_kernel(tmp_path, monkeypatch, "{")
    assert "'python3' can't be read" in only(tmp_path, "kernel").text


def test_no_kernel(tmp_path, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def missing(self: object, name: str) -> None:
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    assert "there is no kernel 'python3', so solutions can't be made" in only(tmp_path, "kernel").text


def test_no_ipykernel(tmp_path, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    row = only(tmp_path, "kernel")
    assert (row.state, "ipykernel is not installed" in row.text) == ("stops", True)
