"""Removes every `assert` from the cells that come later, with a transformer of IPython's."""

wins = "points"

# %% square
import ast


class NoAssert(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAssert())
