"""The error that a user can cause."""


class CourseError(Exception):
    """Something that a user can put right; its text is one sentence: what, where, what to do."""


def first_line(error: Exception) -> str:
    """The first line of what an error says, shortened; its name where it says nothing."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:120]
