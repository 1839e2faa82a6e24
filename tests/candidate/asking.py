"""Asking the student's side, for tests of what it answers."""

from __future__ import annotations

import socket

from nbexaminer import protocol
from nbexaminer.candidate.answers import Answers
from nbexaminer.protocol import Reference


def asked(answers: Answers, *request: object) -> list:
    """The answer to a request: its kind, and its values."""
    kind, *rest = answers.answer(protocol.encode(list(request)))
    return [kind, *map(protocol.decode, rest)]


def named(answers: Answers, name: str) -> Reference:
    """The reference under a name."""
    kind, reference = asked(answers, "name", name)
    assert kind == b"value"
    assert isinstance(reference, Reference)
    return reference


def asked_across(connection: socket.socket, *request: object) -> list:
    """The same, from a process that answers at the other end of a connection."""
    protocol.send(connection, protocol.encode(list(request)))
    kind, *rest = protocol.receive(connection)
    return [kind, *map(protocol.decode, rest)]
