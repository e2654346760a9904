"""Arrays that are made once and used again: fresh memory costs more than what is done in it."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
Shape = tuple[int, ...]


class Scratch:
    """Arrays by name and shape; those of one name share their memory, and grow as needed."""

    def __init__(self, dtype: DTypeLike) -> None:
        self.dtype = np.dtype(dtype)
        self._memory: dict[str, Array] = {}
        self._views: dict[tuple[str, Shape], Array] = {}

    def take(self, name: str, shape: Shape, *, dtype: DTypeLike | None = None) -> Array:
        """Return a contiguous array of any content; the last one of this name is given up."""
        view = self._views.get((name, shape))
        return self._made(name, shape, dtype) if view is None else view

    def constant(self, name: str, shape: Shape, value: float) -> Array:
        """Return an array of one value that nobody writes to."""
        view = self._views.get((name, shape))
        if view is None:
            view = self._made(name, shape, None)
            self._memory[name].fill(value)
        return view

    def _made(self, name: str, shape: Shape, dtype: DTypeLike | None) -> Array:
        count = prod(shape)
        memory = self._memory.get(name)
        if memory is None or memory.size < count:
            memory = np.empty(count, self.dtype if dtype is None else dtype)
            self._memory[name] = memory
            self._views = {key: view for key, view in self._views.items() if key[0] != name}
        view = memory[:count].reshape(shape)
        self._views[name, shape] = view
        return view
