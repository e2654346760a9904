"""Measures how fast the methods are on this machine, against what their costs say."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import geometric_mean

import numpy as np

from kernelview.engine.checks import checked_shape
from kernelview.engine.correlation import correlate
from kernelview.engine.methods import METHODS, TABLE, Method
from kernelview.engine.problem import FLOAT32, Picture, problem_of
from kernelview.engine.speeds import SLOWEST, Speeds
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel, build, recipe_for

Clock = Callable[[], float]

# Small enough for every call to end within a step of 20 ms, and large enough for the caches
# and the starting of threads to count as little as they do on a photo.
SHAPE = (1536, 2048)
_SMALLER = {"reference": (256, 512), "fourier": (768, 1024)}
# The fastest of several is what the machine can do; others were slow for reasons of their own.
ROUNDS = 9
_SEED = 20


@dataclass(frozen=True)
class Sample:
    """One method on one small problem: what it is expected to take in seconds, and the call."""

    method: Method
    expected: float
    call: Callable[[], object]


def calibrate(
    *, samples: Sequence[Sample] | None = None, clock: Clock = time.perf_counter
) -> Job[Speeds]:
    """Return measured over expected time of each method, kept between 1 / SLOWEST and SLOWEST.

    A method that could not be measured keeps 1. Takes less than a second, a call a step.
    """
    chosen: list[Sample] = []
    yield Progress(0, ROUNDS + 1, "Measuring the methods")
    for sample in _samples() if samples is None else samples:
        chosen.append(sample)
        yield Progress(0, ROUNDS + 1, "Measuring the methods")
    fastest: dict[int, float] = {}
    # The first round fills caches and starts threads.
    for number in range(ROUNDS + 1):
        for place, sample in enumerate(chosen):
            seconds = _seconds(sample, clock)
            if number:
                fastest[place] = min(seconds, fastest.get(place, seconds))
            yield Progress(number, ROUNDS + 1, "Measuring the methods")
    return Speeds({method: _factor(method, chosen, fastest) for method in METHODS})


def _seconds(sample: Sample, clock: Clock) -> float:
    """Return how long the call took; infinity for one that failed."""
    start = clock()
    try:
        sample.call()
    except Exception:  # noqa: BLE001 - whatever fails here fails loudly where it is used
        return float("inf")
    return clock() - start


def _factor(method: Method, samples: Sequence[Sample], seconds: Mapping[int, float]) -> float:
    ratios = [
        seconds[place] / sample.expected
        for place, sample in enumerate(samples)
        if sample.method == method and sample.expected > 0
    ]
    if not ratios or not all(isfinite(ratio) and ratio > 0 for ratio in ratios):
        return 1.0
    return min(max(geometric_mean(ratios), 1 / SLOWEST), SLOWEST)


def _samples() -> Iterator[Sample]:
    """Yield each method on its kernels, on a float32 and an 8-bit picture in turn."""
    random = np.random.default_rng(_SEED)
    values = random.random(SHAPE, np.float32)
    pictures: tuple[Picture, Picture] = (values, random.integers(0, 256, SHAPE, np.uint8))
    for method, row in TABLE.items():
        rows, columns = _SMALLER.get(method, SHAPE)
        for kernel, whole in zip(_kernels(method), pictures, strict=True):
            picture = np.ascontiguousarray(whole[:rows, :columns])
            shape = checked_shape(picture.shape)
            problem = problem_of(shape, picture.dtype, kernel, "reflect", 0.0, FLOAT32)
            if row.applies(problem):
                yield Sample(method, row.cost(problem), _call(method, picture, kernel))


def _call(method: Method, picture: Picture, kernel: Kernel) -> Callable[[], object]:
    return lambda: correlate(picture, kernel, method=method, out_dtype=FLOAT32)


def _kernels(method: str) -> tuple[Kernel, Kernel]:
    """Return kernels that the method is made for, a smaller and a larger one."""
    match method:
        case "reference":
            return _random(3), _random(3)
        case "separable":
            return _family("gaussian", sigma=1.5), _family("gaussian", sigma=4)
        case "low-rank":
            name = "laplacian-of-gaussian"
            return _family(name, sigma=2), _family(name, sigma=4)
        case "box":
            return _family("box", side=9), _family("box", side=31)
        case "sparse":
            name = "motion-blur"
            return _family(name, length=9, angle=30), _family(name, length=21, angle=30)
        case "fourier":
            return _random(15), _random(41)
        case _:
            return _random(3), _random(9)


def _random(side: int) -> Kernel:
    return Kernel(np.random.default_rng(side).normal(size=(side, side)))


def _family(name: str, **settings: float) -> Kernel:
    return build(recipe_for(name, size=None, **settings))
