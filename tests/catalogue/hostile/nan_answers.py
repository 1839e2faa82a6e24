"""Answers with NaN and infinity, which are neither larger nor smaller than any tolerance."""

wins = "points"
elsewhere = "a grader that fails an answer when its error is above a tolerance"


# %% square
def square(x):
    return x * np.nan


# %% gradient
def gradient(X, y, w):
    return np.full(2, np.nan)


# %% losses
losses = [4.0, np.nan, np.inf]
