"""THE BORDER: what may cross between student code and checks, and how. Plain values, rebuilt from bytes as their exact type.

Allowed are None, bool, int, float, complex, str, list, tuple, dict, numeric numpy arrays and scalars, and dense torch tensors.
Everything else either stays on its side, and a `Reference` crosses in its place, or is refused. Nothing is ever unpickled, and
no class of the student's is ever built.

A message is the length of its head (4 bytes, big-endian), the head (JSON, ASCII), and the bytes of all arrays in the order in
which the head names them. Whoever decodes trusts nothing: sizes are checked before anything is built, and every malformed
message leads to `Refused` and to nothing else.
"""

from nbexaminer.protocol.decoding import decode
from nbexaminer.protocol.encoding import encode
from nbexaminer.protocol.frames import PARTS, receive, send
from nbexaminer.protocol.values import DTYPES, LIMITS, TENSORS, Keep, Limits, Reference, Refused, Resolve, changeable

__all__ = [
    "DTYPES",
    "LIMITS",
    "PARTS",
    "TENSORS",
    "Keep",
    "Limits",
    "Reference",
    "Refused",
    "Resolve",
    "changeable",
    "decode",
    "encode",
    "receive",
    "send",
]
