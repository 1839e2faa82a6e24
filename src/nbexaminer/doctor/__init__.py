"""Look at the machine and the course, and say for each thing whether it is well, what is wrong, and what to do.

A check is a function from a `Place` to findings (`well`, `mend`, `stops`); `examine.CHECKS` lists them all. To add one, write
the function in the file of its kind, and its line in that list. Whatever it raises becomes a row of its own and hides no other.
A check changes nothing, not even by making a file that is removed again, and imports what it needs when it is called: the
doctor must also come where a package is missing.
"""
