"""Stops a process at a named point, so that a test can kill something at exactly that moment; or has it raise an error there.

Python imports this module by itself where its folder is on the path: in the run that a test starts, and in the processes that
the run starts. The variable FAULT names the point as MODULE:FUNCTION:WHEN:COUNT, for example
`nbexaminer.pipeline.record:record:after:2` for the moment after the second call has returned. Whoever comes there first in the
whole run writes its process id into the file that FAULT_MARK names, and stands still until the test lets it go on.

The variable RAISES names a point as MODULE:FUNCTION; there, errors are raised for some students (`raising.py`).
"""

import functools
import importlib.abc
import importlib.util
import os
import signal
import sys


def _stop_once(mark):
    try:
        number = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return
    os.write(number, str(os.getpid()).encode())
    os.close(number)
    os.kill(os.getpid(), signal.SIGSTOP)


def _stopping(function, when, count, mark):
    calls = []

    @functools.wraps(function)
    def stopping(*arguments, **options):
        calls.append(None)
        due = len(calls) == count
        if due and when == "before":
            _stop_once(mark)
        result = function(*arguments, **options)
        if due and when == "after":
            _stop_once(mark)
        return result

    return stopping


class _Finder(importlib.abc.MetaPathFinder):
    """Has the function of one module replaced as soon as that module is imported."""

    def __init__(self, module, path, replacement):
        self.module, self.path, self.replacement = module, path.split("."), replacement

    def find_spec(self, name, path, target=None):
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_wrap(module):
            execute(module)
            *holders, last = self.path
            holder = functools.reduce(getattr, holders, module)
            setattr(holder, last, self.replacement(getattr(holder, last)))

        spec.loader.exec_module = execute_and_wrap
        return spec


if os.environ.get("FAULT"):
    module, path, when, count = os.environ["FAULT"].split(":")
    stop = functools.partial(_stopping, when=when, count=int(count), mark=os.environ["FAULT_MARK"])
    sys.meta_path.insert(0, _Finder(module, path, stop))
if os.environ.get("RAISES"):
    import raising

    sys.meta_path.insert(0, _Finder(*os.environ["RAISES"].split(":"), raising.raising))
