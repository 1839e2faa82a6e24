"""What knows nothing of courses: fork servers, temporary folders, versions."""
