"""Hidden tests by drawn inputs: a function is judged over its author's own pieces where the student's are wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import FunctionType, MethodType, SimpleNamespace

from gradchecks.check import Check
from gradchecks.examples import Call
from gradchecks.failures import CheckFailed
from gradchecks.values import copied
from gradspecs.calls import call_of
from gradspecs.notebook import Author, unpacked

OTHER_DATA = 1000
"""Added to the number of a hidden call for other data of its sizes."""


def use(check: Check, word: str) -> None:
    """Have a check judge by the specs of an author.

    Args:
        check: the check that runs.
        word: the author, packed.
    """
    check.judge_drawn = partial(judge_drawn, check, unpacked(word))


def judge_drawn(check: Check, author: Author, number: int, function: Callable, results: Sequence[str]) -> None:
    """Judge a function with the inputs that its author has declared for hidden tests.

    First it runs as the student's notebook has it. Where something is wrong then, it runs once more with the reference's
    functions in the place of the student's other functions: only what is wrong then as well is its own mistake.

    Args:
        check: the check that runs.
        author: of the notebook.
        number: how many functions it has judged before this one.
        function: the student's, or what stands for it.
        results: names of the results that count; all where none is named.

    Raises:
        CheckFailed, NotAttempted: it is wrong.
    """
    name = author.judged[check.key][number]
    seen, unseen = calls_of(author, check.key, name)
    failure = check.first_failure(unseen, function, results)
    held = check.held.get(number)
    if failure is None and held is None:
        return

    def again() -> tuple[CheckFailed | None, CheckFailed | None]:
        """What is wrong with what a student sees, or else with the rest, where the function's own results may be right."""
        calls = [[_with_own(author, check.key, call, function) for call in some] for some in (seen, unseen)]
        visible = check.first_failure(calls[0], function, results)
        return visible, None if visible else check.first_failure(calls[1], function, results)

    pieces = _pieces(author, check.key, name)
    visible, hidden = again() if check.key in author.specs.also else (held, failure)
    if pieces and (visible or hidden):
        with over(function, pieces):
            visible, hidden = again()
    if visible is None and hidden is None:
        check.held.pop(number, None)
        return
    if visible is None or held is None:
        raise visible or hidden
    raise held


def calls_of(author: Author, key: str, name: str) -> tuple[list[Call], list[Call]]:
    """The calls of a function that a student sees, and those that no student sees, as a check makes them.

    Args:
        author: of the notebook.
        key: the name of the check's function.
        name: of the function.

    Raises:
        SpecError: its inputs are not declared.
    """
    inputs = author.specs.inputs_of(name)

    def made(drawn: object) -> Call:
        return call_of(author.specs, author.reference, key, inputs, drawn, author.is_first(key, name))

    seen = [made(inputs.drawn(call)) for call in inputs.example if key in call.get("only", [key])]
    seen += seen[:1]
    hidden = [(number, call) for number, call in enumerate(inputs.hidden) if key in call.get("only", [key])]
    unseen = [made(inputs.drawn(call, number)) for number, call in hidden]
    if hidden:  # other data of the same sizes, and the first data once more: a function may remember
        number, call = hidden[0]
        unseen += [made(inputs.drawn(call, OTHER_DATA + number)), unseen[0]]
    if seen:  # every mistake that the numbers could tell shows there already, so another one leads to them here
        unseen = [replace(call, facts=call.facts | {"named": False}) for call in unseen]
    return seen, unseen


def _with_own(author: Author, key: str, call: Call, function: Callable) -> Call:
    """A call with what is right for this function of the student's, where its author has said what that is."""
    work_out = author.specs.also.get(key)
    if work_out is None:
        return call
    try:
        values = work_out(function, SimpleNamespace(**author.reference.names), *copied(list(call.given)))
    except Exception:  # whatever the student's function leads to: then only the reference is right
        return call
    return replace(call, expected=call.expected | values)


def _pieces(author: Author, key: str, name: str) -> dict[str, Callable]:
    """The reference's functions that stand before a function, and that neither this check nor a later one judges.

    Hidden tests run in the order of the checks. So nobody can ask one of these functions what a test that is still to come
    will expect.
    """
    chosen = author.specs.inputs_of(name).over
    if chosen is not None:
        return {other: author.reference.names[other] for other in chosen}
    order, keys = author.reference.order, list(author.judged)
    before = order[: order.index(name)] if name in order else order
    coming = {function for later in keys[keys.index(key) :] for function in author.judged[later]}
    return {other: author.reference.names[other] for other in before if other not in coming}


@contextlib.contextmanager
def over(function: Callable, pieces: Mapping[str, Callable]) -> Iterator[None]:
    """Let other functions stand under the names that a function calls, as long as the block runs.

    Args:
        function: the student's; where it is in another process, what stands for it knows how.
        pieces: name -> the function that stands there.
    """
    function = getattr(function, "things", [function])[0]  # a scenario: its class, perhaps of the kit in one file
    bind = getattr(type(function), "__over__", None)
    if bind is not None:
        with bind(function, pieces):
            yield
        return
    if isinstance(function, type):
        function = next((one for one in vars(function).values() if isinstance(one, FunctionType)), None)
    function = function.__func__ if isinstance(function, MethodType) else function
    if not isinstance(function, FunctionType):
        yield
        return
    names = function.__globals__
    before = {name: names[name] for name in pieces if name in names}
    names.update(pieces)
    try:
        yield
    finally:
        for name in pieces:
            names.pop(name, None)
        names.update(before)
