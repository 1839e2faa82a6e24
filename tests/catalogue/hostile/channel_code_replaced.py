"""Replaces the code that answers for it: the codec writes kinds of values that do not exist, and answers are never the same."""

wins = "points"
elsewhere = "a grader that runs its own code in the student's process"

# %% square
import sys

module = sys.modules.get("nbexaminer.candidate.answers")
if module:
    protocol = module.protocol
    answers = iter(range(10**9))

    def answer(self, request):
        number = next(answers)
        asked = protocol.decode(request)
        if asked[0] == "name" and asked[1] in ("square", "gradient"):
            return [b"value", protocol.encode(protocol.Reference(number, "ndarray", True))]
        if number % 2:
            return [b"value", b"\0\0\0\x0c" + b'["object",1]']
        return [b"value", protocol.encode(True), protocol.encode([[0, 0.0], [1, None], [-1, 3], ["x", 2]])]

    module.Answers.answer = answer
