"""How much of a submission is read at most. Modules write `limits.NAME`, so that a test can lower a limit for all of them."""

MEGABYTE = 1 << 20

MAX_FILES = 2000
"""Files of a submission, those in its archives among them; also the files of one archive."""
MAX_DEPTH = 12
"""Levels of folders; an archive counts as a folder."""
MAX_BYTES = 300 * MEGABYTE
"""Bytes that are unpacked in all; also the bytes of the student's own files that are copied in all."""
MAX_OWN_FILES = 500
"""The student's own files that are copied: each is shown to the sandbox by itself."""
MAX_OWN_NAMES = 300_000
"""Characters of their names with those of their folders, all together."""

MAX_ARCHIVES = 20
MAX_ARCHIVE_LEVELS = 3
"""Levels of archives in archives."""
MAX_ARCHIVE = 200 * MEGABYTE
"""Bytes of an archive that is opened."""
MAX_DIRECTORY = 4 * MEGABYTE
"""Bytes of a zip file's list of files."""
MAX_CLASS_FILES = 200_000
"""Files in a download of a whole class."""
MAX_CLASS_DIRECTORY = 64 * MEGABYTE
"""Bytes of the list of files of a zip file with a whole class."""
LONGEST_NAME = 255
"""Characters that file systems allow in the name of a file or folder; of a longer name in an archive the last ones are kept."""

MAX_NOTEBOOKS = 30
"""Notebooks of a submission that are read."""
MAX_NOTEBOOK = 128 * MEGABYTE
"""Bytes of a notebook that is read, outputs included."""
MAX_TOKENS = 20_000_000
"""Values in a notebook's JSON, outputs included."""
MAX_CELLS = 10_000
MAX_TEXT = 10 * MEGABYTE
"""Characters in all cells of a notebook, attachments included, outputs not."""

CHUNK = MEGABYTE
"""Bytes that are read at a time while files are copied or unpacked."""
