"""Made-up pictures of edges, corners, blobs, textures and shapes, each with its label."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError

Values = NDArray[Any]

LARGEST_BYTES = 1_000_000_000
_BATCH_VALUES = 400_000
_BRIGHT, _DARK = (0.65, 1.0), (0.0, 0.3)


@dataclass(frozen=True, eq=False)
class _Places:
    """Where each pixel lies, seen from the figure: (n, side, side), 1 is half the side.

    `pixel` is a pixel's width in that unit, (n, 1, 1).
    """

    across: Values
    down: Values
    pixel: Values

    def inside(self, distance: Values) -> Values:
        """Return how much of each pixel is inside (1) a border at distance 0, soft by a pixel."""
        shares: Values = np.clip(0.5 - distance / self.pixel, 0, 1, dtype=np.float32)
        return shares

    def stroke(self, distance: Values, width: float) -> Values:
        """Return a line along distance 0, at least a pixel wide."""
        return self.inside(np.abs(distance) - np.maximum(width, self.pixel) / 2)


Figure = Callable[[_Places, np.random.Generator], Values]


@dataclass(frozen=True)
class _Kind:
    """A class: what draws it, about which angle in degrees, how far turned either way, and its
    size from one to another where half the side is 1."""

    name: str
    figure: Figure
    angle: float = 0.0
    turn: float = 12.0
    sizes: tuple[float, float] = (0.55, 0.85)


def _edge(places: _Places, random: np.random.Generator) -> Values:
    flipped = random.integers(0, 2, len(places.down)) == 1
    inside = places.inside(places.down)
    return np.where(flipped[:, None, None], 1 - inside, inside)


def _corner(places: _Places, random: np.random.Generator) -> Values:
    quarter = random.integers(0, 4, len(places.down))[:, None, None]
    across = np.where(quarter % 2 == 0, places.across, -places.across)
    down = np.where(quarter < 2, places.down, -places.down)
    return places.inside(np.maximum(across, down))


def _blob(places: _Places, random: np.random.Generator) -> Values:
    wide = random.uniform(0.7, 1.4, (len(places.down), 1, 1)).astype(np.float32)
    height: Values = np.exp(-3 * ((places.across * wide) ** 2 + (places.down / wide) ** 2))
    return height


def _stripes(places: _Places, random: np.random.Generator) -> Values:
    wave: Values = np.sin(places.down * _frequencies(places, random))
    return 0.5 + 0.5 * wave


def _checks(places: _Places, random: np.random.Generator) -> Values:
    frequencies = _frequencies(places, random)
    waves: Values = np.sin(places.down * frequencies) * np.sin(places.across * frequencies)
    return 0.5 + 0.5 * waves


def _frequencies(places: _Places, random: np.random.Generator) -> Values:
    # A period of 4 to 6 pixels: a 3 x 3 kernel sees it, in a picture of any size.
    periods = random.uniform(4, 6, places.pixel.shape) * places.pixel
    return (2 * np.pi / periods).astype(np.float32)


def _circle(places: _Places, _: np.random.Generator) -> Values:
    return places.stroke(np.hypot(places.across, places.down) - 0.9, 0.16)


def _square(places: _Places, _: np.random.Generator) -> Values:
    farthest = np.maximum(np.abs(places.across), np.abs(places.down))
    return places.stroke(farthest - np.float32(0.8), 0.16)


def _triangle(places: _Places, _: np.random.Generator) -> Values:
    slanted = np.abs(places.across) * np.float32(np.sqrt(3) / 2) - places.down / 2
    return places.stroke(np.maximum(slanted, places.down) - np.float32(0.42), 0.16)


def _cross(places: _Places, _: np.random.Generator) -> Values:
    across, down = np.abs(places.across), np.abs(places.down)
    half = np.maximum(np.float32(0.08), places.pixel / 2)
    level = np.maximum(down - half, across - np.float32(0.95))
    upright = np.maximum(across - half, down - np.float32(0.95))
    return places.inside(np.minimum(level, upright))


_KINDS: tuple[_Kind, ...] = (
    _Kind("horizontal edge", _edge),
    _Kind("vertical edge", _edge, angle=90),
    _Kind("rising edge", _edge, angle=-45),
    _Kind("falling edge", _edge, angle=45),
    _Kind("corner", _corner),
    _Kind("blob", _blob, turn=180),
    _Kind("stripes", _stripes, turn=180),
    _Kind("checks", _checks, turn=180),
    _Kind("circle", _circle),
    _Kind("square", _square),
    _Kind("triangle", _triangle, sizes=(0.7, 0.95)),
    _Kind("cross", _cross),
)
SHAPE_NAMES: tuple[str, ...] = tuple(kind.name for kind in _KINDS)


def generate_shapes(
    count: int, *, side: int = 28, noise: float = 0.1, colour: bool = False, seed: int = 0
) -> Job[Dataset]:
    """Make `count` pictures, uint8 (count, side, side, 1 or 3), as many of each class as can be.

    The same arguments give the same pictures. `noise` is a standard deviation where white is 1.
    Raises LearnError for numbers that cannot be.
    """
    channels = 3 if colour else 1
    _check(count, side, channels, noise)
    random = np.random.default_rng(seed)
    labels = random.permutation(np.arange(count) % len(_KINDS))
    images = np.empty((count, side, side, channels), np.uint8)
    batch = max(1, _BATCH_VALUES // (side * side * channels))
    for start in range(0, count, batch):
        part = labels[start : start + batch]
        images[start : start + len(part)] = _pictures(part, side, channels, noise, random)
        yield Progress(start + len(part), count, "Drawing shapes")
    return Dataset("Edges and shapes", images, labels, SHAPE_NAMES)


def _check(count: int, side: int, channels: int, noise: float) -> None:
    if count < 1 or side < 8:
        raise LearnError(f"at least 1 picture of side 8 is made, not {count} of side {side}")
    if count * side * side * channels > LARGEST_BYTES:
        raise LearnError(
            f"{count} pictures of side {side} would take more than "
            f"{LARGEST_BYTES // 10**6:,} MB; make fewer or smaller ones"
        )
    if not 0 <= noise <= 1:
        raise LearnError(f"the noise is from 0 to 1, not {noise:g}")


def _pictures(
    labels: NDArray[np.int64], side: int, channels: int, noise: float, random: np.random.Generator
) -> NDArray[np.uint8]:
    shares = np.empty((len(labels), side, side, 1), np.float32)
    for number, kind in enumerate(_KINDS):
        chosen = np.flatnonzero(labels == number)
        if len(chosen):
            places = _places(kind, len(chosen), side, random)
            shares[chosen, :, :, 0] = kind.figure(places, random)
    size = (len(labels), 1, 1, channels)
    dark = random.uniform(*_DARK, size).astype(np.float32)
    bright = random.uniform(*_BRIGHT, size).astype(np.float32)
    values = dark + (bright - dark) * shares
    values += np.float32(noise) * random.standard_normal(values.shape, np.float32)
    levels: Values = np.rint(np.clip(values, 0, 1) * 255)
    return levels.astype(np.uint8)


def _places(kind: _Kind, count: int, side: int, random: np.random.Generator) -> _Places:
    def uniform(low: float, high: float) -> Values:
        return random.uniform(low, high, (count, 1, 1)).astype(np.float32)

    steps = (np.arange(side, dtype=np.float32) + 0.5) * (2 / side) - 1
    size = uniform(*kind.sizes)
    # What is small has more room to move in.
    across = (steps[None, None, :] - uniform(-1, 1) * (1 - size)) / size
    down = (steps[None, :, None] - uniform(-1, 1) * (1 - size)) / size
    angle = np.deg2rad(kind.angle + uniform(-kind.turn, kind.turn)).astype(np.float32)
    cosine, sine = np.cos(angle), np.sin(angle)
    return _Places(across * cosine + down * sine, down * cosine - across * sine, 2 / side / size)
