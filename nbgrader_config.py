"""Settings of nbgrader for this course; every command that runs in this folder reads them."""

import os
from pathlib import Path

import nbexaminer

c = get_config()  # noqa: F821  (nbgrader gives it)
nbexaminer.configure(c)  # what grading relies on; whatever is assigned below overrides it

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "backpropagation"
# The gradebook is the file gradebook.db here, or where the environment says, such as postgresql+psycopg://user@host/name.
c.CourseDirectory.db_url = os.environ.get("NBGRADER_DB_URL") or nbexaminer.gradebook_address(c.CourseDirectory.root)
# It holds the solutions of all assignments, so its name is a plural.
c.CourseDirectory.solution_directory = "solutions"

# Made-up students with sample submissions: they are graded like others, and never count as students.
c.Students.samples = ["complete", "mistaken", "untouched"]

# A blank says what to do, and stops whoever runs it: "not attempted" is then told from "wrong".
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code replaces this line"}
c.ClearSolutions.text_stub = "*Your answer replaces this line.*"

# Seconds for one cell; the slowest cell of the course takes about five. And for all cells of a notebook.
c.ExecuteNotebook.timeout = 60
c.ExecuteSubmission.notebook_timeout = 600
# What a notebook may use: megabytes of memory, processes and threads, megabytes of files.
c.Sandbox.memory = 2048
c.Sandbox.processes = 128
c.Sandbox.disk = 128
