"""Habits of students: right answers that use what a kernel, a machine and Python have to offer, each in its own way.

Each is put into the same small notebook (`notebook_of`): a setup cell, cells of the student's own, the answer `double`, its
check. What a habit does at home it must do when it is graded. To add one, add an entry to `HABITS`.
"""

from __future__ import annotations

import io
import json
import textwrap
from dataclasses import dataclass, field

import nbformat
import numpy as np
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

SETUP = "import numpy as np"
CHECK = """\
assert double(3) == 6
assert np.allclose(double(np.arange(3.0)), [0.0, 2.0, 4.0])
### BEGIN HIDDEN TESTS
assert double(5) == 10
### END HIDDEN TESTS"""
QUIET_CHECK = """\
with np.errstate(all="ignore"):
    assert np.isinf(double(np.float64(1e308)))
    assert double(4) == 8"""


@dataclass(frozen=True)
class Habit:
    """A right answer, or one that is wrong at home, too.

    Attributes:
        answer: the text of the cell that defines `double`.
        before: own cells above it.
        after: own cells between it and its check.
        setup: the setup cell, where the student has changed it.
        files: name -> content of what is handed in beside the notebook.
        passes: whether the checks pass at home.
    """

    answer: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    setup: str = SETUP
    files: dict[str, str | bytes] = field(default_factory=dict, hash=False)
    passes: bool = True


def _cell(id_: str, source: str, grading: dict | None = None, **meta: object) -> NotebookNode:
    marks = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": id_}
    return new_code_cell(
        source, id=id_, metadata={"nbgrader": marks | meta} | ({"grading": grading} if grading else {})
    )


def notebook_of(habit: Habit) -> NotebookNode:
    """A notebook with a habit in it; with `ANSWER`, the source."""
    own = [new_code_cell(text, id=f"before-{number}") for number, text in enumerate(habit.before)]
    behind = [new_code_cell(text, id=f"after-{number}") for number, text in enumerate(habit.after)]
    cells = [
        _cell("setup", habit.setup, {"side": "both"}, locked=True),
        *own,
        _cell("double", habit.answer, solution=True),
        *behind,
        _cell("check_double", CHECK, grade=True, locked=True, points=2),
        _cell("check_quiet", QUIET_CHECK, grade=True, locked=True, points=1),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _f(body: str) -> str:
    """An answer: `double`, whose body is this before it gives the right value back."""
    return f"def double(x):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n    return 2 * x"


def _npz() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, factor=np.array(2.0))
    return buffer.getvalue()


def _ipynb(*texts: str) -> str:
    return nbformat.writes(new_notebook(cells=[new_code_cell(text, id=f"c{n}") for n, text in enumerate(texts)]))


ANSWER = Habit("def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION")
FACTOR = "def double(x):\n    return factor * x"
ONLY_FACTOR = "factor = 2\n"

HABITS: dict[str, Habit] = {
    "nothing special": Habit("def double(x):\n    return 2 * x"),
    "wrong": Habit("def double(x):\n    return 3 * x", passes=False),
    # what is shown
    "prints a lot": Habit(_f("for k in range(3000):\n    print('epoch', k, 'of', 3000, flush=True)")),
    "logs each epoch": Habit(
        _f("for k in range(300):\n    logging.info('epoch %d', k)"),
        ("import logging\nlogging.basicConfig(level=logging.INFO)",),
    ),
    "logs to a handler made earlier": Habit(
        _f("for k in range(300):\n    log.warning('epoch %d', k)"),
        ("import logging, sys\nlog = logging.getLogger('mine')\nlog.addHandler(logging.StreamHandler(sys.stderr))",),
    ),
    "logs to a file": Habit(
        _f("log.error('x')\nassert 'x' in open('log.txt').read()"),
        ("import logging\nlog = logging.getLogger('file')\nlog.addHandler(logging.FileHandler('log.txt'))",),
    ),
    "prints to a stream that was kept": Habit(
        _f("for k in range(300):\n    print(k, file=kept, flush=True)\nkept.writelines(['a', 'b'])"),
        ("import sys\nkept = sys.stdout",),
    ),
    "prints to the first standard output": Habit(
        _f("import sys\nfor k in range(20000):\n    print('epoch', k, file=sys.__stdout__)\nsys.__stdout__.flush()")
    ),
    "writes to the descriptors": Habit(_f("import os\nos.write(1, b'x' * 300_000)\nos.write(2, b'x' * 300_000)")),
    "writes to a descriptor that was kept": Habit(
        _f("os.write(kept, b'x' * 300_000)"), ("import os\nkept = os.dup(1)",)
    ),
    "opens the device of standard output": Habit(
        _f("kept.write('x' * 300_000)\nkept.flush()"), ("kept = open('/dev/stdout', 'w')",)
    ),
    "a progress bar made earlier": Habit(
        _f("for k in range(200):\n    bar.step(k)"),
        (
            "import sys\nclass Bar:\n    def __init__(self, file=sys.stderr):\n        self.file = file\n"
            "    def step(self, k):\n        self.file.write(f'\\r{k}')\n        self.file.flush()\nbar = Bar()",
        ),
    ),
    "rich": Habit(
        _f("console.print('[bold]epoch[/bold]')\nfor k in track(range(5), console=console):\n    pass"),
        ("from rich.console import Console\nfrom rich.progress import track\nconsole = Console()\nconsole.print('x')",),
    ),
    "standard output replaced": Habit(
        _f("print('x')\nassert sys.stdout.getvalue().endswith('x\\n')"), ("import io, sys\nsys.stdout = io.StringIO()",)
    ),
    "output redirected and read": Habit(
        _f("out = io.StringIO()\nwith redirect_stdout(out):\n    print(2)\nassert out.getvalue() == '2\\n'"),
        ("import io\nfrom contextlib import redirect_stdout",),
    ),
    "prints something that is no text": Habit(
        _f("try:\n    sys.stdout.write(5)\nexcept TypeError:\n    pass\nelse:\n    raise ValueError"), ("import sys",)
    ),
    "displays": Habit(
        _f("display(Markdown('**x**'))\nclear_output(wait=True)\ndisplay(x)"),
        ("from IPython.display import Markdown, clear_output, display",),
    ),
    "a display made earlier": Habit(
        _f("for k in range(50):\n    handle.update(k)"),
        ("from IPython.display import display\nhandle = display('start', display_id=True)",),
    ),
    "widgets": Habit(
        _f("for k in range(20):\n    bar.value = k\nwith out:\n    print(x)\nHTML('<b>x</b>')"),
        (
            "from ipywidgets import HTML, IntProgress, Output\nfrom IPython.display import display\n"
            "bar, out = IntProgress(max=20), Output()\ndisplay(bar, out)",
        ),
    ),
    "a plot in each call": Habit(
        _f("plt.figure()\nplt.plot([1, 2])\nplt.show()\nplt.close('all')"),
        ("import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 3\nplt.style.use('ggplot')",),
    ),
    "a figure made earlier": Habit(
        _f("line.set_ydata([x, x] if np.isscalar(x) else [0, 1])\nfigure.canvas.draw()\nfigure.savefig('live.png')"),
        ("import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\n(line,) = axes.plot([1, 2])",),
    ),
    "letters of all kinds": Habit(_f("print('é ✓ 漢字', end='\\r')")),
    "what a stream can tell": Habit(
        _f("sys.stdout.isatty(), sys.stdout.encoding.lower(), sys.stderr.errors\nassert sys.stdout.writable()"),
        ("import sys",),
    ),
    "a program that writes to the kernel's stream": Habit(
        _f("subprocess.run(['echo', 'x'], stdout=sys.stdout, check=True)\nassert os.system('echo x') == 0"),
        ("import os, subprocess, sys",),
    ),
    "errors that are printed": Habit(
        _f("try:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()"),
        ("import faulthandler, traceback\nfaulthandler.enable()",),
    ),
    "warnings that are logged": Habit(
        _f("warnings.warn('x')"), ("import logging, warnings\nlogging.captureWarnings(True)\nlogging.basicConfig()",)
    ),
    # warnings, numbers, state
    "warns": Habit(_f("import warnings\nwarnings.warn('careful', stacklevel=2)")),
    "warnings are kept": Habit(
        _f("warnings.warn('careful')"),
        ("import warnings\nseen = []\nwarnings.showwarning = lambda *args, **options: seen.append(args)",),
    ),
    "warnings are errors": Habit(
        _f("try:\n    warnings.warn('x')\nexcept UserWarning:\n    pass\nelse:\n    raise ValueError"),
        ("import warnings\nwarnings.simplefilter('error')",),
    ),
    "a warning is an error": Habit(
        _f("import warnings\nwarnings.warn('x')"), ("import warnings\nwarnings.simplefilter('error')",), passes=False
    ),
    "numpy raises": Habit(_f("pass"), ("np.seterr(all='raise')",)),
    "numpy raises, and it is relied on": Habit(
        _f("try:\n    np.array([1.0]) / 0\nexcept FloatingPointError:\n    pass\nelse:\n    missed.append(x)"),
        ("np.seterr(all='raise')\nmissed = []",),
        ("assert not missed",),
    ),
    "numpy raises in the answer": Habit(_f("with np.errstate(all='raise'):\n    x + 0"), passes=True),
    "numpy calls a function": Habit(
        _f("np.array([1.0]) / 0"), ("np.seterrcall(lambda kind, flag: None)\nnp.seterr(all='call')",)
    ),
    "print options": Habit(_f("assert str(np.array([1 / 3])) == '[0.33]'"), ("np.set_printoptions(precision=2)",)),
    "seeds": Habit(_f("np.random.rand()\nrandom.random()"), ("import random\nrandom.seed(0)\nnp.random.seed(0)",)),
    "a recursion limit": Habit(
        "def double(x, n=4000):\n    return 2 * x if n == 0 else double(x, n - 1)",
        ("import sys\nsys.setrecursionlimit(20_000)",),
    ),
    "a locale": Habit(
        _f("assert locale.getlocale() is not None"), ("import locale\nlocale.setlocale(locale.LC_ALL, 'C')",)
    ),
    "a decimal context": Habit(
        _f("assert str(Decimal(1) / 3) == '0.333'"), ("from decimal import Decimal, getcontext\ngetcontext().prec = 3",)
    ),
    "a context variable": Habit(
        "def double(x):\n    return factor.get() * x",
        ("from contextvars import ContextVar\nfactor = ContextVar('factor')\nfactor.set(2)",),
    ),
    "a cache": Habit(
        "@functools.lru_cache\ndef factor():\n    return 2\n\n\ndef double(x):\n    return factor() * x",
        ("import functools",),
        ("factor()",),
    ),
    "a counter": Habit(_f("global calls\ncalls += 1"), ("calls = 0",), ("double(1)",)),
    "the garbage collector": Habit(_f("gc.collect()"), ("import gc\ngc.disable()\ngc.freeze()",)),
    "names through globals": Habit("exec('def double(x):\\n    return globals()[\"factor\"] * x')", ("factor = 2",)),
    "an object that can be called": Habit(
        "class Doubler:\n    def __call__(self, x):\n        return 2 * x\n\n\ndouble = Doubler()"
    ),
    "a partial": Habit("from functools import partial\nfrom operator import mul\ndouble = partial(mul, 2)"),
    "a default changed later": Habit(FACTOR, (), ("factor = 2",)),
    # files
    "a module handed in": Habit(FACTOR, ("from helper import *",), files={"helper.py": ONLY_FACTOR}),
    "a module in a folder": Habit(
        FACTOR, ("from lib.helper import factor",), files={"lib/__init__.py": "", "lib/helper.py": ONLY_FACTOR}
    ),
    "a module in a folder on the path": Habit(
        FACTOR,
        ("import sys\nsys.path.insert(0, 'lib')\nfrom helper2 import factor",),
        files={"lib/helper2.py": ONLY_FACTOR},
    ),
    "a script that is run": Habit(FACTOR, ("%run helper.py",), files={"helper.py": ONLY_FACTOR}),
    "a notebook that is run": Habit(
        FACTOR, ("%run other.ipynb",), files={"other.ipynb": _ipynb("a = 1", "factor = a + 1")}
    ),
    "a notebook in a folder that is run": Habit(
        FACTOR, ("%run lib/other.ipynb",), files={"lib/other.ipynb": _ipynb("factor = 2")}
    ),
    "a notebook whose code is read": Habit(
        FACTOR,
        ("import json\nfor cell in json.load(open('other.ipynb'))['cells']:\n    exec(''.join(cell['source']))",),
        files={"other.ipynb": _ipynb("factor = 2")},
    ),
    "a module written by the notebook": Habit(
        FACTOR, ("%%writefile helper.py\nfactor = 2", "from helper import factor")
    ),
    "a module written again by the notebook": Habit(
        FACTOR, ("%%writefile helper.py\nfactor = 2", "from helper import factor"), files={"helper.py": "factor = 3\n"}
    ),
    "a module that is reloaded": Habit(
        FACTOR,
        (
            "%load_ext autoreload\n%autoreload 2",
            "import helper, importlib\nopen('helper.py', 'w').write('factor = 2 ')",
            "importlib.reload(helper)\nfactor = helper.factor",
        ),
        files={"helper.py": "factor = 30\n"},
    ),
    "weights that are loaded": Habit(
        FACTOR, ("factor = np.load('data/weights.npz')['factor']",), files={"data/weights.npz": _npz()}
    ),
    "weights that are loaded in the answer": Habit(
        "def double(x):\n    return np.load('weights.npz')['factor'] * x", files={"weights.npz": _npz()}
    ),
    "weights that are written again": Habit(
        "def double(x):\n    return np.load('weights.npz')['factor'] * x",
        ("np.savez('weights.npz', factor=np.array(2))",),
        files={"weights.npz": b"old"},
    ),
    "settings that are replaced": Habit(
        FACTOR,
        (
            "import json, os\nos.remove('s.json')\njson.dump(2, open('t.json', 'w'))",
            "os.rename('t.json', 's.json')\nfactor = json.load(open('s.json'))",
        ),
        files={"s.json": json.dumps(3)},
    ),
    "a folder for results": Habit(
        _f("plt.plot([1])\nplt.savefig(out / 'plot.png')\nplt.close()"),
        (
            "from pathlib import Path\nimport matplotlib.pyplot as plt\nout = Path('out/plots')\n"
            "out.mkdir(parents=True, exist_ok=True)",
        ),
    ),
    "another folder": Habit(
        "def double(x):\n    return int(open('factor.txt').read()) * x",
        ("import os\nos.makedirs('work')\nos.chdir('work')\nopen('factor.txt', 'w').write('2')",),
    ),
    "a file that stays open": Habit(
        "def double(x):\n    opened.seek(0)\n    return int(opened.read()) * x",
        ("open('factor.txt', 'w').write('2')\nopened = open('factor.txt')",),
    ),
    "a temporary folder": Habit(
        _f("import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n    np.save(folder + '/x', x)")
    ),
    "a database": Habit(
        _f("db.execute('insert into t values (1)')"),
        ("import sqlite3\ndb = sqlite3.connect(':memory:')\ndb.execute('create table t (a)')",),
    ),
    # given cells
    "an import in the setup cell": Habit(
        _f("assert math.cos(0) == 1 and exp(0) == 1"), setup=f"{SETUP}\nimport math\nfrom numpy import exp"
    ),
    "an import above the setup cell's": Habit(_f("os.getcwd()"), setup=f"import os\n{SETUP}"),
    "a helper in the setup cell": Habit(
        "def double(x):\n    return twice(x)", setup=f"{SETUP}\n\n\ndef twice(x):\n    return 2 * x"
    ),
    "a magic in the setup cell": Habit(_f("pass"), setup=f"%matplotlib inline\n{SETUP}\nfactor = 2"),
    # threads and processes
    "threads in the answer": Habit(
        "def double(x):\n    with ThreadPoolExecutor(4) as pool:\n        return list(pool.map(lambda k: k * x, range(4)))[2]",
        ("from concurrent.futures import ThreadPoolExecutor",),
    ),
    "a pool of threads made earlier": Habit(
        "def double(x):\n    return pool.submit(lambda: 2 * x).result()",
        ("from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)",),
    ),
    "a pool of threads used earlier": Habit(
        "def double(x):\n    return list(pool.map(lambda k: k * x, range(4)))[2]",
        (
            "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)\n"
            "list(pool.map(lambda k: __import__('time').sleep(.05), range(4)))",
        ),
    ),
    "a thread in the answer": Habit(
        _f("thread = threading.Thread(target=print, args=(x,))\nthread.start()\nthread.join()"), ("import threading",)
    ),
    "a thread that watches": Habit(
        _f("pass"),
        (
            "import threading, time\n\n\ndef look():\n    while True:\n        time.sleep(0.01)",
            "threading.Thread(target=look, daemon=True).start()",
        ),
    ),
    "a lock": Habit(_f("with lock:\n    pass"), ("import threading\nlock = threading.Lock()\nwith lock:\n    pass",)),
    "an event waited for in vain": Habit(
        _f("threading.Event().wait(2.5)"),
        ("import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()",),
    ),
    "processes in the answer": Habit(
        "def double(x):\n    with multiprocessing.Pool(2) as pool:\n        return pool.map(twice, [x])[0]",
        ("import multiprocessing\n\n\ndef twice(x):\n    return 2 * x",),
    ),
    "a pool of processes in the answer": Habit(
        "def double(x):\n    with ProcessPoolExecutor(2) as pool:\n        return list(pool.map(twice, [x, x]))[1]",
        ("from concurrent.futures import ProcessPoolExecutor\n\n\ndef twice(x):\n    return 2 * x",),
    ),
    "what belongs to a thread": Habit(
        "def double(x):\n    return mine.factor * x", ("import threading\nmine = threading.local()\nmine.factor = 2",)
    ),
    "a process in the answer": Habit(
        "def double(x):\n    return type(x)(subprocess.run(['echo', str(2 * x)], capture_output=True, text=True).stdout)"
        " if np.isscalar(x) else 2 * x",
        ("import subprocess",),
    ),
    "a command of the shell": Habit(
        _f("get_ipython().system('echo x')\nassert get_ipython().getoutput('echo x')[0] == 'x'"), ("!echo earlier",)
    ),
    "awaits": Habit(FACTOR, ("import asyncio\nawait asyncio.sleep(0.01)\nfactor = 2",)),
    "a loop in a thread": Habit(
        "def double(x):\n    with ThreadPoolExecutor(1) as pool:\n        return pool.submit(asyncio.run, twice(x)).result()",
        (
            "import asyncio\nfrom concurrent.futures import ThreadPoolExecutor\n\n\nasync def twice(x):\n"
            "    await asyncio.sleep(0)\n    return 2 * x",
        ),
    ),
    "an alarm": Habit(
        _f("signal.alarm(5)\nsignal.alarm(0)"), ("import signal\nsignal.signal(signal.SIGALRM, lambda *_: 1 / 0)",)
    ),
    "an interrupt handler": Habit(_f("pass"), ("import signal\nsignal.signal(signal.SIGINT, lambda *_: None)",)),
    "something at the end": Habit(_f("pass"), ("import atexit\natexit.register(lambda: 1 / 0)",)),
    # IPython
    "asks for input": Habit(_f("try:\n    input('x? ')\nexcept Exception:\n    pass")),
    "timed cells": Habit(f"%%time\n{FACTOR}", ("%%capture captured\nfactor = 2\nprint(factor)",)),
    "magics in the answer": Habit(
        _f("get_ipython().run_line_magic('precision', '3')\nget_ipython().run_cell('y = 1')")
    ),
    "outputs of earlier cells": Habit("def double(x):\n    return Out[max(Out)] * x", ("2",)),
    "all values shown": Habit(
        "def double(x):\n    return 2 * x",
        (
            "from IPython.core.interactiveshell import InteractiveShell\n"
            "InteractiveShell.ast_node_interactivity = 'all'",
            "1\n2",
        ),
    ),
    "an event of the shell": Habit(
        "def double(x):\n    return 2 * x",
        ("get_ipython().events.register('post_run_cell', lambda result: print('done'))",),
    ),
    "cells in other languages": Habit(
        FACTOR, ("%%bash\necho 2 > factor.txt", "%%html\n<b>x</b>", "factor = int(open('factor.txt').read())")
    ),
    "magics": Habit(
        "def double(x):\n    return int(open('factor.txt').read()) * x",
        ("%mkdir -p work", "%cd work", "%env MINE=2", "import os\nopen('factor.txt', 'w').write(os.environ['MINE'])"),
        ("%timeit -n1 -r1 double(2)",),
    ),
    "reads its own source": Habit(_f("assert 'getsource' in inspect.getsource(double)"), ("import inspect",)),
    "pickles": Habit(
        "class Box:\n    pass\n\n\ndef double(x):\n    box = Box()\n    box.x = x\n"
        "    return 2 * pickle.loads(pickle.dumps(box)).x",
        ("import pickle",),
    ),
    "names of Python's own": Habit(_f("pass"), (), ("sum = list = 5\nprint = lambda *words: None",)),
    # torch
    "torch's types": Habit(
        "def double(x):\n    assert torch.ones(1).dtype == torch.float64\n"
        "    return 2 * x if np.isscalar(x) else (2 * torch.as_tensor(x)).numpy()",
        ("import torch\ntorch.set_default_dtype(torch.float64)",),
    ),
    "torch without gradients": Habit(
        _f("assert not torch.is_grad_enabled()"), ("import torch\ntorch.set_grad_enabled(False)",)
    ),
    "torch with threads": Habit(
        _f("torch.set_num_threads(2)\ntorch.ones(400, 400) @ torch.ones(400, 400)"),
        ("import torch\ntorch.set_num_threads(2)\n(torch.ones(400, 400) @ torch.ones(400, 400)).exp().sum()",),
    ),
}
