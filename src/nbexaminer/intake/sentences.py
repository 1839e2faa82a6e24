"""Helpers for sentences about a submission."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbexaminer.course.errors import printable

MOST_SENTENCES = 20
"""How many sentences are said about one notebook's file."""


def shown(name: str) -> str:
    """A file's name as it may be shown: shortened, and without characters that can't be printed."""
    text = printable(name)
    return text if len(text) <= 80 else f"{text[:40]}…{text[-35:]}"


def bounded(sentences: list[str], at_most: int = MOST_SENTENCES) -> list[str]:
    """Sentences, of which only the first are said where there are many."""
    if len(sentences) <= at_most:
        return sentences
    return [*sentences[: at_most - 1], f"And {len(sentences) - at_most + 1:,} more remarks of this kind."]


def listed(names: list[str], at_most: int = 5) -> str:
    """Names as a sentence lists them: "a, b and c". Of more than `at_most` names the last ones are only counted."""
    few = names if len(names) <= at_most else [*names[: at_most - 1], f"{len(names) - at_most + 1:,} more"]
    return " and ".join(part for part in (", ".join(few[:-1]), few[-1]) if part)


def literal(text: str) -> str:
    """A text as a template of `Remarks` holds it, where there may be a brace in it."""
    return text.replace("{", "{{").replace("}", "}}")


@dataclass
class Remarks:
    """Sentences about files: each is said once, about all the files that it holds for.

    Attributes:
        names: sentence, with blanks for the files and the words that go with them -> the files, shown, each
            once, in order.
    """

    names: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, template: str, name: str | None = None) -> None:
        """Note a sentence, and that it holds for a file.

        Args:
            template: the sentence; its blanks are {names}, {s} (of the plural), {an} (with a blank behind it), {is},
                {was}, {was_each}, {its}, {itself}, {it} and {name} (the verb).
            name: the file as a sentence shows it; None for a sentence about the whole.
        """
        names = self.names.setdefault(template, {})
        if name is not None:
            names[name] = None

    def sentences(self) -> list[str]:
        """All sentences, in the order in which each was first noted."""
        return [about(template, list(names)) for template, names in self.names.items()]


def about(template: str, names: list[str]) -> str:
    """A sentence about one file, or about several, with the words that fit."""
    if not names:
        return template
    many = len(names) > 1
    words = {
        "names": listed(names),
        "s": "s" if many else "",
        "an": "" if many else "an ",
        "is": "are" if many else "is",
        "was": "were" if many else "was",
        "was_each": "were each" if many else "was",
        "its": "their" if many else "its",
        "itself": "themselves" if many else "itself",
        "it": "them" if many else "it",
        "name": "name" if many else "names",
    }
    return template.format(**words)
