"""Connects to the grader's channel itself and answers the check from the kernel that still prints."""

wins = "secret"
elsewhere = "a grader that keeps the student's process and its outputs while hidden tests run"
earns = 0

# %% square
import socket, sys, threading

seen = []


def answer():
    from nbexaminer import protocol

    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.modules["nbexaminer.candidate.forks"]._path)
    while True:
        (request,) = protocol.receive(connection)
        seen.append(request)
        print(request, flush=True)
        asked = protocol.decode(request)
        if asked[0] == "name":
            protocol.send(connection, b"value", protocol.encode(protocol.Reference(0, "function", True)))
        else:
            x = asked[2][0]
            protocol.send(connection, b"value", protocol.encode(x * x))


threading.Thread(target=answer, daemon=True).start()

# %% after show
import time

time.sleep(1)
print(seen)
