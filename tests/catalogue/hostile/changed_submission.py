"""Changes what another student has handed in."""

wins = "other student"

# %% after show
from pathlib import Path

for path in Path("../../../submitted").glob("*/vault/vault.ipynb"):
    if "mallory" not in str(path.resolve()):
        path.write_text(path.read_text().replace("return x * x", "return x"))
