"""What may happen when code that somebody else has written is parsed."""

UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that is no code, or that is nested too deeply for it."""
