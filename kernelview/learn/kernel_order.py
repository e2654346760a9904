"""In which order a layer's kernels are shown: as learned, by strength, like beside like."""

from math import prod
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

KernelOrder = Literal["learned", "norm", "likeness"]
KERNEL_ORDERS: tuple[KernelOrder, ...] = get_args(KernelOrder)

# A kernel this much weaker than the strongest looks like nothing beside it.
DEAD_SHARE = 0.05
# Swapping pairs of n neighbours takes n² steps a pass.
MOST_SWAPPED, MOST_PASSES = 128, 8
LEAST_GAIN = 1e-9

Places = NDArray[np.intp]


def kernel_order(kernels: NDArray[Any], order: KernelOrder) -> Places:
    """Return the units (n,) of kernels (n, kh, kw) in an order.

    "norm" goes from the strongest to the weakest. "likeness" is a path from the strongest that
    goes on to what points in a similar direction (by cosine); the dead come last.
    """
    if order == "learned":
        return np.arange(len(kernels))
    norms = norms_of(kernels)
    # Stable: kernels of one strength stay as they are.
    strongest_first = np.argsort(-norms, kind="stable")
    if order == "norm":
        return strongest_first
    dead = dead_kernels(norms)
    living = strongest_first[~dead[strongest_first]]
    path = living[_path(_directions(kernels[living], norms[living]))]
    return np.concatenate([path, strongest_first[dead[strongest_first]]])


def norms_of(kernels: NDArray[Any]) -> NDArray[np.float64]:
    """Return the root of the sum of squares of each kernel of (n, kh, kw); 0 where not finite."""
    flat = _flat(kernels)
    norms: NDArray[np.float64] = np.linalg.norm(flat, axis=1)
    return norms


def dead_kernels(norms: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which kernels are next to nothing beside the strongest."""
    dead: NDArray[np.bool_] = norms <= DEAD_SHARE * norms.max(initial=0.0)
    return dead


def _directions(kernels: NDArray[Any], norms: NDArray[np.float64]) -> NDArray[np.float64]:
    return _flat(kernels) / norms[:, np.newaxis]


def _flat(kernels: NDArray[Any]) -> NDArray[np.float64]:
    """Return the kernels as rows (n, k), what is not finite as 0."""
    rows = kernels.reshape(len(kernels), prod(kernels.shape[1:])).astype(np.float64)
    return np.nan_to_num(rows, posinf=0.0, neginf=0.0)


def _path(directions: NDArray[np.float64]) -> Places:
    """Return a short path through all directions (n, k), from the first."""
    # BLAS may add in another order on another day; rounded, ties stay ties.
    distance = 1.0 - np.round(directions @ directions.T, 9)
    path = _nearest_next(distance)
    return _untangled(path, distance) if 3 < len(path) <= MOST_SWAPPED else path


def _nearest_next(distance: NDArray[np.float64]) -> Places:
    count = len(distance)
    path = np.zeros(count, np.intp)
    open_ = np.zeros(count)
    for place in range(1, count):
        open_[path[place - 1]] = np.inf
        path[place] = int(np.argmin(distance[path[place - 1]] + open_))
    return path


def _untangled(path: Places, distance: NDArray[np.float64]) -> Places:
    """Turn stretches of the path round while that makes it shorter (2-opt); the start stays."""
    for _ in range(MOST_PASSES):
        is_shorter = False
        for start in range(1, len(path) - 1):
            ends = np.arange(start + 1, len(path))
            gain = _gains(path, distance, start, ends)
            best = int(np.argmax(gain))
            if gain[best] > LEAST_GAIN:
                end = int(ends[best]) + 1
                path[start:end] = path[start:end][::-1].copy()
                is_shorter = True
        if not is_shorter:
            break
    return path


def _gains(
    path: Places, distance: NDArray[np.float64], start: int, ends: Places
) -> NDArray[np.float64]:
    """Return how much shorter the path is with each stretch from `start` turned round."""
    before, first, lasts = path[start - 1], path[start], path[ends]
    gain: NDArray[np.float64] = distance[before, first] - distance[before, lasts]
    # The stretch up to the end of the path has nothing after it.
    after = path[ends[:-1] + 1]
    gain[:-1] += distance[lasts[:-1], after] - distance[first, after]
    return gain
