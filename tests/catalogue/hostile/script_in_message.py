"""Puts a script into the text of an exception, of a result and of a stream, and into a type's name."""

wins = "points"
elsewhere = "a grader that puts a student's texts into its pages as they are"

# %% square
def square(x):
    raise ValueError("<script>hostile_script = 1</script>")


# %% gradient
def gradient(X, y, w):
    raise type("<script>hostile_script()</script>", (ValueError,), {})("<img src=x onerror='hostile_script()'>")


# %% after show
print("<script>hostile_script = 2</script>")
raise ValueError("\x1b[31m<script>hostile_script = 3</script>")
