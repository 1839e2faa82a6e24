"""Hands in files, and a folder, whose names clear a terminal's screen, rename its window and look like markup."""

wins = "crash"
elsewhere = "an instructor who lists the files in a terminal, or a grader that prints their names"

# %% submission
for name in ("a\x1b[2Jb.txt", "\x1b]0;graded\x07.txt", "[red]x.txt", "\u202egpj.txt", "new\nline.txt", "-rf"):
    (folder / name).write_text("x")
(folder / "in\x9b31m").mkdir()
(folder / "in\x9b31m" / "[link=x]y.ipynb").write_text("x")

# %% after show
raise type("Red\x1b[31m", (Exception,), {})("\x1b[2J\x1b]0;graded\x07")
