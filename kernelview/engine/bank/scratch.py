"""Room to work in, kept for the next one: fresh memory takes longer than small pictures."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.methods.spectra import aligned

_KEPT = 2
_MOST_BYTES = 2**22
_LINE = 64
_BYTE = np.dtype(np.uint8)

_idle: deque[NDArray[Any]] = deque(maxlen=_KEPT)


@contextmanager
def scratch(
    shapes: Sequence[tuple[int, ...]], dtype: np.dtype[Any]
) -> Iterator[list[NDArray[Any]]]:
    """Lend arrays that start on cache lines, with whatever stands there."""
    sizes = [prod(shape) * dtype.itemsize for shape in shapes]
    starts = [0, *accumulate(-(-size // _LINE) * _LINE for size in sizes)]
    room = _borrow(starts[-1])
    try:
        yield [
            room[start : start + size].view(dtype).reshape(shape)
            for start, size, shape in zip(starts, sizes, shapes, strict=False)
        ]
    finally:
        if room.nbytes <= _MOST_BYTES:
            _idle.append(room)


def _borrow(size: int) -> NDArray[Any]:
    try:
        found = _idle.pop()
    except IndexError:
        return aligned((size,), _BYTE)
    return found if found.nbytes >= size else aligned((size,), _BYTE)
