"""What runs inside the cage before the student's code does: it finishes the cage and gives up every right.

The files of this package are mounted into the sandbox. It imports nothing of the house but `candidate`, `protocol` and
`system.forkserver`, which are mounted with it.
"""
