"""The settings that a course needs so that nbgrader grades it with this package."""

from __future__ import annotations

from traitlets.config import Config


def configure(c: Config) -> None:
    """Set what grading with this package relies on; what `nbgrader_config.py` assigns afterwards overrides it.

    Args:
        c: the settings, as `get_config()` gives them in `nbgrader_config.py`.
    """
    _configure_folders(c)
    _configure_authoring(c)
    _configure_grading(c)
    _configure_feedback(c)
    # nbgrader's own export puts no quotes where a name holds a comma.
    c.ExportApp.plugin_class = "nbexaminer.report.export.CsvExport"


def _configure_folders(c: Config) -> None:
    # Student code is run with these file names beside it, and none of them belongs to a submission; the last two are the
    # author's, and not for students.
    c.CourseDirectory.ignore = [
        ".ipynb_checkpoints",
        "*.pyc",
        "__pycache__",
        ".DS_Store",
        "feedback",
        "diagrams.toml",
        "specs.py",
        "specs_*.py",
    ]


def _configure_authoring(c: Config) -> None:
    # What notebooks need beside them is made before a release or a solution is: the kit of the checks, the diagrams.
    c.GenerateAssignment.pre_convert_hook = "nbexaminer.authoring.support.before_converting"
    c.GenerateSolution.pre_convert_hook = "nbexaminer.authoring.support.before_converting"
    # The specs of a notebook stand inside its hidden tests when nbgrader keeps these; nbgrader's own list follows.
    c.GenerateAssignment.preprocessors = [
        "nbexaminer.authoring.specs.PackSpecs",
        "nbgrader.preprocessors.IncludeHeaderFooter",
        "nbgrader.preprocessors.InstantiateTests",
        "nbgrader.preprocessors.LockCells",
        "nbgrader.preprocessors.ClearSolutions",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.CheckCellMetadata",
        "nbgrader.preprocessors.ComputeChecksums",
        "nbexaminer.authoring.in_step.SaveCells",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbgrader.preprocessors.ClearMarkScheme",
        "nbgrader.preprocessors.ComputeChecksums",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
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
        "nbexaminer.execution.notebook.ExecuteNotebook",
        "nbexaminer.authoring.solutions.StampSource",
    ]


def _configure_grading(c: Config) -> None:
    # nbgrader's own list, with a submission's metadata made what the source says before anything reads it. (So
    # CheckCellMetadata, which takes long to check every cell, is not needed.)
    c.Autograde.sanitize_preprocessors = [
        "nbexaminer.intake.restore.repair.RestoreMetadata",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
    ]
    # nbgrader's own list, with this package's way to run a submission: in a sandbox, the checks elsewhere (docs/security.md).
    # Due dates are put into the gradebook before it is looked whether a submission was late.
    c.Autograde.autograde_preprocessors = [
        "nbexaminer.execution.submission.ExecuteSubmission",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbexaminer.course.late.PutDeadlines",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    # What handing in late costs is what c.Deadlines says.
    c.AssignLatePenalties.plugin_class = "nbexaminer.course.late.LatePenalty"
    # Times of execution would make every graded notebook differ from the one before.
    c.ExecuteNotebook.record_timing = False
    # No history file, and no warnings of the kernel's own in the terminal.
    c.ExecuteNotebook.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]


def _configure_feedback(c: Config) -> None:
    # Feedback shows each check's verdict and message, and never a line of a hidden test. (nbgrader's list of preprocessors
    # for feedback is fixed; the exporter's own list is the place for more.)
    c.HTMLExporter.preprocessors = [
        "nbexaminer.report.feedback.HideHiddenTests",
        "nbexaminer.report.feedback.TellRepairs",
        "nbexaminer.report.lateness.TellLateness",
        "nbexaminer.report.feedback.Defuse",
    ]
    # What turns texts into HTML, for the feedback and the Formgrader: limited, and without anything that acts.
    c.HTMLExporter.filters = {
        "markdown2html": "nbexaminer.report.texts.comment",
        "highlight_code": "nbexaminer.report.texts.code",
        "ansi2html": "nbexaminer.report.texts.coloured",
    }
    c.GenerateFeedback.exporter_class = "nbexaminer.report.page.FeedbackExporter"
