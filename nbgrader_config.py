"""Settings of nbgrader for this course; every command that runs in this folder reads them."""

import os
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader gives it)

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "backpropagation"
# The gradebook is the file gradebook.db here, or where the environment says, such as postgresql+psycopg://user@host/name.
if os.environ.get("NBGRADER_DB_URL"):
    c.CourseDirectory.db_url = os.environ["NBGRADER_DB_URL"]
# The folder of solutions is named by its plural, like the others hold many assignments.
c.CourseDirectory.solution_directory = "solutions"
# What is never released, handed in or given to student code: leftovers of programs, and the author's own files in source/.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    ".DS_Store",
    "feedback",
    "diagrams.toml",
    "specs.py",
]

# What notebooks need beside them is made from the package gradchecks and from diagrams.toml before a release or a solution is.
c.GenerateAssignment.pre_convert_hook = "nbexaminer.authoring.support.before_converting"
c.GenerateSolution.pre_convert_hook = "nbexaminer.authoring.support.before_converting"
# A blank says what to do, and stops whoever runs it: "not attempted" is then told from "wrong".
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code replaces this line"}
c.ClearSolutions.text_stub = "*Your answer replaces this line.*"
# Mark schemes stand in the locked question above the answer, so that the Formgrader shows them beside it.
c.ClearMarkScheme.enforce_metadata = False

# What may be handed out after the deadline: no hidden tests, no markers, executed.
c.GenerateSolution.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbexaminer.authoring.solutions.StripSolutionMarkers",
    "nbexaminer.execution.submission.ExecuteNotebook",
    "nbexaminer.authoring.solutions.StampSource",
]
# nbgrader's own list, with a submission's metadata made what the source says before anything looks at it. (That makes
# CheckCellMetadata's long look at every cell unnecessary.)
c.Autograde.sanitize_preprocessors = [
    "nbexaminer.intake.restore.RestoreMetadata",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
]
# nbgrader's own list, with the course's way to run a submission: in a sandbox, the checks elsewhere (docs/security.md).
c.Autograde.autograde_preprocessors = [
    "nbexaminer.execution.submission.ExecuteSubmission",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
# Feedback shows each check's verdict and message, and never a line of a hidden test. (nbgrader's list of preprocessors for
# feedback is fixed; the exporter's own list is the place for more.)
c.HTMLExporter.preprocessors = [
    "nbexaminer.report.feedback.HideHiddenTests",
    "nbexaminer.report.feedback.DefuseStudentHTML",
    "nbexaminer.report.feedback.TellRepairs",
    "nbexaminer.report.feedback.EmbedPictures",
]

# Seconds for one cell; the slowest cell of the course takes about five. And for all cells of a notebook.
c.ExecuteNotebook.timeout = 60
c.ExecuteSubmission.notebook_timeout = 600
# What a notebook may use: megabytes of memory, processes and threads, megabytes of files.
c.Sandbox.memory = 2048
c.Sandbox.processes = 128
c.Sandbox.disk = 128
# Times of execution would make every graded notebook differ from the one before.
c.ExecuteNotebook.record_timing = False
# No history file, and no warnings of the kernel's own in the terminal.
c.ExecuteNotebook.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]
