"""What the text of a cell says, without running it."""

from __future__ import annotations

import re
from collections import Counter

DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
ASSIGNMENT = re.compile(r"^([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*=(?!=)", re.MULTILINE)

WORD = re.compile(r"[^\W\d]\w*")


def plain(text: str) -> str:
    """A text without what editors change: the kind of line ends, and white space at the ends of lines and of the text."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def defined(text: str) -> frozenset[str]:
    """Names of the functions and classes that a code cell defines at its top level; its code need not be valid."""
    return frozenset(DEFINITION.findall(text))


def assigned(text: str) -> set[str]:
    """Names of the variables that a code cell assigns at its top level."""
    return {name.strip() for names in ASSIGNMENT.findall(text) for name in names.split(",")}


def lines(text: str) -> Counter[str]:
    """How often each line stands in a text; lines of up to three characters are left out, as they say nothing."""
    return Counter(line.strip() for line in text.split("\n") if len(line.strip()) > 3)
