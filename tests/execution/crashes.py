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
c.ExecuteSubmission.notebook_timeout = 60
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
        lost: the exercises whose points it must cost.
        risked: further exercises whose points it may cost, by chance.
        reasons: what an incident of the cell may be called; empty where there must be none, with "" where there may be none.
        says: a pattern that is found in what the cell, or the check, says about it.
        hangs: how many cells or checks may use up their time limit.
        crashes: how often a kernel or a copy of one has to be replaced.
        later: what stands in front of the answer c besides, where a crash comes later.
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
    later: str = ""
    risked: str = ""

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
            return notebook(f"offset = 4\n{code}", c=f"{self.later}\n{ANSWERS['c']}")
        if self.where == "check":
            return notebook(c=f"def c(x):\n{textwrap.indent(code, '    ')}\n    return x + 3")
        names = EXERCISES if self.where == "every" else self.where
        answers = {name: f"{code}\n{ANSWERS[name]}" for name in names}
        return notebook(f"{code}\noffset = 4" if self.where == "every" else "offset = 4", **answers)


ENDED = r"ended the kernel"
NO_MEMORY = r"more than 600 MB|MemoryError|memory"
LONG = "longer than 5"
GONE = "ended the process"

DEATHS = [
    Case("exit-now", "ends the process at once", "import os\nos._exit(0)", OWN, "d", ("kernel",), ENDED),
    Case("exit-now-in-c", "in place of an answer", "import os\nos._exit(3)", "c", "c", ("kernel",), "exit code 3"),
    Case("exit-now-in-check", "while a check calls it", "import os\nos._exit(0)", "check", "c", says=GONE),
    Case("exit-everywhere", "every cell ends the kernel", "import os\nos._exit(0)", "every", "abcd", ("kernel",), ENDED,
         crashes=5),
    Case("sys-exit", "an exception that is no Exception", "import sys\nsys.exit(1)", OWN, says="SystemExit", crashes=0),
    Case("sys-exit-in-check", "while a check calls it", "import sys\nsys.exit(1)", "check", "c", says="SystemExit"),
    Case("exit", "what many a student writes at the end of a notebook: it ends nothing here", "exit()", OWN, crashes=0),
    Case("segmentation-fault", "reads address 0", "import ctypes\nctypes.string_at(0)", OWN, "d", ("kernel",), "segmentation"),
    Case("segmentation-fault-in-check", "reads address 0", "import ctypes\nctypes.string_at(0)", "check", "c", says=GONE),
    Case("kill", "kills itself", "import os\nos.kill(os.getpid(), 9)", OWN, "d", ("kernel",), "was killed"),
    Case("kill-group-in-check", "kills all that it may take for its children", "import os\nos.killpg(0, 9)", "check", "c",
         says=GONE),
    Case("kill-all", "kills everything that it can reach, such as what waits for the checks", "import os\nos.kill(-1, 9)", OWN,
         "d", ("kernel", "answer"), "kernel|answer"),
    Case("shutdown", "asks its own kernel to shut down, which it may or may not do before the next cell",
         "get_ipython().kernel.do_shutdown(False)\nexit()", OWN, reasons=("", "kernel"), risked="d"),
    Case("timer", "ends the process in a later cell, which is innocent", """
        import os, threading
        threading.Timer(1, os._exit, (0,)).start()
        """, OWN, "d", ("kernel",), ENDED, later="import time\ntime.sleep(1.5)", crashes=4),
    Case("alarm", "has the system end the process in a later cell, which is innocent", "import signal\nsignal.alarm(1)", OWN,
         "d", ("kernel",), ENDED, later="import time\ntime.sleep(1.5)", crashes=4),
    Case("recursion-in-check", "recurses without end", "return c(x)", "check", "c", says="RecursionError", crashes=0),
    Case("deep-recursion", "recurses without end, and without the limit", """
        import sys
        sys.setrecursionlimit(10**9)
        def f():
            return f()
        f()
        """, OWN, "d", ("memory", "kernel", "time"), NO_MEMORY + "|ended|longer", 1),
]  # fmt: skip

CATCHES = """
    import time
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
    """
HANGS = [
    Case("stop", "stops itself for ever", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", OWN, "d", ("time",),
         LONG, 1),
    Case("stop-in-check", "stops itself for ever", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "check", "c",
         says="too long", hangs=1),
    Case("endless", "computes for ever", "while True:\n    pass", OWN, "", ("interrupted",), LONG, 1),
    Case("endless-in-check", "computes for ever", "while True:\n    pass", "check", "c", says="too long", hangs=1),
    Case("uninterruptible", "catches the interrupt", CATCHES, OWN, "d", ("time",), LONG, 1),
    Case("uninterruptible-in-check", "catches the interrupt", CATCHES, "check", "c", (), "too long", 1),
    Case("no-signals", "ignores the interrupt", """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            pass
        """, OWN, "d", ("time",), LONG, 1),
    Case("in-c-code", "a sum that no signal ends", "sum(range(10**12))", "c", "c", ("time",), LONG, 1),
    Case("regular-expression-in-check", "matches for ever", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "check", "c",
         says="too long", hangs=1),
    Case("sleep", "sleeps", "import time\ntime.sleep(1000)", "c", "c", ("interrupted",), LONG, 1),
    Case("await", "waits, with the kernel's loop running", "import asyncio\nawait asyncio.sleep(1000)", OWN, "",
         ("interrupted", "time"), LONG, 1, risked="d"),
    Case("input", "waits for what nobody types", "answer = input('?')", OWN, says="StdinNotImplemented", crashes=0),
]  # fmt: skip

PIECES = "hold = []\nwhile True:\n    hold.append(bytearray(10**7))"
SHARED = """
    import mmap
    hold = []
    while True:
        hold.append(mmap.mmap(-1, 2**24))
        hold[-1].write(b"x" * 2**24)
    """
FORKED = """
    import os, time
    for k in range(8):
        if os.fork() == 0:
            hold = []
            for k in range(15):
                hold.append(bytearray(b"x") * 10**7)
                time.sleep(0.1)
            time.sleep(1000)
    time.sleep(4)
    """
BOMBS = [
    Case("bytes", "memory in pieces, which it keeps", PIECES, "c", "c", ("", "memory"), NO_MEMORY),
    Case("bytes-in-check", "memory in pieces", PIECES, "check", "c", says=NO_MEMORY),
    Case("numpy", "arrays, which it keeps", "import numpy as np\nhold = []\nwhile True:\n    hold.append(np.ones(10**6))", "c",
         "c", ("", "memory"), NO_MEMORY),
    Case("shared", "memory that may be shared, which no limit of a process counts", SHARED, OWN, "d", ("memory",), NO_MEMORY),
    Case("shared-in-check", "memory that may be shared, which no limit of a process counts", SHARED, "check", "c",
         ("memory",), NO_MEMORY),
    Case("many-processes", "each stays below the limit of a process", FORKED, OWN, "d", ("memory",), NO_MEMORY),
    Case("many-processes-in-check", "each stays below the limit of a process", FORKED, "check", "c", ("memory",),
         NO_MEMORY),
    Case("memfd", "files that have no name", """
        import os
        hold = []
        while True:
            hold.append(os.memfd_create("x"))
            os.write(hold[-1], b"x" * 2**24)
        """, OWN, says="not permitted|No space|memory", crashes=0),
    Case("string-in-check", "an answer of 300 MB", "return 'x' * (300 * 10**6)", "check", "c", says="."),
]  # fmt: skip

FORKS = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
THREADS = "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(1000,)).start()"
CROWDS = [
    Case("fork-bomb", "forks for ever", FORKS, OWN, "d", ("processes",), "processes"),
    Case("fork-bomb-in-check", "forks for ever", FORKS, "check", "c", says="processes|too long|" + GONE, hangs=1),
    Case("fork", "goes on as two", "import os\nos.fork()", OWN, reasons=("", "kernel", "answer"), risked="d"),
    Case("threads", "threads for ever", THREADS, OWN, "d", ("processes",), "processes"),
    Case("background", "leaves a process that computes for ever", """
        import subprocess, sys
        subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
        """, OWN, crashes=0),
]  # fmt: skip

OUTPUT = "of output and was stopped"
FLOODS = [
    Case("lines", "prints for ever", "while True:\n    print('x' * 70)", OWN, "", ("output",), OUTPUT, 1),
    Case("stderr", "complains for ever", "import sys\nwhile True:\n    print('x' * 70, file=sys.stderr)", OWN, "", ("output",),
         OUTPUT, 1),
    Case("one-print", "prints one line of 100 MB", "print('x' * 10**8)", OWN, "", ("output",), OUTPUT, 1),
    Case("large-prints", "prints lines that are just small enough for a message", """
        while True:
            print('x' * (15 * 2**20), flush=True)
        """, "c", "c", ("output",), OUTPUT, 1),
    Case("raw-writes", "writes past Python", "import os\nwhile True:\n    os.write(1, b'x' * 1000)", OWN, "",
         ("output", "silent", "time"), f"{OUTPUT}|stopped what shows|longer than", 1, risked="d"),
    Case("displays", "displays for ever", """
        from IPython.display import HTML, display
        while True:
            display(HTML("<p>x</p>" * 100))
        """, OWN, "", ("output",), OUTPUT, 1),
    Case("prints-in-check", "prints for ever", "while True:\n    print('x' * 10**6)", "check", "c", says="too long", hangs=1),
    Case("long-error-in-check", "an error with a text of 10 MB", "raise ValueError('x' * 10**7)", "check", "c", says="xxx"),
    Case("disk", "fills every folder that it may write to", """
        import os
        for folder in ("/tmp", "/dev/shm", os.environ["HOME"], "."):
            try:
                for k in range(10**6):
                    with open(f"{folder}/{k}", "wb") as file:
                        file.write(b"x" * 10**6)
            except OSError:
                pass
        raise OSError("all full")
        """, OWN, says="all full", crashes=0),
    Case("small-files", "fills the memory with names of empty files", """
        for k in range(10**9):
            open(f"/tmp/{k}", "w").close()
        """, OWN, "", ("interrupted", "memory"), f"memory|{LONG}", 1, 1, risked="d"),
    Case("open-files", "never closes a file", "hold = []\nwhile True:\n    hold.append(open('/dev/null'))", OWN, "d",
         ("answer", "files", "time"), "files|answer|longer", 1),
]  # fmt: skip

FORGED = """
    kernel = get_ipython().kernel
    parent = kernel.get_parent("shell")
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)
    while True:
        pass
    """
STUCK = [
    Case("forged-idle", "says that it is done, and goes on", FORGED, OWN, "", ("interrupted",), LONG, 1),
    Case("no-output-thread", "stops what sends its outputs", "get_ipython().kernel.iopub_thread.stop()", OWN, "",
         ("silent",), "stopped what shows", 2),
    Case("no-shell", "closes the connection on which it is asked", "get_ipython().kernel.shell_stream.close()", OWN, "d",
         ("answer", "time"), "answer|longer", 1),
    Case("busy-thread", "a thread that never lets go of the interpreter", """
        import threading
        threading.Thread(target=sum, args=(range(10**12),)).start()
        """, OWN, "d", ("time",), LONG, 1),
    Case("slow-copies", "copies of the kernel that come late, as on a busy machine: nobody is to blame", """
        import os, time
        os.register_at_fork(after_in_child=lambda: time.sleep(0.5))
        """, OWN),
    Case("no-builtins", "deletes what Python needs", "import builtins\nbuiltins.__dict__.clear()", OWN, "d",
         ("kernel", "answer", "time"), "kernel|answer|longer", 1),
    Case("no-modules", "forgets all modules", "import sys\nsys.modules.clear()", OWN, "d", ("kernel", "answer", "time"),
         "kernel|answer|longer", 1),
    Case("closed-files", "closes what the kernel listens on", "import os\nos.closerange(3, 1000)", OWN, "d",
         ("kernel", "answer", "time"), "kernel|answer|longer", 1),
    Case("closed-files-in-check", "closes the connection to the check", "import os\nos.closerange(3, 1000)", "check", "c",
         says=GONE),
]  # fmt: skip

HOARDS = [
    Case("page-tables", "touches so few bytes of so much memory that only the tables of pages are large", """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        at = libc.mmap(None, 2**21 * 10**6, 1, 0x4022, -1, 0)
        libc.madvise(at, 2**21 * 10**6, 15)
        for k in range(10**6):
            ctypes.c_char.from_address(at + k * 2**21).value
        """, OWN, "d", ("memory",), NO_MEMORY),
    Case("full-sockets", "sockets that nobody reads", """
        import os, socket, time
        for _ in range(30):
            if os.fork() == 0:
                held = []
                try:
                    while True:
                        held.append(socket.socketpair())
                        held[-1][0].setblocking(False)
                        try:
                            while True:
                                held[-1][0].send(b"x" * 2**16)
                        except BlockingIOError:
                            pass
                except OSError:
                    time.sleep(1000)
        time.sleep(4)
        """, OWN, "d", ("memory",), NO_MEMORY),
    Case("old-copies", "fills its memory anew before each check, and the copies that wait keep what was there", """
        hold = None
        hold = bytearray(b"x") * (170 * 2**20)
        """, "every", "cd", ("",)),
    Case("many-terminals", "opens terminals, each of which counts as a process", """
        import os, time
        hold = [os.openpty() for _ in range(62)]
        time.sleep(4)
        """, OWN, "d", ("processes",), "more than 64 processes"),
]  # fmt: skip

CASES = [*DEATHS, *HANGS, *BOMBS, *HOARDS, *CROWDS, *FLOODS, *STUCK]
