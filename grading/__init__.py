"""The grader's side: from `submitted/` to scores and feedback."""
