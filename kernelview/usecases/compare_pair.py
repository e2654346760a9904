"""Set one learned kernel beside its hand-made match: numbers, profiles, and what each sees."""

from dataclasses import dataclass
from math import ceil, floor, log10, sqrt
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.document import Image
from kernelview.engine import Border, Convolve, Pipeline, correlate_bank, white_level
from kernelview.engine.channels import single_plane, split_alpha
from kernelview.engine.levels import Levels
from kernelview.engine.region import region_values
from kernelview.jobs import Job, Progress
from kernelview.kernels import FreiChenShares, Kernel, frei_chen_shares, frequency_response
from kernelview.kernels.bank_analysis import Tuning, tuning
from kernelview.kernels.matching import fitted
from kernelview.kernels.profile import Profile, profile
from kernelview.usecases.compare_banks import Pairing

SAMPLES = 65
# Of larger pictures every other pixel's mean is looked at, or a fourth, and so on.
MOST_PIXELS = 2**24
MAP_SIDE = 128
# A kernel that answers to all directions nearly alike is cut along its rows.
LEAST_SELECTIVITY = 0.1
_STRIP_PIXELS = 2**20
_KERNELS_TOGETHER = 8
# So many per cent of the values have a colour of their own; the few beyond have the last.
_COLOURED = 99.7
_SAMPLED = 2**18

Maps = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class KernelSide:
    """A kernel of the pair and what is to be seen of it; `response` is (65, 65).

    `shares` are there for a 3 × 3 kernel, `tuning` for one with more than a constant.
    """

    kernel: Kernel
    response: NDArray[np.float64]
    profile: Profile
    sum: float
    norm: float
    tuning: Tuning | None
    shares: FreiChenShares | None


@dataclass(frozen=True, eq=False)
class PairFacts:
    """All that a pair's view shows but pictures.

    `hand_made` is brought to fit: in the learned kernel's window, turned, times gain, and
    constant; `as_found` is the bank's own. Both are None for a kernel with nothing in it.
    `difference` is learned - hand-made; weights of `scale` have the full colour in all three.
    """

    pairing: Pairing
    learned: KernelSide
    hand_made: KernelSide | None
    as_found: Kernel | None
    difference: NDArray[np.float64]
    scale: float
    largest_response: float

    @property
    def angle(self) -> float:
        """The direction of both profiles, degrees counter-clockwise from the right."""
        return self.learned.profile.angle


@dataclass(frozen=True, eq=False)
class PairPictures:
    """What both kernels make of a picture's luminance, white as 1: signed, (H, W) each.

    Values of `limit` have the full colour in both and in their difference. `reduced` is how
    many pixels of the picture's side became one. The levels are made already.
    """

    learned: Levels
    hand_made: Levels
    limit: float
    reduced: int
    name: str

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of each."""
        return self.learned.shape_at(0)

    @property
    def difference(self) -> Maps:
        """What the learned kernel makes of the picture, less what the hand-made one does."""
        return np.asarray(self.learned.level(0) - self.hand_made.level(0), np.float32)


def pair_facts(pairing: Pairing) -> PairFacts:
    """Return what there is to say of a pair; it takes a few milliseconds."""
    learned, match = pairing.learned.kernel, pairing.match
    angle = _direction(learned)
    side = _side(learned, angle)
    if match is None:
        scale = _largest(learned.weights)
        nothing = np.zeros(learned.shape)
        return PairFacts(pairing, side, None, None, nothing, scale, float(side.response.max()))
    model = fitted(match, learned)
    difference = learned.effective_weights - model.weights
    other = _side(model, angle)
    return PairFacts(
        pairing,
        side,
        other,
        match.classical.kernel,
        difference,
        max(_largest(learned.effective_weights), _largest(model.weights), _largest(difference)),
        float(max(side.response.max(), other.response.max())),
    )


def filter_pair(
    image: Image, pairing: Pairing, *, border: Border = "reflect", most_pixels: int = MOST_PIXELS
) -> Job[PairPictures]:
    """Filter a picture's luminance with both kernels, strip by strip.

    A picture of more than `most_pixels` is reduced before. Where there is no match the hand-made
    kernel is one of zeros.
    """
    learned, match = pairing.learned.kernel, pairing.match
    nothing = Kernel(np.zeros(learned.shape), anchor=learned.anchor)
    hand_made = nothing if match is None else fitted(match, learned)
    number = _level_within(image, most_pixels)
    if number:
        yield from image.levels.build()
    pixels = image.levels.level(number)
    results = yield from _filtered(pixels, (learned, hand_made), border)
    of_learned, of_hand_made = (Levels(result) for result in results)
    yield from of_learned.build()
    yield from of_hand_made.build()
    return PairPictures(of_learned, of_hand_made, _limit(results), 2**number, image.name)


def bank_maps(
    image: Image, kernels: list[Kernel], side: int = MAP_SIDE, *, border: Border = "reflect"
) -> Job[Maps]:
    """Filter a picture's luminance, white as 1, with a whole bank: maps (N, h, w).

    The picture is reduced until no side is longer than `side`.
    """
    pixels = _reduced(image, side)
    maps = np.empty((len(kernels), *pixels.shape), np.float32)
    for first in range(0, len(kernels), _KERNELS_TOGETHER):
        yield Progress(first, len(kernels), "filtering the picture")
        some = kernels[first : first + _KERNELS_TOGETHER]
        maps[first : first + len(some)] = correlate_bank(pixels, some, border=border)
    return maps


def _direction(kernel: Kernel) -> float:
    found = tuning(kernel)
    is_directed = found is not None and found.selectivity >= LEAST_SELECTIVITY
    return found.angle if found is not None and is_directed else 0.0


def _side(kernel: Kernel, angle: float) -> KernelSide:
    weights = kernel.effective_weights
    return KernelSide(
        kernel,
        frequency_response(kernel, samples=SAMPLES),
        profile(kernel, angle),
        float(weights.sum()),
        float(np.linalg.norm(weights)),
        tuning(kernel),
        frei_chen_shares(kernel),
    )


def _largest(weights: NDArray[np.float64]) -> float:
    return float(np.abs(weights).max())


def _level_within(image: Image, most_pixels: int) -> int:
    levels = image.levels
    fitting = (
        number
        for number in range(levels.highest)
        if np.prod(levels.shape_at(number)) <= most_pixels
    )
    return next(fitting, levels.highest)


def _filtered(pixels: NDArray[Any], kernels: tuple[Kernel, ...], border: Border) -> Job[list[Maps]]:
    height, width = pixels.shape[:2]
    rows = max(1, _STRIP_PIXELS // width)
    white = np.float32(white_level(pixels))
    results = [np.empty((height, width), np.float32) for _ in kernels]
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        for kernel, result in zip(kernels, results, strict=True):
            yield Progress(top, height, "filtering the picture")
            pipeline = Pipeline((Convolve(kernel),), border=border, channels="luminance")
            part = region_values(pixels, pipeline, (top, 0, bottom, width))
            np.divide(part, white, out=result[top:bottom])
    return results


def _reduced(image: Image, side: int) -> Maps:
    """Return the luminance, white as 1, from the nearest level that is not too small."""
    levels, number = image.levels, 0
    while number < levels.highest_ready and max(levels.shape_at(number + 1)) >= side:
        number += 1
    pixels = levels.level(number)
    colour, _ = split_alpha(pixels)
    white = np.float32(white_level(pixels))
    grey = np.asarray(single_plane(colour), np.float32) / white
    share = side / max(grey.shape)
    if share < 1:
        height, width = (max(1, round(length * share)) for length in grey.shape)
        smaller = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
        return np.asarray(smaller, np.float32)
    return grey


def _limit(results: list[Maps]) -> float:
    """Return the magnitude with the full colour, in two figures."""
    step = max(1, ceil(sqrt(results[0].size / _SAMPLED)))
    seen = np.concatenate([np.abs(result[::step, ::step]).ravel() for result in results])
    finite = seen[np.isfinite(seen)]
    limit = float(np.percentile(finite, _COLOURED)) if finite.size else 0.0
    limit = limit or float(finite.max(initial=0.0))
    if not limit:
        return 1.0
    figure = 10.0 ** (floor(log10(limit)) - 1)
    return float(f"{ceil(limit / figure) * figure:.2g}")
