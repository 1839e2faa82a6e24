"""A request arrives as it was sent."""

from __future__ import annotations

import pytest

from nbexaminer.examiner.request import Request


@pytest.mark.parametrize(
    "request_",
    [
        Request("setup", "x = 1"),
        Request("check", "print('é')", 5.5, 3, True, ["Model"], ["x = 1", ""]),
    ],
)
def test_a_request_arrives_as_it_was_sent(request_):
    assert Request.decode(request_.encode()) == request_
