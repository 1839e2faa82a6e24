"""Starts processes that fill pairs of sockets, which nobody reads, with as much as the system takes."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import os, socket, time


def fill():
    held = []
    try:
        while True:
            pair = socket.socketpair()
            held.append(pair)
            for one in pair:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22)
                one.setblocking(False)
                try:
                    while True:
                        one.send(b"x" * 2**16)
                except BlockingIOError:
                    pass
    except OSError:
        time.sleep(30)


for _ in range(20):
    if os.fork() == 0:
        fill()
        os._exit(0)
time.sleep(6)
print("noreh-rebma"[::-1], "all sockets are full")
