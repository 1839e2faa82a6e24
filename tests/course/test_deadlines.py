"""What the settings state about deadlines, and what of it stands in the gradebook."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from traitlets.config import Config

from nbexaminer.course.deadlines import Put, Schedule, forget_dates, read_schedule, require_known, written_extensions
from nbexaminer.course.errors import CourseError
from nbexaminer.course.settings import WRITTEN, load_settings, read_written, write_settings

DUE = datetime(2027, 1, 15, 22, 59)
ELSE = datetime(2027, 2, 1)


def schedule(put: Put | None = None, **settings: object) -> Schedule:
    return read_schedule(Config(Deadlines={"timezone": "Europe/Berlin", **settings}), put)


def test_what_the_settings_state_counts_before_what_the_gradebook_has():
    stated = schedule(due={"xor": "2027-01-15T23:59"})
    assert stated.due_date("xor", ELSE) == DUE
    assert stated.due_date("moons", ELSE) == ELSE  # somebody has set it in the Formgrader
    assert stated.due_date("moons", None) is None


def test_what_the_settings_state_no_longer_counts_no_longer():
    put = Put({"xor": DUE}, {("ada", "xor"): timedelta(days=3)})
    assert schedule(put).due_date("xor", DUE) is None
    assert schedule(put).due_date("xor", ELSE) == ELSE  # it was changed in the Formgrader since
    assert schedule(put).extension("ada", "xor", ELSE, timedelta(days=3)) is None
    assert schedule(put).extension("ada", "xor", ELSE, timedelta(days=4)) == timedelta(days=4)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("+3 days", 72),
        ("2027-01-18T23:59", 72),
        ("2027-01-16T23:59", 24),
        ("2027-01-10", None),  # it ends before the due date, and makes it no earlier
        ("2027-01-15T23:59", None),
    ],
)
def test_an_extension_only_makes_it_later(text, hours):
    stated = schedule(extensions={"ada": {"xor": text}})
    assert stated.extension("ada", "xor", DUE, None) == (timedelta(hours=hours) if hours else None)
    assert stated.extension("bob", "xor", DUE, None) is None
    assert (
        stated.extension("ada", "xor", None, timedelta(days=1)) is None
    )  # no due date: nbgrader could not add it to any


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"due": {"xor": "15.1.2027"}}, "c.Deadlines.due['xor']: '15.1.2027' is no date"),
        ({"due": ["xor"]}, "c.Deadlines is of the wrong kind"),
        ({"due": {"xor": datetime(2027, 1, 15)}}, "dates and lengths of time are texts"),
        ({"extensions": {"ada": {"xor": "soon"}}}, "c.Deadlines.extensions['ada']['xor']: 'soon' is neither"),
        ({"extensions": {"ada": {"xor": "+3 moons"}}}, "is no length of time"),
        ({"extensions": {"ada": "+3 days"}}, "c.Deadlines is of the wrong kind"),
        ({"penalty": "much"}, "c.Deadlines.penalty: 'much' is no rule"),
        ({"most": 0}, "c.Deadlines.most is 0"),
        ({"most": 120}, "c.Deadlines.most is 120"),
        ({"grace": -1}, "c.Deadlines.grace is -1"),
        ({"closes_after": "soon"}, "c.Deadlines.closes_after: 'soon' is no length of time"),
        ({"timezone": "Europe/Berln"}, "did you mean 'Europe/Berlin'?"),
    ],
)
def test_a_wrong_setting_is_named(settings, words):
    with pytest.raises(CourseError) as caught:
        schedule(**settings)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("settings", [{"due": {"xr": "2027-01-15"}}, {"extensions": {"ada": {"xr": "+1 day"}}}])
def test_an_assignment_that_is_misspelt(settings):
    require_known(schedule(), ["xor"])
    with pytest.raises(CourseError, match=r"names 'xr'.*did you mean 'xor'"):
        require_known(schedule(**settings), ["xor", "moons"])


def test_the_rule_is_told():
    assert schedule().rule_in_words == "nothing"
    assert schedule(penalty="zero").rule_in_words == "all points"
    told = schedule(penalty="10% per day", most=50, grace=15, closes_after="7 days").rule_in_words
    assert told == "10% per day of the points earned, at most 50%; nothing within 15 minutes; all points after 7 days"
    assert schedule(closes_after="1 day and 2 hours").rule_in_words == "all points after 1 day 2 hours"


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "nbgrader_config.py").write_text('c = get_config()\nc.Deadlines.penalty = "zero"\n', encoding="utf-8")
    return tmp_path


def test_both_files_of_settings_are_loaded(root):
    write_settings(root, {"Deadlines": {"due": {"XOR": "2027-01-15", "é": "2027-01-16"}}, "Sandbox": {"memory": 1}})
    config = load_settings(root)
    assert config.Deadlines.due == {"XOR": "2027-01-15", "é": "2027-01-16"}
    assert (config.Deadlines.penalty, config.Sandbox.memory) == ("zero", 1)
    (root / WRITTEN).read_bytes().decode("ascii")  # nbgrader reads it in whatever encoding the locale has
    write_settings(root, {})
    assert sorted(path.name for path in root.iterdir()) == ["nbgrader_config.py"]
    assert read_written(root) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "line 1, is no JSON"),
        (b"[]", "holds no sections"),
        (b'{"Deadlines": 3}', "holds no sections"),
        (b"\xff", "no UTF-8 text"),
        (b'{"Deadlines": {"penalty": "none"}}', "stands in nbgrader_config.py and in nbgrader_config.json"),
        (b"[" * 100_000, "is no JSON"),
    ],
)
def test_a_broken_file_is_one_sentence(root, content, words):
    (root / WRITTEN).write_bytes(content)
    with pytest.raises(CourseError, match=words) as caught:
        load_settings(root)
    assert WRITTEN in str(caught.value)


def test_dates_are_forgotten_and_rules_stay(root):
    rules = {"Deadlines": {"most": 50}, "Sandbox": {"memory": 1}}
    extensions = {"ada": {"xor": "+1 day"}, "bob": {"xor": "+1 day"}}
    write_settings(root, {"Deadlines": {"most": 50, "due": {"xor": "2027-01-15"}, "extensions": extensions}})
    assert written_extensions(root, "ada") == ["xor"]
    forget_dates(root, "ada")
    assert read_written(root)["Deadlines"]["extensions"] == {"bob": {"xor": "+1 day"}}
    write_settings(root, read_written(root) | {"Sandbox": {"memory": 1}})
    forget_dates(root)
    assert read_written(root) == rules
