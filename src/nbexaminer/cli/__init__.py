"""The commands: words to and from the terminal, and nothing else."""
