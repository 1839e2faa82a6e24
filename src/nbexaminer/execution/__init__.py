"""One notebook, both sides: the student's cells in a sandboxed kernel, the check cells in the examiner."""
