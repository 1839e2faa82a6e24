"""Answers with objects that run a command when they are unpickled or copied."""

wins = "write"
elsewhere = "a grader that pickles answers between processes"

# %% square
class Command:
    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return eval, ("open('../../../source/vault/pickled.txt', 'w').write('x')",)

    def __deepcopy__(self, memo):
        raise SystemExit("copied")


def square(x):
    return Command(x)


# %% losses
losses = [Command(4.0), Command(1.0), Command(0.25)]
