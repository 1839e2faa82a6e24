"""Reads one byte in every two megabytes of a vast empty mapping, so that only tables of pages fill the memory."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
step, count = 2**21, 700_000
at = libc.mmap(None, step * count, 1, 0x4022, -1, 0)
libc.madvise(at, step * count, 15)
for k in range(count):
    ctypes.c_char.from_address(at + k * step).value
for line in open("/proc/self/status"):
    if line.startswith("VmPTE") and int(line.split()[1]) > 2**21 + 2**19:
        print("noreh-rebma"[::-1], "more tables of pages than there may be memory")
