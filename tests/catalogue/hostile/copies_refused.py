"""Replaces the function that copies the kernel for a check: it does nothing, and ends the kernel the second time."""

wins = "crash"
elsewhere = "a grader that needs the student's process to help"

# %% square
import os, sys

candidate = sys.modules.get("nbexaminer.candidate.candidate")
calls = []


def snapshot(count):
    calls.append(1)
    if len(calls) > 1:
        os._exit(3)


if candidate:
    candidate.snapshot = snapshot


# %% after show
import os

if not candidate:
    os._exit(3)
