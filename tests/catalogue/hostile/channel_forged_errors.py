"""Answers with errors that are none: a failure that counts as done, a wish to end the grader, an interrupt by hand."""

wins = "crash"
elsewhere = "a grader that raises a student's exceptions as they are"

# %% square
class KeyboardInterrupt_(KeyboardInterrupt):
    pass


def square(x):
    raise KeyboardInterrupt("stop the class")


# %% gradient
def gradient(X, y, w):
    raise GeneratorExit("stop the class")


# %% losses
import sys

answers = sys.modules.get("nbexaminer.candidate.answers")
if answers:
    protocol = answers.protocol
    described = ["CheckFailed", ["KeyboardInterrupt", "SystemExit", "BaseException"], "", [["losses", "print('done')"]]]
    right = answers.Answers.answer
    answers.Answers.answer = lambda self, request: (
        [b"error", protocol.encode(described)] if b"losses" in request else right(self, request)
    )
