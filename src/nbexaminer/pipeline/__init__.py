"""Grade a class: plan what is due, then prepare, execute and record each submission, and write feedback."""
