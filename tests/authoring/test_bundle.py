"""One file out of a package: it says what the package says, needs nothing else, and refuses names with two meanings."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import textwrap

import pytest

import gradchecks
from nbexaminer.authoring.bundle import BUNDLES, BundleError, bundle, bundled, is_bundle

FAILING = """
import sys, warnings
import numpy as np

def forward(X, W):
    return X @ W.T

def gives_nothing(x):
    x[:] = 0

def failures(checks):
    X, W = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    for body in (
        lambda check: check.call(forward, X, W),
        lambda check: check.call(gives_nothing, X),
        lambda check: check.array("W", -W, W, rows=2),
        lambda check: check.array("W", W.T, W),
        lambda check: check.number("loss", 2.0, 1.0),
        lambda check: check.history("losses", [1.0], [1.0, 0.5]),
        lambda check: check.weights("W", np.zeros((3, 4)), (3, 4)),
        lambda check: check.labels("labels", np.array([1, 0]), np.array([0, 1])),
        lambda check: np.undefined_name,
        lambda check: undefined_name,
        lambda check: check.call(lambda: checks.numerical_gradient(lambda x: 1 / 0, X)),
        lambda check: setattr(check, "hidden", True) or check.array("W", 3 * W, W, rows=2),
        lambda check: warnings.warn("careful"),
    ):
        try:
            checks.check("1 title", points=2)(body)
        except Exception as error:
            print(type(error).__name__, error)
    print(checks.panel({"1 title": 2, "2 other": 3}))
"""


def run(code: str, folder, *options: str) -> str:
    """What a new process prints that runs this code in this folder."""
    command = [sys.executable, *options, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def joined(**modules: str) -> str:
    """The bundle of a package `kit` with these modules; its root is `__init__`, or `root`."""
    names = {f"kit.{name}": textwrap.dedent(text) for name, text in modules.items()}
    return bundle("kit.root", names.__getitem__)


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundle_has_the_public_names_and_the_docstring_of_its_root(name):
    root, tree = importlib.import_module(BUNDLES[name]), ast.parse(bundled(name))
    assert ast.get_docstring(tree) == root.__doc__.strip()
    public = next(
        node.value for node in tree.body if getattr(getattr(node, "targets", [None])[0], "id", "") == "__all__"
    )
    assert ast.literal_eval(public) == root.__all__


@pytest.mark.parametrize("name", BUNDLES)
def test_the_first_line_says_what_the_file_is_made_from(name):
    assert bundled(name).splitlines()[0].startswith("# Made by `nbexaminer build` from the package gradchecks")
    assert is_bundle(bundled(name))
    assert not is_bundle('"""Checks of my own."""\n')


def test_the_checks_need_nothing_but_numpy_and_python(tmp_path):
    (tmp_path / "checks.py").write_text(bundled("checks"), encoding="utf-8")
    code = """
        import sys
        sys.path.insert(0, "")
        import numpy
        before = {name.partition(".")[0] for name in sys.modules}
        import checks
        after = {name.partition(".")[0] for name in sys.modules}
        print(sorted(after - before - set(sys.stdlib_module_names) - {"checks"}))
        print([name for name in checks.__all__ if not hasattr(checks, name)])
        """
    assert run(textwrap.dedent(code), tmp_path, "-I") == "[]\n[]\n"


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundle_imports_only_what_students_have(name):
    imported = set()
    for node in ast.walk(ast.parse(bundled(name))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    others = {"checks": {"numpy"}, "plots": {"numpy", "matplotlib", "IPython", "PIL"}}
    assert imported - set(sys.stdlib_module_names) == others[name]


def test_a_failing_check_says_the_same_in_the_bundle_as_in_the_package(tmp_path):
    (tmp_path / "checks.py").write_text(bundled("checks"), encoding="utf-8")
    start = f"import sys; sys.path.insert(0, ''); exec(compile({FAILING!r}, '<cell>', 'exec'))\n"
    from_bundle = run(start + "import checks; failures(checks)", tmp_path)
    from_package = run(start + "import gradchecks; failures(gradchecks)", tmp_path)
    assert from_bundle == from_package
    assert from_bundle.count("[mistake: ") == 10
    assert "UserWarning: careful" in from_bundle


def test_the_innermost_line_is_the_students_own_in_package_and_bundle(tmp_path):
    (tmp_path / "checks.py").write_text(bundled("checks"), encoding="utf-8")
    (tmp_path / "cell.py").write_text("def gradient(kit):\n    return kit.numerical_gradient(None, [1.0])\n")
    for kit in ("checks", "gradchecks"):
        code = f"""
            import sys
            sys.path.insert(0, "")
            import cell, {kit} as kit
            try:
                kit.Check("1", 1).call(cell.gradient, kit)
            except kit.CheckFailed as failure:
                print(failure)
            """
        assert "in your line: return kit.numerical_gradient(None, [1.0])" in run(textwrap.dedent(code), tmp_path), kit


# what joins, and what can't be joined


def test_modules_stand_behind_those_that_they_import_and_other_imports_once_at_the_top():
    text = joined(
        root='"""Root."""\nimport os\nfrom kit.b import two\n\n__all__ = ["two"]\n',
        b='"""B says more.\n\nAnd more."""\nfrom __future__ import annotations\n'
        "from re import sub, escape\nimport os\nfrom kit.a import one\n\n\ndef two():\n    return 2 * one\n",
        a='"""A."""\nimport os.path\nfrom re import compile as pattern\nimport zeta as z\n\none = 1  # of many\n"""Said."""\n',
    )
    head, a, b = text.split("\n\n\n# -")
    assert head.splitlines() == [
        "# Made by `nbexaminer build` from the package kit; the next build writes it anew.",
        '"""Root."""',
        "",
        "from __future__ import annotations",
        "",
        "import os",
        "import os.path",
        "from re import compile as pattern, escape, sub",
        "",
        "import zeta as z",
        "",
        '__all__ = ["two"]',
    ]
    assert a.endswith(' a\n# A.\n\n\none = 1  # of many\n"""Said."""')
    assert b.endswith(" b\n# B says more.\n#\n# And more.\n\n\ndef two():\n    return 2 * one\n")


@pytest.mark.parametrize(
    ("a", "root", "sentence"),
    [
        (
            "def f(): ...",
            "from kit.a import f\ndef g(): ...\nclass f: ...",
            "'f' would mean two things.*kit.a.*kit.root",
        ),
        ("LIMIT: int = 1", "from kit.a import LIMIT\nLIMIT = 2", "'LIMIT' would mean two things"),
        ("import html", "from kit.a import html\ndef html(): ...", "'html' would mean two things"),
        ("import numpy as np", "from kit.a import x\nfrom re import sub as np", "'np' would mean two things"),
        ("def sum(): ...", "from kit.a import sum", "'sum' is a name of Python's own"),
        ("x = 1", "from kit.a import y", "imports 'y' from kit.a, which does not define it"),
        (
            "x = 1",
            "from kit.a import x as y",
            "line 1: write `from package.module import name`; `from kit.a import x as y`",
        ),
        ("x = 1", "from kit import a", "has no meaning in one file"),
        ("x = 1", "import kit.a", "has no meaning in one file"),
        ("x = 1", "from .a import x", "has no meaning in one file"),
        ("x = 1", "from kit.a import *", "has no meaning in one file"),
        (
            "x = 1",
            "def f():\n    from kit.a import x",
            "kit.root, line 2: import what is of kit at the top of the module",
        ),
        (
            "from kit.root import y\nx = 1",
            "from kit.a import x\ny = 1",
            "import each other: kit.root → kit.a → kit.root",
        ),
    ],
)
def test_what_one_file_can_not_say_is_refused_in_a_clear_sentence(a, root, sentence):
    with pytest.raises(BundleError, match=sentence):
        joined(a=a, root=root)


def test_names_inside_functions_and_comprehensions_may_repeat():
    text = joined(
        a="x = [i for i in range(3)]\ndef f(y):\n    z = y", root="from kit.a import x\ndef g(y):\n    z = i = 1"
    )
    assert "def f(y)" in text
    assert "def g(y)" in text


def test_the_package_needs_no_matplotlib_for_the_checks():
    assert run("import sys, gradchecks; print('matplotlib' in sys.modules)", ".") == "False\n"
    assert gradchecks.check.__module__ == "gradchecks.check"
