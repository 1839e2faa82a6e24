"""The course folder: its settings, notebooks, cells and gradebook, and the errors that a user can cause."""
