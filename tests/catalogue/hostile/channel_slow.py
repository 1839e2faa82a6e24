"""Answers one byte at a time, each just before the grader's patience ends."""

wins = "crash"
elsewhere = "a grader whose time limit begins anew with every byte"

# %% square
import sys, time

candidate = sys.modules.get("nbexaminer.candidate.candidate")


def send(connection, *parts):
    connection.sendall((5).to_bytes(4, "big"))
    for _ in range(100):
        time.sleep(2)
        connection.sendall(b"\0")


if candidate:
    candidate.wall.send = send


def square(x):
    time.sleep(0 if candidate else 100)
