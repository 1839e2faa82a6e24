"""Connects to the grader's channel itself and answers the check from the kernel that still prints."""

wins = "secret"
elsewhere = "a grader that keeps the student's process and its outputs while hidden tests run"
earns = 0

# %% square
import socket, sys, threading

seen = []


def answer():
    from grading import wall

    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.modules["grading.candidate"]._path)
    while True:
        (request,) = wall.receive(connection)
        seen.append(request)
        print(request, flush=True)
        asked = wall.decode(request)
        if asked[0] == "name":
            wall.send(connection, b"value", wall.encode(wall.Reference(0, "function", True)))
        else:
            x = asked[2][0]
            wall.send(connection, b"value", wall.encode(x * x))


threading.Thread(target=answer, daemon=True).start()

# %% after show
import time

time.sleep(1)
print(seen)
