"""What is printed in whatever locale, and the mode in which Python runs there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from nbexaminer.cli.terminal import tell_error

BEGIN = "from nbexaminer.cli.terminal import prepare_streams, use_utf8; use_utf8(); prepare_streams(); "
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    return subprocess.run([sys.executable, "-c", BEGIN + code, "a[b]"], env=kept | environment, capture_output=True)


def test_an_error_is_one_line_without_orders_to_the_terminal(capsys):
    tell_error("new\nline\x1b[2J")
    assert capsys.readouterr().err == "error: new\N{REPLACEMENT CHARACTER}line\N{REPLACEMENT CHARACTER}[2J\n"


def test_names_of_files_are_utf8_in_a_locale_that_has_none():
    done = run("import os, sys; print(sys.flags.utf8_mode, ascii(os.fsdecode(b'\\xc3\\xa9')), sys.argv)", **PLAIN)
    assert done.stdout == b"1 '\\xe9' ['-c', 'a[b]']\n", done.stderr


@pytest.mark.parametrize("environment", [PLAIN, PLAIN | {"PYTHONUTF8": "1", "PYTHONIOENCODING": "ascii"}])
def test_what_the_terminal_lacks_is_printed_as_something_else(environment):
    done = run(
        "print('caf\\xe9 \\udcff'); print('caf\\xe9', file=sys.stderr)".replace("p", "import sys; p", 1), **environment
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"caf? ?\n", b"caf?\n")


def test_in_utf8_nothing_begins_anew():
    done = run("import os; print(os.environ.get('PYTHONIOENCODING'), '\\xe9')", PYTHONUTF8="1")
    assert done.stdout.decode() == "None \xe9\n", done.stderr
