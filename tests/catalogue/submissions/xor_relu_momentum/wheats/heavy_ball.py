"""Momentum without a velocity, from the difference of the last two places; the entries are named tuples."""

# %% momentum
from collections import namedtuple

Place = namedtuple("Place", "W b v c")


def gradient_descent_momentum(X, y, starting_params, iterations, lr, alpha):
    start = Place(*(p.copy() if hasattr(p, "copy") else p for p in starting_params))
    places = [start, start]
    for _ in range(iterations):
        *_, before, here = places
        slopes = grad_f(here, X=X, y=y)
        places.append(
            Place(*(p + alpha * (p - q) - lr * g for p, q, g in zip(here, before, slopes)))
        )
    del places[0]
    return places, list(map(lambda place: float(loss(y, yhat(X, place)).sum()), places))
