"""`python -m nbexaminer` is the command `nbexaminer`."""

from nbexaminer.cli.main import command

if __name__ == "__main__":
    command()
