"""The course folder: its settings, notebooks, metadata and gradebook, and the errors that a user can cause."""
