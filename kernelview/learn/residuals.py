"""What a fitted kernel leaves over, and whether that is noise or follows the picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.windows import Tile, Values, Windows

# Windows looked at closely, evenly spread.
_LOOKED_AT = 20_000
_RINGS = 2


@dataclass(frozen=True)
class Leftover:
    """What is left of the result after the fit, in the result's units.

    `follows` is the share of its variance that bent functions of the same window explain,
    `beyond` the share that the pixels just outside the window explain, `neighbours` the
    correlation of what is left with the next pixel's. Noise has about 0 of each.
    """

    rms: float
    explained: float
    follows: float
    beyond: float
    neighbours: float


@dataclass(frozen=True, eq=False)
class Sampled:
    """Some windows of one tile: where they are, their tables and what the fit left of each."""

    places: NDArray[np.intp]
    table: Values
    left: Values


def sample(windows: Windows, tile: Tile, table: Values, left: Values, *, most: int) -> Sampled:
    """Return at most `most` windows of a tile, evenly spread over those that were kept."""
    step = max(1, -(-left.size // max(1, most)))
    rows, columns = np.nonzero(windows.kept(tile))
    chosen = slice(None, None, step)
    places = np.stack(
        [
            rows[chosen] + tile.rows.start,
            columns[chosen] + tile.columns.start,
            np.full(rows[chosen].size, tile.channel),
        ]
    )
    return Sampled(places, table[:, chosen].copy(), left[chosen].copy())


def joined(samples: list[Sampled], *, most: int = _LOOKED_AT) -> Sampled:
    """Return the windows of all tiles, thinned to about `most`."""
    step = max(1, sum(one.left.size for one in samples) // most)
    return Sampled(
        np.concatenate([one.places for one in samples], axis=1)[:, ::step],
        np.concatenate([one.table for one in samples], axis=1)[:, ::step],
        np.concatenate([one.left for one in samples])[::step],
    )


def followed_share(looked_at: Sampled, weights: Values) -> float:
    """Return the share of what is left that bent functions of the window explain.

    Squares and cubes of the fit, the window's spread, its middle pixel's and its extremes'
    distance from its mean and their products: what rectifying, a gamma, a median or an
    adaptive filter leave behind.
    """
    pixels = looked_at.table[:-2]
    fit = weights @ pixels
    mean, spread = pixels.mean(axis=0), pixels.std(axis=0)
    middle = pixels[len(pixels) // 2] - mean
    ends = (pixels.max(axis=0) + pixels.min(axis=0)) / 2 - mean
    median = np.median(pixels, axis=0) - mean
    swing = fit - fit.mean()
    features = [
        swing**2, swing**3, np.abs(swing), spread, spread**2, np.abs(middle), middle * spread,
        middle**3, ends, median, mean**2, mean**3, swing * spread, swing * mean,
    ]  # fmt: skip
    return _share(np.stack(features), looked_at.left)


def beyond_share(looked_at: Sampled, windows: Windows) -> float:
    """Return the share of what is left that two rings of pixels round the window explain."""
    places, left = looked_at.places, looked_at.left
    down, across = windows.inside
    fits = (
        (places[0] >= _RINGS) & (places[0] < down - _RINGS)
        & (places[1] >= _RINGS) & (places[1] < across - _RINGS)
    )  # fmt: skip
    rows, columns, channels = places[:, fits]
    ring = [
        windows.before[rows + row, columns + column, channels]
        for row in range(-_RINGS, windows.size[0] + _RINGS)
        for column in range(-_RINGS, windows.size[1] + _RINGS)
        if not (0 <= row < windows.size[0] and 0 <= column < windows.size[1])
    ]
    return _share(np.stack(ring).astype(np.float64), left[fits])


def neighbour_sums(windows: Windows, tile: Tile, left: Values) -> Values:
    """Return the sums of e(x) e(x + 1) and of e² over neighbours in a row that were both kept."""
    kept = windows.kept(tile)
    whole = np.zeros(kept.shape)
    whole[kept] = left
    both = kept[:, 1:] & kept[:, :-1]
    squares = (whole[:, 1:] ** 2 + whole[:, :-1] ** 2) / 2
    return np.array([float((whole[:, 1:] * whole[:, :-1]).sum()), float(squares[both].sum())])


def _share(features: NDArray[Any], left: Values) -> float:
    """Return the share of the variance of `left` (N) explained by `features` (F, N), 0 to 1.

    Lowered by what as many features explain by chance.
    """
    count = left.size
    if count < 4 * (len(features) + 1):
        return 0.0
    centred = features - features.mean(axis=1, keepdims=True)
    size = np.sqrt((centred**2).mean(axis=1, keepdims=True))
    used = centred[size[:, 0] > 1e-12] / size[size[:, 0] > 1e-12]
    rest = left - left.mean()
    total = float(rest @ rest)
    if total == 0 or not len(used):
        return 0.0
    found, *_ = np.linalg.lstsq(used @ used.T, used @ rest, rcond=1e-10)
    explained = float(found @ (used @ rest)) / total
    chance = (count - 1) / (count - len(used) - 1)
    return float(np.clip(1 - (1 - explained) * chance, 0.0, 1.0))
