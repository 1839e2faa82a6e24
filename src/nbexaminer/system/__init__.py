"""What knows nothing of courses: a fork server, temporary folders."""
