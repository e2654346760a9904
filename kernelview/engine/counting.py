"""How often each value of a result occurs, counted in parts that can be put together."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.channels import luminance

# Level 0 is black, this is white.
WHITE = 255
# Fine enough for each of the 256 levels of 8 bits, and for what a filter adds around them.
MOST_BINS = 512
# For each strip calcHist makes a table of all 65536 values of 16 bits: smaller ones would take
# longer to begin than to count. Its counts are float32, exact for as many as these.
_STRIP_VALUES = 2**20
_FAR = 2**15 - 1
_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, eq=False)
class ValueCount:
    """How often each level of some planes occurs, NaN and infinity left out.

    `counts` (planes, bins): bin i holds the 2**coarseness levels from
    (first + i) · 2**coarseness on. Black, white and all values lie within, and the coarseness
    is the least for which MOST_BINS do. So it does not matter how often and in which order
    the counts of parts were put together. `totals`, `minima` and `maxima` are those of each
    plane's values.
    """

    coarseness: int
    first: int
    counts: NDArray[np.int64]
    totals: NDArray[np.float64]
    minima: NDArray[np.float64]
    maxima: NDArray[np.float64]


def count_values(values: NDArray[np.float32], *, white: float) -> ValueCount:
    """Count the planes of a result: (H, W) is (grey,), (H, W, 3) (luminance, red, green, blue)."""
    rows = max(1, _STRIP_VALUES // values[0].size)
    tops = range(0, len(values), rows)
    return put_together([_counted(values[top : top + rows], white) for top in tops])


def put_together(parts: list[ValueCount]) -> ValueCount:
    """Return the count of all parts as one."""
    low = min(part.first << part.coarseness for part in parts)
    high = max((part.first + part.counts.shape[1] << part.coarseness) - 1 for part in parts)
    coarseness, first, bins = _bins(low, high, max(part.coarseness for part in parts))
    counts = np.zeros((len(parts[0].counts), bins), np.int64)
    for part in parts:
        finer = coarseness - part.coarseness
        start = (part.first >> finer) - first
        found = _coarser(part.counts, part.first, finer)
        counts[:, start : start + found.shape[1]] += found
    return ValueCount(
        coarseness,
        first,
        counts,
        np.sum([part.totals for part in parts], axis=0),
        np.min([part.minima for part in parts], axis=0),
        np.max([part.maxima for part in parts], axis=0),
    )


def _coarser(counts: NDArray[np.int64], first: int, times: int) -> NDArray[np.int64]:
    """Join 2**times bins each; those of whole multiples from 0 on."""
    if times == 0:
        return counts
    together = 1 << min(times, MOST_BINS.bit_length() + 1)
    before = first % together
    starts = np.arange(-before, counts.shape[1], together).clip(0)
    return np.asarray(np.add.reduceat(counts, starts, axis=1))


def _counted(strip: NDArray[np.float32], white: float) -> ValueCount:
    groups = _groups(strip)
    minima, maxima = (np.concatenate(ends) for ends in zip(*map(_ends, groups), strict=True))
    if not (np.isfinite(minima).all() and np.isfinite(maxima).all()):
        return _counted_if_finite(groups, white)
    ends = _levels(np.array([[minima.min(), maxima.max()]], np.float32), white)
    coarseness, first, bins = _bins(min(0, int(ends[0, 0])), max(WHITE, int(ends[0, 1])), 0)
    far = max(-float(ends[0, 0]), float(ends[0, 1])) > _FAR
    counts: list[NDArray[np.int64]] = []
    totals: list[float] = []
    for group in groups:
        levels = _levels(group, white)
        places = _places_far if far else _places
        counts += _histograms(places(levels, coarseness, first), bins)
        totals += cv2.sumElems(group)[: group[0, 0].size]
    return ValueCount(
        coarseness, first, np.stack(counts), np.array(totals, np.float64), minima, maxima
    )


def _counted_if_finite(groups: list[NDArray[np.float32]], white: float) -> ValueCount:
    """Count each plane's finite values, as many as there are."""
    planes = [plane for group in groups for plane in _split(group)]
    finite = [plane[np.isfinite(plane)].reshape(1, -1) for plane in planes]
    known = [_counted(plane, white) if plane.size else _blank(0, 0, WHITE + 1) for plane in finite]
    together = put_together(known)
    bins = together.coarseness, together.first, together.counts.shape[1]
    alone = [put_together([each, _blank(*bins)]) for each in known]
    return ValueCount(
        together.coarseness,
        together.first,
        np.concatenate([each.counts for each in alone]),
        np.concatenate([each.totals for each in known]),
        np.concatenate([each.minima for each in known]),
        np.concatenate([each.maxima for each in known]),
    )


def _blank(coarseness: int, first: int, bins: int) -> ValueCount:
    """Return a count of one plane with nothing in its bins."""
    none = np.zeros(1)
    counts = np.zeros((1, bins), np.int64)
    return ValueCount(coarseness, first, counts, none, none + np.inf, none - np.inf)


def _groups(strip: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return what is counted: grey, or luminance and RGB."""
    if strip.ndim == 2:
        return [strip]
    return [luminance(strip), strip]


def _ends(group: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and the largest value of each plane; NaN where one is among them."""
    depth = 1 if group.ndim == 2 else group.shape[2]
    # Down whole rows, then along the few that are left: along each row takes many times longer.
    flat = group.reshape(len(group), -1)
    low = flat.min(axis=0).reshape(-1, depth).T.copy().min(axis=1)
    high = flat.max(axis=0).reshape(-1, depth).T.copy().max(axis=1)
    return low.astype(np.float64), high.astype(np.float64)


@np.errstate(over="ignore")
def _levels(values: NDArray[np.float32], white: float) -> NDArray[np.float32]:
    if white == WHITE:
        return np.rint(values)
    levels = values * np.float32(WHITE / white)
    np.rint(levels, out=levels)
    return levels if white > WHITE else np.clip(levels, -_LARGEST, _LARGEST, out=levels)


def _places(levels: NDArray[np.float32], coarseness: int, first: int) -> NDArray[np.uint16]:
    """Return the bin of each level; the levels are whole and within int16."""
    near = levels.astype(np.int16)
    near >>= coarseness
    near -= first
    return near.view(np.uint16)


def _places_far(levels: NDArray[np.float32], coarseness: int, first: int) -> NDArray[np.uint16]:
    """Return the bin of each level, however large."""
    coarse = np.floor(np.ldexp(levels.astype(np.float64), -coarseness))
    coarse -= first
    return coarse.astype(np.uint16)


def _histograms(places: NDArray[np.uint16], bins: int) -> list[NDArray[np.int64]]:
    found = (cv2.calcHist([plane], [0], None, [bins], [0, bins]) for plane in _split(places))
    return [each.ravel().astype(np.int64) for each in found]


def _split(group: NDArray[Any]) -> list[NDArray[Any]]:
    return [group] if group.ndim == 2 else [np.asarray(plane) for plane in cv2.split(group)]


def _bins(low: int, high: int, coarseness: int) -> tuple[int, int, int]:
    """Return the least coarseness from the one given on, the first bin and how many there are."""
    while (high >> coarseness) - (low >> coarseness) >= MOST_BINS:
        coarseness += 1
    return coarseness, low >> coarseness, (high >> coarseness) - (low >> coarseness) + 1
