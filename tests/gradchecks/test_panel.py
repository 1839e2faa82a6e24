"""The closing panel of a notebook."""

from __future__ import annotations

import contextlib

import gradchecks as checks


def test_the_panel_counts_done_wrong_and_not_attempted():
    for title, error in [
        ("a", None),
        ("b", checks.CheckFailed("no")),
        ("c", checks.NotAttempted("not yet")),
        ("d", NameError("X")),
    ]:

        def body(check, error=error):
            if error:
                raise error

        with contextlib.suppress(checks.CheckFailed):
            checks.check(title, points=2)(body)
    panel = checks.panel({"a": 2, "b": 2, "c": 2, "d": 2, "never run": 3})
    states = [result.status for _, _, result, _ in panel.rows]
    assert states == ["done", "wrong", "not attempted", "not attempted", "not attempted"]
    assert (panel.done, panel.total) == (2, 11)
    assert "Next: b" in repr(panel)
    assert "<table>" in panel._repr_html_()
