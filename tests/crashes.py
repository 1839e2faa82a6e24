"""Ways to crash, to hang, to flood and to use up: what a student's cell or function may do to its own kernel.

One notebook with four exercises of a point each. A student's own cell stands behind exercise b; exercise d uses what it
defines, a and c use nothing but themselves. So a crash there may cost d, a crash in the answer c may cost c, and nothing else.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import nbformat

TIMEOUT = 5
"""Seconds that a cell of this course may take."""
MEMORY, PROCESSES, DISK = 600, 64, 32
"""Megabytes of memory, processes, and megabytes of files that a notebook of this course may have."""
SETTINGS = f"""
c.ExecuteNotebook.timeout = {TIMEOUT}
c.ExecuteAcrossWall.notebook_timeout = 60
c.Sandbox.memory = {MEMORY}
c.Sandbox.processes = {PROCESSES}
c.Sandbox.disk = {DISK}
"""
EXERCISES = "abcd"
OWN = "own"
"""The id of the cell that the student added."""
ANSWERS = {name: f"def {name}(x):\n    return x + {number}" for number, name in enumerate("abc", start=1)}
ANSWERS["d"] = "def d(x):\n    return x + offset"


def _cell(id_: str, source: str, **meta: object) -> nbformat.NotebookNode:
    defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": id_}
    return nbformat.v4.new_code_cell(source, id=id_, metadata={"nbgrader": {**defaults, **meta}} if meta else {})


def notebook(own: str = "offset = 4", source: bool = False, **answers: str) -> nbformat.NotebookNode:
    """The notebook of the small course.

    Args:
        own: the cell behind exercise b.
        source: as the course's authors wrote it, with the marks of solutions and hidden tests.
        answers: exercise -> the text of its answer, where it is not the right one.
    """
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    for number, name in enumerate(EXERCISES, start=1):
        answer = answers.get(name, ANSWERS[name])
        if source:
            answer = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
        hidden = f"\n### BEGIN HIDDEN TESTS\nassert {name}(5) == {5 + number}\n### END HIDDEN TESTS"
        check = f"assert {name}(1) == {1 + number}" + (hidden if source else "")
        made.cells.append(_cell(name, answer, solution=True))
        made.cells.append(_cell(f"check_{name}", check, grade=True, locked=True, points=1))
        if name == "b":
            made.cells.append(_cell(OWN, own))
    return made


@dataclass(frozen=True)
class Case:
    """One way to crash.

    Attributes:
        name: for the test's id.
        story: what it does, and why a grader could stumble.
        code: what the student wrote.
        where: "own" (the cell that the student added), "c" (in front of the answer c), "check" (in the function c, so that it
            runs while a check runs) or "every" (in front of every answer, and in the student's own cell).
        lost: the exercises whose points it may cost, and must cost.
        reasons: what an incident of the cell may be called; empty where there must be none.
        says: a pattern that is found in what the cell, or the check, says about it.
        hangs: how many cells or checks use up their time limit.
        crashes: how often a kernel or a copy of one has to be replaced.
    """

    name: str
    story: str
    code: str
    where: str = OWN
    lost: str = ""
    reasons: tuple[str, ...] = ()
    says: str = ""
    hangs: int = 0
    crashes: int = 1

    def __str__(self) -> str:
        return self.name

    @property
    def guilty(self) -> str:
        """The id of the cell that must name the reason."""
        return {"check": "check_c", "every": "a"}.get(self.where, self.where)

    def submission(self) -> nbformat.NotebookNode:
        """The notebook that is handed in."""
        code = textwrap.dedent(self.code).strip()
        if self.where == OWN:
            return notebook(f"offset = 4\n{code}")
        if self.where == "check":
            return notebook(c=f"def c(x):\n{textwrap.indent(code, '    ')}\n    return x + 3")
        names = EXERCISES if self.where == "every" else self.where
        answers = {name: f"{code}\n{ANSWERS[name]}" for name in names}
        return notebook(f"{code}\noffset = 4" if self.where == "every" else "offset = 4", **answers)


FORBIDDEN = "forbidden"

ENDED = r"ended the kernel"
DEATHS = [
    Case("exit-now", "ends the process at once", "import os\nos._exit(0)", OWN, "d", ("kernel",), ENDED),
    Case("exit-now-in-c", "in place of an answer", "import os\nos._exit(3)", "c", "c", ("kernel",), "exit code 3"),
    Case("exit-now-in-check", "while a check calls it", "import os\nos._exit(0)", "check", "c", says="ended the process"),
    Case("exit-everywhere", "every cell ends the kernel", "import os\nos._exit(0)", "every", "abcd", ("kernel",), ENDED,
         crashes=5),
    Case("sys-exit", "an exception that is no Exception", "import sys\nsys.exit(1)", OWN, "", says="SystemExit", crashes=0),
    Case("sys-exit-in-check", "while a check calls it", "import sys\nsys.exit(1)", "check", "c", says="SystemExit"),
    Case("exit", "what IPython takes for a wish", "exit()", OWN, "d", ("kernel",), ENDED),
    Case("quit-in-check", "what IPython takes for a wish", "quit()", "check", "c", says="quit|SystemExit|NameError"),
    Case("segmentation-fault", "reads address 0", "import ctypes\nctypes.string_at(0)", OWN, "d", ("kernel",), "segmentation"),
    Case("segmentation-fault-in-check", "reads address 0", "import ctypes\nctypes.string_at(0)", "check", "c",
         says="ended the process"),
    Case("kill", "kills itself", "import os\nos.kill(os.getpid(), 9)", OWN, "d", ("kernel",), "was killed"),
    Case("stop", "stops itself for ever", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", OWN, "d", ("time",),
         "longer than 5", hangs=1),
    Case("stop-in-check", "stops itself for ever", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "check", "c",
         says="too long", hangs=1),
    Case("shutdown", "asks its own kernel to shut down", "get_ipython().kernel.do_shutdown(False)\nexit()", OWN, "d",
         ("kernel",), ENDED),
    Case("recursion", "recurses without end", "def f():\n    return f()\nf()", OWN, "", says="RecursionError", crashes=0),
]  # fmt: skip

HANGS = [
    Case("endless", "computes for ever", "while True:\n    pass", OWN, "", ("interrupted",), "longer than 5", 1),
    Case("endless-in-check", "computes for ever", "while True:\n    pass", "check", "c", says="too long", hangs=1),
    Case("uninterruptible", "catches the interrupt", """
        import time
        while True:
            try:
                time.sleep(0.01)
            except BaseException:
                pass
        """, OWN, "d", ("time",), "longer than 5", 1),
    Case("uninterruptible-in-check", "catches the interrupt", """
        import time
        while True:
            try:
                time.sleep(0.01)
            except BaseException:
                pass
        """, "check", "c", (), "too long", 1),
    Case("no-signals", "ignores the interrupt", """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            pass
        """, OWN, "d", ("time",), "longer than 5", 1),
    Case("in-c-code", "a sum that no signal ends", "sum(range(10**12))", "c", "c", ("time",), "longer than 5", 1),
    Case("regular-expression", "matches for ever, in a check", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "check", "c",
         says="too long", hangs=1),
    Case("sleep", "sleeps", "import time\ntime.sleep(1000)", "c", "c", ("interrupted",), "longer than 5", 1),
]  # fmt: skip

MUCH_MEMORY = "more than 600 MB|MemoryError|memory"
BOMBS = [
    Case("bytes", "memory in small pieces", "hold = []\nwhile True:\n    hold.append(bytearray(10**7))", OWN, "", (),
         "MemoryError"),
    Case("bytes-in-check", "memory in small pieces", "hold = []\nwhile True:\n    hold.append(bytearray(10**7))", "check", "c",
         says="MemoryError|ended the process"),
    Case("numpy", "arrays", "import numpy as np\nhold = []\nwhile True:\n    hold.append(np.ones(10**6))", "c", "c", (),
         MUCH_MEMORY),
    Case("shared", "shared memory, which limits of a process do not count", """
        import mmap
        hold = []
        while True:
            m = mmap.mmap(-1, 2**24)
            m.write(b"x" * 2**24)
            hold.append(m)
        """, OWN, "d", ("memory",), "more than 600 MB"),
    Case("shared-in-check", "shared memory, which limits of a process do not count", """
        import mmap
        hold = []
        while True:
            m = mmap.mmap(-1, 2**24)
            m.write(b"x" * 2**24)
            hold.append(m)
        """, "check", "c", (), "memory|ended the process"),
    Case("many-processes", "each stays below the limit of a process", """
        import os, time
        for k in range(8):
            if os.fork() == 0:
                hold = [bytearray(b"x") * 10**7 for k in range(15)]
                time.sleep(1000)
        time.sleep(3)
        """, OWN, "d", ("memory",), "more than 600 MB"),
    Case("many-processes-in-check", "each stays below the limit of a process", """
        import os, time
        for k in range(8):
            if os.fork() == 0:
                hold = [bytearray(b"x") * 10**7 for k in range(15)]
                time.sleep(1000)
        time.sleep(3)
        """, "check", "c", (), "memory|ended the process"),
    Case("memfd", "files that have no name", """
        import os
        hold = []
        while True:
            hold.append(os.memfd_create("x"))
            os.write(hold[-1], b"x" * 2**24)
        """, OWN, "d", ("memory",), "memory"),
    Case("string", "one long string", "text = 'x' * 2**33", OWN, "", (), "MemoryError", crashes=0),
    Case("growing-string", "a string that doubles", "text = 'x'\nwhile True:\n    text += text", "c", "c", (), MUCH_MEMORY),
]  # fmt: skip

FLOODS = [
    Case("fork-bomb", "forks for ever", "import os\nwhile True:\n    os.fork()", OWN, "d", ("processes", "left behind", "memory"),
         "processes", 0),
]  # fmt: skip

CASES = [*DEATHS, *HANGS, *BOMBS, *FLOODS]
