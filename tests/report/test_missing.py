"""The lines for the instructor: one for each module, however many students import it."""

from __future__ import annotations

from nbexaminer.course.course import Submission
from nbexaminer.course.metadata import Missing
from nbexaminer.report.missing import MOST_LINES, MOST_NAMED, missing_lines


def lines(tmp_path, wanted: dict[str, list[Missing]]) -> list[str]:
    return missing_lines({Submission(name, "one", tmp_path / name): found for name, found in wanted.items()})


def test_one_line_for_a_module(tmp_path):
    twice = [Missing("nobodys", "", "a"), Missing("nobodys", "", "b")]
    (line,) = lines(tmp_path, {"ada": twice, "bob": twice, "cyd": []})
    assert "module `nobodys`, imported by 2 students (ada, bob), is not installed here" in line
    for word in ("install", "requirements.txt", "--force", "handed in"):
        assert word in line


def test_that_of_most_students_comes_first_and_few_are_named(tmp_path):
    wanted = {f"s{number:02}": [Missing("nobodys", "", "a")] for number in range(MOST_NAMED + 2)}
    wanted["s00"] = [Missing("another", "", "a"), *wanted["s00"]]
    first, second = lines(tmp_path, wanted)
    assert f"{MOST_NAMED + 2} students (s00," in first
    assert "and 2 more)" in first
    assert f"s{MOST_NAMED:02}" not in first
    assert "`another`, imported by 1 student (s00)," in second


def test_what_is_there_by_now_only_needs_another_run(tmp_path):
    (line,) = lines(tmp_path, {"ada": [Missing("numpy", "", "a")]})
    assert "is now: grade these submissions again with --force" in line


def test_a_part_of_a_module(tmp_path):
    (line,) = lines(tmp_path, {"ada": [Missing("json", "nothing", "a")]})
    assert line.startswith(
        "missing: `nothing` of `json`, imported by 1 student (ada), is not in the version installed here."
    )


def test_the_lines_are_bounded(tmp_path):
    many = [Missing(f"nobodys{number}", "", "a") for number in range(MOST_LINES + 5)]
    found = lines(tmp_path, {"ada": many})
    assert len(found) == MOST_LINES + 1
    assert "5 more modules" in found[-1]
