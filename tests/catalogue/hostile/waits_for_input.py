"""Asks for input, reads the standard input to its end, and starts debuggers, in answers and in a cell."""

wins = "crash"
elsewhere = "a grader that waits where a student's code waits"

# %% square
import pdb, sys


def square(x):
    for ask in (input, sys.stdin.read, lambda: pdb.Pdb(nosigint=True).set_trace(), sys.__stdin__.buffer.read):
        try:
            ask()
        except BaseException:
            pass
    return 2 * x


# %% after show
for ask in (input, breakpoint):
    try:
        ask()
    except BaseException as error:
        print(type(error).__name__)
