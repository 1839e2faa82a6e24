"""The former name of `nbexaminer grade`: whoever still types it is told the new one."""

import sys

sys.exit("error: `python -m grading` is called `nbexaminer grade` now.")
