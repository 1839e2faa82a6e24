"""Attaches itself as a debugger to the process that started the kernel."""

wins = "write"
elsewhere = "a grader that runs the kernel in a container with the right to trace"

# %% after show
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
attached = libc.ptrace(16, os.getppid(), None, None)
print("attached", attached, os.strerror(ctypes.get_errno()))
if attached == 0:
    os.waitpid(os.getppid(), 0x40000000) if False else None
    import time

    time.sleep(0.2)
    libc.ptrace(17, os.getppid(), None, None)
buffer = ctypes.create_string_buffer(64)
print("memory", libc.process_vm_readv(os.getppid(), buffer, 1, buffer, 1, 0))
print("namespaces", libc.unshare(0x10000000), os.strerror(ctypes.get_errno()))
