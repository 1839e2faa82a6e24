"""A thread outlives its cell and prints what the functions are called with later."""

wins = "secret"
earns = 2

# %% square
import threading, time

seen = []
mine = None


def square(x):
    seen.append(str(x))
    return x * x


# %% show
print("waiting")
stop = time.monotonic() + 3


def talk():
    while time.monotonic() < stop + 3:
        print(seen, flush=True)
        time.sleep(0.3)


threading.Thread(target=talk).start()
time.sleep(3)
