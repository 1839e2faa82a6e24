"""The cells of a submitted notebook, brought back to what the assignment's source has, whatever became of them on the way.

A cell is recognised by its grade id; else by its cell id, its text, what it defines, or its place. What is recognised gets the
source's metadata and type, what is missing is put back, and each check stands behind the answers that it checks.
"""
