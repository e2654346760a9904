"""Run every method on the picture and the kernel in hand and set them side by side."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf, sqrt
from statistics import median
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kernelview.document.document import Document
from kernelview.engine import METHODS, Method, correlate, white_level
from kernelview.engine.channels import choose_channels, split_alpha
from kernelview.engine.checks import checked_shape
from kernelview.engine.methods import TABLE, cheapest, seconds_of, why_not
from kernelview.engine.problem import FLOAT32, Problem, problem_of
from kernelview.engine.survey import is_even, is_finite
from kernelview.engine.workers import Workers
from kernelview.engine.yardstick import filter2d
from kernelview.jobs import Job, Progress
from kernelview.threads import processors
from kernelview.usecases.explain_method import explain_method, explain_yardstick

Clock = Callable[[], float]
Values = NDArray[Any]
Contestant = Method | Literal["filter2D"]

# A larger picture is compared on its middle.
LARGEST_PIXELS = 4_000_000
# So many multiplications of the plain sum take a moment.
_REFERENCE_TAPS = 20_000_000
_REFERENCE_SIDES = 64, 512
_ROUNDS = 2
_MOST_REPEATS = 8
_REPEAT_SECONDS = 0.2


@dataclass(frozen=True)
class Entry:
    """One line of the comparison; times in seconds.

    `obstacle` says why the method is not right for this problem. `scaled` is true where the
    measured time is that of a smaller part. `difference` is the largest distance from the plain
    sum, in the picture's units.
    """

    name: Contestant
    reason: str
    lesson: str
    obstacle: str | None = None
    expected: float | None = None
    measured: float | None = None
    scaled: bool = False
    difference: float | None = None


@dataclass(frozen=True)
class Comparison:
    """All methods on one picture: sizes are (H, W), `white` in the picture's units.

    `measured_size` is the part that the times are for, `checked_size` the smaller one on which
    the plain sum was run.
    """

    picture: str
    kernel: str
    kernel_size: tuple[int, int]
    channels: int
    dtype: str
    white: float
    whole_size: tuple[int, int]
    measured_size: tuple[int, int]
    checked_size: tuple[int, int]
    chosen: Method
    entries: tuple[Entry, ...]

    def entry(self, name: Contestant) -> Entry:
        """Return the line of a method or of the yardstick."""
        return next(entry for entry in self.entries if entry.name == name)

    def faster_than(self, rival: Contestant, entry: Entry) -> float | None:
        """Return how many times faster a line is than the rival's; None while unknown."""
        other = self.entry(rival).measured
        return other / entry.measured if other and entry.measured else None


@dataclass(frozen=True, kw_only=True)
class Compared(Progress):
    """A step: what is known so far, and who is being measured now."""

    comparison: Comparison
    measuring: Contestant


@dataclass(frozen=True, eq=False)
class _Task:
    """The part that is measured (H, W, C), the smaller one that is checked, their problems."""

    part: Values
    problem: Problem
    small: Values
    small_problem: Problem


def expect_methods(document: Document) -> Comparison:
    """Return the comparison before anything is measured or looked at: what is expected."""
    colour = _in_view(document)
    one = _chosen(colour[:1, :1], document)
    shape = checked_shape((*colour.shape[:2], one.shape[2]))
    return _comparison(document, _problem(shape, one.dtype, document))


def compare_methods(document: Document, *, clock: Clock = time.perf_counter) -> Job[Comparison]:
    """Measure every method that is right, and OpenCV's filter2D, on the picture itself.

    Stages before the kernel's are left out. Yields a Compared at each step and returns the
    whole. Raises EngineError.
    """
    task = _task(document)
    comparison = _comparison(document, task.problem)
    right = [entry.name for entry in comparison.entries if entry.obstacle is None]
    truth = _result("reference", task.small, task.small_problem)
    times: dict[Contestant, list[float]] = {name: [] for name in right}
    # Twice round, so that a slow moment of the machine does not hit one method alone.
    turns = right * _ROUNDS
    for number, name in enumerate(turns):
        turn: list[float] = []
        while not turn or _once_more(turn):
            message = f"Measuring {name}"
            yield Compared(number, len(turns), message, comparison=comparison, measuring=name)
            turn.append(_timed(name, task, clock))
        # The first one fills caches, and counts only where there is no other.
        times[name] += turn[1:] or turn
        difference = _distance(_result(name, task.small, task.small_problem), truth)
        comparison = _with(comparison, name, _scaled(name, times[name], task), difference)
    yield Compared(len(turns), len(turns), comparison=comparison, measuring=comparison.chosen)
    return comparison


def _task(document: Document) -> _Task:
    part = np.ascontiguousarray(_chosen(_in_view(document), document))
    problem = _problem(checked_shape(part.shape), part.dtype, document)
    workers = Workers(processors())
    finite = is_finite(part, workers)
    small = np.ascontiguousarray(_middle(part, _checked_pixels(problem)))
    # In the middle of an even picture there may be little but one bright spot.
    even = all(is_even(each, workers, constant=problem.constant) for each in (part, small))
    problem = replace(problem, finite=finite, even=finite and even)
    return _Task(part, problem, small, replace(problem, shape=checked_shape(small.shape)))


def _problem(shape: tuple[int, int, int], dtype: np.dtype[Any], document: Document) -> Problem:
    pipeline = document.pipeline
    # Whether the kernel is turned first changes nothing that is compared here.
    return problem_of(shape, dtype, document.kernel, pipeline.border, pipeline.constant, FLOAT32)


def _in_view(document: Document) -> Values:
    """Return the part of the picture that is measured, without its alpha."""
    colour, _ = split_alpha(_middle(np.asarray(document.image.pixels), LARGEST_PIXELS))
    return colour


def _chosen(colour: Values, document: Document) -> Values:
    chosen = choose_channels(colour, document.pipeline.channels)
    return chosen.reshape(*chosen.shape[:2], -1)


def _middle(pixels: Values, most: int) -> Values:
    """Return the middle of a picture, of its proportions, with at most `most` pixels."""
    height, width = pixels.shape[:2]
    rows, columns = _size_within((height, width), most)
    top, left = (height - rows) // 2, (width - columns) // 2
    return pixels[top : top + rows, left : left + columns]


def _size_within(size: tuple[int, int], most: int) -> tuple[int, int]:
    height, width = size
    if height * width <= most:
        return size
    shorter = max(1, int(min(size) * sqrt(most / (height * width))))
    longer = min(max(size), most // shorter)
    return (shorter, longer) if height < width else (longer, shorter)


def _checked_pixels(problem: Problem) -> int:
    least, most = (side * side for side in _REFERENCE_SIDES)
    taps = problem.kernel.weights.size * problem.shape[2]
    return min(max(_REFERENCE_TAPS // taps, least), most)


def _comparison(document: Document, problem: Problem) -> Comparison:
    image = document.image
    return Comparison(
        picture=image.name,
        kernel=document.kernel.name or "the kernel",
        kernel_size=document.kernel.shape,
        channels=problem.shape[2],
        dtype=str(problem.dtype),
        white=white_level(image.pixels),
        whole_size=(image.height, image.width),
        measured_size=problem.shape[:2],
        checked_size=_size_within(problem.shape[:2], _checked_pixels(problem)),
        chosen=cheapest(problem),
        entries=tuple(_entries(problem)),
    )


def _entries(problem: Problem) -> Iterator[Entry]:
    for method in METHODS:
        obstacle = why_not(method, problem)
        lesson = explain_method(method, problem.kernel)
        if obstacle is None:
            reason, expected = TABLE[method].reason(problem), seconds_of(method, problem)
            yield Entry(method, reason, lesson, expected=expected)
        else:
            yield Entry(method, obstacle, lesson, obstacle=obstacle)
    reason = "one call of OpenCV, for comparison"
    yield Entry("filter2D", reason, explain_yardstick(problem.kernel))


def _result(name: Contestant, pixels: Values, problem: Problem) -> Values:
    if name == "filter2D":
        return filter2d(pixels, problem)
    return correlate(
        pixels,
        problem.kernel,
        border=problem.border,
        constant=problem.constant,
        out_dtype=np.float64 if name == "reference" else FLOAT32,
        method=name,
    )


def _timed(name: Contestant, task: _Task, clock: Clock) -> float:
    pixels, problem = task.part, task.problem
    if name == "reference":
        pixels, problem = task.small, task.small_problem
    start = clock()
    _result(name, pixels, problem)
    return clock() - start


def _once_more(times: list[float]) -> bool:
    return len(times) < _MOST_REPEATS and sum(times) < _REPEAT_SECONDS


def _scaled(name: Contestant, times: list[float], task: _Task) -> float:
    """Return the median, scaled up to the whole part where a smaller one was timed."""
    scale = task.problem.values / task.small_problem.values if name == "reference" else 1.0
    return median(times) * scale


def _with(
    comparison: Comparison, name: Contestant, seconds: float, difference: float
) -> Comparison:
    scaled = name == "reference" and comparison.checked_size != comparison.measured_size
    entries = tuple(
        replace(entry, measured=seconds, scaled=scaled, difference=difference)
        if entry.name == name
        else entry
        for entry in comparison.entries
    )
    return replace(comparison, entries=entries)


def _distance(values: Values, truth: Values) -> float:
    """Return the largest distance; infinity where only one of the two is a number."""
    if not np.array_equal(np.isnan(values), np.isnan(truth)):
        return inf
    with np.errstate(over="ignore", invalid="ignore"):
        apart = np.abs(values.reshape(truth.shape).astype(np.float64) - truth)
    # Infinity less infinity is no number, and no difference.
    return float(np.nanmax(apart, initial=0.0))
