"""From whatever was handed in to the course's notebooks: files, archives, parse, match, restore."""
