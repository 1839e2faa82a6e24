"""The way of a class: plan, prepare, execute, record; who runs it, and what is remembered for the next run."""
