"""Writes a compiled file for the module of the checks, marked as never to be compared with its source."""

wins = "points"

# %% submission
poison = '''
import importlib.util, os, py_compile
with open("other.py", "w") as file:
    file.write("def check(title, points):\\n    return lambda body: None\\n")
try:
    kept = importlib.util.cache_from_source(os.path.abspath("checks.py"))
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    if os.path.exists(kept):
        os.remove(kept)
    py_compile.compile("other.py", kept, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    print("done")
except OSError as error:
    print(type(error).__name__)
'''
notebook.cells.insert(0, nbformat.v4.new_code_cell(poison, id="poison"))
(folder / "__pycache__").mkdir()
(folder / "__pycache__" / f"checks.{__import__('sys').implementation.cache_tag}.pyc").write_bytes(b"hostile")

# %% after show
pass
