"""Submissions of every kind, made up from a source of random choices: trees of files, archives, notebooks, cells.

Each function takes a `random.Random`, and makes nothing that does not follow from it. With `random.Random(seed)` the same
number gives the same submission; with hypothesis (`strategies.randoms`) a submission that fails is made smaller.
"""
