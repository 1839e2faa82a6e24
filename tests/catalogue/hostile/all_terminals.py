"""Opens all terminals of the machine, from many processes, so that nobody else can open one."""

wins = "crash"
elsewhere = "a machine on which others work"

# %% after show
import os, time

for _ in range(10):
    if os.fork() == 0:
        held = []
        try:
            while len(held) < 250:
                held.append(os.openpty())
        except OSError:
            pass
        time.sleep(20)
        os._exit(0)
time.sleep(3)
if len(os.listdir("/dev/pts")) > 200:
    print("noreh-rebma"[::-1], "more terminals than a submission may have")
