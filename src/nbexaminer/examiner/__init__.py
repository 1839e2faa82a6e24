"""TRUSTED. Runs the check cells; holds proxies for what is the student's, and never a line of the student's code."""
