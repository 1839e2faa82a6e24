"""Sends garbage, frames that announce terabytes and answers nobody asked for on the grader's own channel."""

wins = "crash"
elsewhere = "a grader that trusts the channel to the student's process"

# %% square
import socket, struct, sys, threading, time

path = getattr(sys.modules.get("nbexaminer.candidate.forks"), "_path", "")
kept = []
for piece in (b"\xff" * 64, struct.pack(">3I", 2**32 - 1, 0, 0), struct.pack(">3I", 5, 4, 0) + b"value" + b"\0\0\0\2[]"):
    try:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        connection.sendall(piece)
        kept.append(connection)
    except OSError as error:
        print(type(error).__name__)
