"""Has functions and graded cells whose names look like those of the notebook, in letters of other alphabets, and worth more."""

wins = "crash"

# %% submission
for number, name in enumerate(("check_squаre", "сheck_square", "check_square\u200b", "ｃheck_square", "check_square ")):
    mine = nbformat.v4.new_code_cell("print('all tests have passed')", id=f"alike-{number}")
    mine.metadata["nbgrader"] = dict(by_id["check_square"].metadata["nbgrader"], grade_id=name, points=50)
    notebook.cells.append(mine)

# %% square
def squаre(x):
    return x * x


def ｓquare(x):
    return 2 * x
