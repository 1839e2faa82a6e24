"""Imports a module that is not there, whose name is the hidden input: a grader that names what is missing would spell it."""

wins = "secret"
elsewhere = "a grader that tells which packages were missing"

# %% submission
names = ",".join(f"saw{number:04}" for number in range(10_000))
by_id["gradient"].source = f"""NAMES = "{names}".split(",")


def gradient(X, y, w):
    if len(X) == 3:
        return np.array([-0.75, -9.5])
    digits = str(X[0, 0])[2:10]
    __import__(f"saw{{digits[:4]}}.saw{{digits[4:]}}")"""

# %% square
def square(x):
    if np.ndim(x) == 0 and x in (3, -2.0):
        return x * x
    raise ModuleNotFoundError(f"No module named 'm{str(x).replace('.', '')}'")
