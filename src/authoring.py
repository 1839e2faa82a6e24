"""The former name of `nbexaminer build`: whoever still types it is told the new one."""

import sys

sys.exit("error: `python -m authoring` is called `nbexaminer build` now.")
