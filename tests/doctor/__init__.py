"""What `nbexaminer doctor` looks at: each thing is broken once, and the sentence about it read."""
