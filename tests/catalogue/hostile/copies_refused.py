"""Replaces the function that copies the kernel for a check: it does nothing, and ends the kernel the second time."""

wins = "crash"
elsewhere = "a grader that needs the student's process to help"

# %% square
import os, sys

forks = sys.modules.get("nbexaminer.candidate.forks")
calls = []


def snapshot(count):
    calls.append(1)
    if len(calls) > 1:
        os._exit(3)


if forks:
    forks.snapshot = snapshot


# %% after show
import os

if not forks:
    os._exit(3)
