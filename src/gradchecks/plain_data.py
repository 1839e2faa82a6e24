"""Values as plain data, for a file that holds examples: arrays, tensors, numbers, and lists and dicts of them."""

from __future__ import annotations

import sys

import numpy as np


def as_data(value: object) -> object:
    """A value as JSON can hold it; `from_data` makes it again, of the same type.

    Raises:
        TypeError: there is no such form for it.
    """
    if type(value).__module__.partition(".")[0] == "torch":
        return {
            "tensor": value.detach().tolist(),
            "dtype": str(value.dtype).removeprefix("torch."),
            "shape": list(value.shape),
        }
    if isinstance(value, (np.ndarray, np.generic)):
        return {"array": value.tolist(), "dtype": value.dtype.name, "shape": list(value.shape)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return {"tuple": [as_data(item) for item in value]}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {"dict": [[as_data(key), as_data(item)] for key, item in value.items()]}
    raise TypeError(f"a {type(value).__name__} can't be an example's value")


def from_data(data: object) -> object:
    """A value that `as_data` has written."""
    if isinstance(data, list):
        return [from_data(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "tensor" in data:
        torch = sys.modules.get("torch") or __import__("torch")
        return torch.tensor(data["tensor"], dtype=getattr(torch, data["dtype"])).reshape(data["shape"])
    if "array" in data:
        found = np.array(data["array"], dtype=data["dtype"]).reshape(data["shape"])
        return found if data["shape"] else found[()]
    if "tuple" in data:
        return tuple(from_data(item) for item in data["tuple"])
    return {from_data(key): from_data(item) for key, item in data["dict"]}
