"""Texts of code cells: broken ones, deep ones, large ones, and those of which one may wonder whether they are Python."""

from __future__ import annotations

from random import Random

DEEP = (50, 99, 101, 250, 1000, 5000, 20_000, 100_000)
"""Levels of nesting: below, at and far above what Python's parser, its compiler and recursion take."""

NO_PYTHON = (
    "def f(:\n    pass",
    "return 1",
    "yield 1",
    "await f()",
    "break",
    "x = = 1",
    "def f(a, a):\n    return a",
    "def f():\n    a = 1\n    global a",
    "def f():\n    nonlocal a",
    "class A:\n  def f(self):\n\tpass",
    "if True:\npass",
    "'never closed",
    '"""never closed',
    "f'{'",
    "f'{x!}'",
    "f'{a b}'",
    "0777",
    "1__0",
    "0x",
    "1e",
    "x := 1",
    "lambda: (yield)",
    "del f()",
    "f() = 1",
    "None = 1",
    "from __future__ import braces",
    "from __future__ import annotations, nothing",
    "import *",
    "from os import (",
    "try:\n    pass",
    "match x:\n    case y: pass\n    case z: pass",
    "match x:\n    case {**rest, 'a': 1}: pass",
    "a\u00a0=\u00a01",
    "x = “1”",
    "\ufeffx = 1",
    "print 'python 2'",
    "exec 'a' in {}",
    "raise E, 'a'",
    "`x`",
    "x <> y",
    "async def f():\n    [await x async for x in y]",
    "*a, *b = c",
    "def f(*): pass",
    "def f(a=1, b): pass",
    "def f(a, /, b, /): pass",
    "\\",
    "\\\n\\\n",
    "{**a for a in b}",
    'print(f\'{"""a"""}\')',
    "💥 = 1",
    "'\\ud800'",
    "'\\N{no such name}'",
    "b'é'",
    "'\\x1'",
)
PYTHON = (
    "x = 1",
    "",
    " ",
    "\n\n\n",
    "\f",
    "\fx = 1\f",
    "\tx = 1",
    "# -*- coding: latin-1 -*-\nx = 'é'",
    "# coding: utf-16\nx = 1",
    "# coding: nothing-of-that-name\nx = 1",
    "#!/usr/bin/env python2",
    "# just a remark",
    "pass;",
    ";",
    "x = 1;;",
    "(y := 2)",
    "async def f():\n    async with a as b:\n        pass",
    "import asyncio\nawait asyncio.sleep(0)",
    "match 1:\n    case int(): x = 1\n    case _: pass",
    "type X = int",
    "def f[T](x: T) -> T:\n    return x",
    "ﬁ = 1\nprint(fi)",
    "def dоuble(x):\n    return 2 * x",
    "x: int",
    "@(lambda f: f)\ndef f(): ...",
    "try:\n    1 / 0\nexcept* ZeroDivisionError:\n    pass",
    "double: 'lambda x: 6'",
    "global x\nx = 1",
    "if 0:\n    yield_ = 1",
    "x = 1\r\ny = 2\rz = 3\x0bw = 4\x85v = 5\u2028u = 6",
    "print('\x1b[2J\x07\x9b1m')",
    "'\\ud800'\nprint('\\udcff')",
    "raise ValueError('\\ud800')",
)
MAGICS = (
    "%matplotlib inline",
    "%%time\nx = 1",
    "%%bash\nexit 1",
    "%%html\n<script>alert(1)</script>",
    "%%no_such_magic\nx",
    "%no_such_magic",
    "%%capture\n%%capture\nx = 1",
    "  %%time\nx = 1",
    "x = 1\n%%time",
    "x = %time 1",
    "x = !echo 1",
    "!echo 1",
    "!",
    "%",
    "%%",
    "?",
    "?print",
    "print?",
    "print??",
    "*int*?",
    "/print 1",
    ",print a b",
    ";print a b",
    "%run no_such_file.py",
    "%load_ext nothing",
    "%cd /",
    "%reset -f",
    "%%writefile tiny.ipynb\n{}",
    "%pylab\n%autocall 2",
    "%config InlineBackend.figure_format = 'svg'",
    "if True:\n    %time x = 1",
    "def f():\n    !ls\n    return 1",
    "'''\n%time\n'''",
    "%timeit -n1 -r1 pass",
    "%%python3\nprint(1)",
)


def code(draw: Random) -> str:
    """The text of a code cell."""
    kind = draw.randrange(10)
    if kind < 3:
        return draw.choice(NO_PYTHON)
    if kind < 5:
        return draw.choice(PYTHON)
    if kind < 7:
        return draw.choice(MAGICS)
    if kind == 7:
        return _deep(draw)
    if kind == 8:
        return _large(draw)
    return "\n".join(draw.choice(draw.choice((NO_PYTHON, PYTHON, MAGICS))) for _ in range(draw.randint(2, 4)))


def _deep(draw: Random) -> str:
    """Something in itself, again and again."""
    deep = draw.choice(DEEP)
    few = min(deep, 1000)  # where each level takes a line that is longer than the one before
    makers = (
        lambda: "(" * deep + ")" * deep,
        lambda: "(" * deep,
        lambda: "[" * deep + "]" * deep,
        lambda: "{1:" * deep + "1" + "}" * deep,
        lambda: "-" * deep + "1",
        lambda: "not " * deep + "x",
        lambda: "~" * deep + "1",
        lambda: " + ".join(["1"] * deep),
        lambda: " ** ".join(["1"] * deep),
        lambda: " < ".join(["1"] * deep),
        lambda: " or ".join(["x"] * deep),
        lambda: " if x else ".join(["1"] * deep),
        lambda: "lambda: " * deep + "1",
        lambda: "await " * deep + "x",
        lambda: "x" + ".a" * deep,
        lambda: "x" + "()" * deep,
        lambda: "x" + "[0]" * deep,
        lambda: "f(" * deep + ")" * deep,
        lambda: "*" * deep + "a = b",
        lambda: " = ".join(["x"] * deep) + " = 1",
        lambda: "@a\n" * deep + "def f(): pass",
        lambda: "".join(f"{' ' * level}if x:\n" for level in range(few)) + " " * few + "x",
        lambda: "".join(f"{' ' * level}def f():\n" for level in range(few)) + " " * few + "x",
        lambda: "".join(f"{' ' * level}for x in y:\n" for level in range(few)) + " " * few + "x",
        lambda: "if x: pass\n" + "elif x: pass\n" * deep,
        lambda: "f'{" * few + "1" + "}'" * few,
        lambda: "match x:\n case " + "[" * deep + "]" * deep + ": pass",
        lambda: "x: " + "a[" * deep + "b" + "]" * deep,
    )
    return draw.choice(makers)()


def _large(draw: Random) -> str:
    """Much of something."""
    many = draw.choice((300, 5000, 100_000))
    makers = (
        lambda: "x = " + "9" * many,
        lambda: "x = 0x" + "f" * many,
        lambda: "x = 1e" + "9" * many,
        lambda: "x = '" + "a" * many + "'",
        lambda: "x = '" + "\\u0041" * many + "'",
        lambda: "a" * many + " = 1",
        lambda: "#" * many,
        lambda: "\n" * many,
        lambda: " " * many + "x",
        lambda: "x = 1\n" * (many // 10),
        lambda: "x = [" + "1, " * many + "]",
        lambda: "def f(" + ", ".join(f"a{n}" for n in range(many // 10)) + "): pass",
        lambda: "f(" + ", ".join(f"a{n}=1" for n in range(many // 10)) + ")",
        lambda: "\n".join(f"def f{n}(): pass" for n in range(many // 10)),
        lambda: "import " + ", ".join(f"m{n}" for n in range(many // 10)),
        lambda: "é" * many,
        lambda: "\U0001f4a5" * many,
        lambda: "a\u0301" * many + " = 1",
        lambda: "x = (\n" + "# remark\n" * (many // 10) + "1)",
        lambda: "\\\n" * many + "x",
        lambda: "{" * 3 + "x = 1; " * (many // 10),
        lambda: "x = '''" + "\n" * many + "'''",
    )
    return draw.choice(makers)()
