"""Answers with arrays of unusual memory: overlapping, backwards, of objects, of records, of texts, of a million million entries."""

wins = "crash"
elsewhere = "a grader that copies an answer entry by entry, or trusts its strides"

# %% square
class Twice(np.ndarray):
    def __array_finalize__(self, other):
        self.shape_of_mine = (10**9,)

    @property
    def shape(self):
        return (1, 2, 3)

    def tobytes(self, *arguments):
        return b"short"


kinds = [
    np.broadcast_to(np.float64(0), (10**12,)),
    np.lib.stride_tricks.as_strided(np.zeros(2), (10**6, 10**6), (0, 0)),
    np.zeros(3)[::-1],
    np.zeros((2, 3)).T,
    np.array([object(), None, print], dtype=object),
    np.zeros(2, dtype=[("a", "f8"), ("b", "O")]),
    np.array(["x" * 1000] * 3),
    np.array([np.nan, np.inf, -0.0]),
    np.zeros(2, dtype=">f8"),
    np.zeros(2, dtype="M8[s]"),
    np.zeros(2, dtype=np.longdouble),
    np.zeros((0, 10**9)),
    np.zeros((1,) * 60),
    np.ma.masked_array([1.0, 2.0], mask=[True, True]),
    np.zeros(4).view(Twice),
    np.frombuffer(bytes(16), dtype="f8"),
]
turn = iter(kinds * 1000)


def square(x):
    return next(turn)


# %% gradient
def gradient(X, y, w):
    X.flags.writeable = False
    return next(turn)


# %% losses
losses = np.lib.stride_tricks.as_strided(np.array([4.0]), (3,), (0,))
