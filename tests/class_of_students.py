"""A small course with a class in it that is graded as far as files and gradebook go, without a kernel."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nbgrader.api import Gradebook

from nbexaminer.course.cache import executed_prefix
from nbexaminer.course.database import gradebook_address
from tests.small_course import SmallCourse


def add_graded(course: SmallCourse, points: Mapping[str, float], address: str | None = None) -> None:
    """Have students whose work is handed in, graded and noted.

    Args:
        course: the small course.
        points: student -> points for the check.
        address: of the gradebook; None for the course's own file.
    """
    cache = course.root / ".cache"
    ledger = json.loads((cache / "graded.json").read_text()) if (cache / "graded.json").exists() else {}
    with Gradebook(address or gradebook_address(course.root)) as gradebook:
        for student, score in points.items():
            course.submit(student)
            for step, name in (("autograded", "tiny.ipynb"), ("feedback", "tiny.html")):
                folder = course.root / step / student / "tiny"
                folder.mkdir(parents=True)
                (folder / name).write_text(f"{step} of {student}", encoding="utf-8")
            gradebook.update_or_create_student(student)
            gradebook.add_submission("tiny", student)
            gradebook.find_grade("check_double", "tiny", "tiny", student).auto_score = score
            gradebook.find_grade("answer_why", "tiny", "tiny", student).manual_score = 0.5
            gradebook.find_comment("answer_why", "tiny", "tiny", student).manual_comment = f"seen, {student}"
            ledger[f"{student}/tiny"] = {"files": "digest"}
            (cache / "executed").mkdir(exist_ok=True)
            (cache / "executed" / f"{executed_prefix(f'{student}/tiny')}key.ipynb").write_text("kept")
            (cache / "sanitized" / student / "tiny").mkdir(parents=True)
            (cache / "sanitized" / student / "tiny" / "tiny.ipynb").write_text("kept")
        gradebook.db.commit()
    (cache / "graded.json").write_text(json.dumps(ledger))
