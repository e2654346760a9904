"""One picture's turn of the latency benchmark: open it, edit, fit, pan, count memory."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from kernelview.engine import Convolve
from kernelview.kernels import Kernel, build, preset, recipe_for
from tests.benchmarks import memory
from tests.benchmarks.live_window import Bytes, LiveWindow
from tests.benchmarks.peers import give_opencv_its_threads
from tests.benchmarks.watching import wait_until, work_for

WARM_UP = 3
EDITS = 15
FITTED_EDITS = 7
PANS = 20
ROUNDS = 7
# A quick typist's next key comes while a large picture is still being worked on.
PAUSE_SECONDS = 0.2
LONGEST = 120.0

Numbers = dict[str, Any]


def measure_picture(picture: Path, folder: Path, *, quick: bool) -> Numbers:
    """Return milliseconds, gaps and bytes of one picture's turn."""
    window = LiveWindow(folder)
    values = cycle(range(2, 9))
    empty = memory.resident_bytes()
    memory.forget_peak()
    found: Numbers = {"opening": opening(window, picture)}
    held: Numbers = {
        "picture": int(window.document.image.pixels.nbytes),
        "peak while opening": memory.peak_bytes() - empty,
    }
    memory.forget_peak()
    window.show_actual()
    window.settle()
    for name, kernel in kernels(quick=quick).items():
        window.take(kernel)
        window.settle()
        found[f"edit {name}"] = edit_in_view(window, values)
    window.take(preset("sobel-x"))
    window.settle()
    found["pan"] = panning(window, values)
    window.show_fitted()
    window.settle()
    found["fitted"] = edit_fitted(window, values, edits=3 if quick else FITTED_EDITS)
    held |= {"peak while editing": memory.peak_bytes() - empty}
    held["held at rest"] = memory.resident_bytes() - empty
    found["memory"] = held
    # What others need comes last: it is not the window's memory.
    found["peers"] = peers(window, picture, kernels(quick=quick))
    window.close()
    return found


def kernels(*, quick: bool) -> dict[str, Kernel]:
    """Return the kernels whose first cell is edited."""
    small = {"3×3": preset("sobel-x")}
    return small if quick else small | {"15×15": build(recipe_for("gaussian", size=15, sigma=2.5))}


def opening(window: LiveWindow, picture: Path) -> Numbers:
    """Open the file: until its first painting, and until its whole result is there."""
    paintings: list[float] = []

    def painted(moment: float) -> None:
        if window.has_opened(picture):
            paintings.append(moment)

    window.watch.painted = painted
    window.ticker.begin()
    begun = time.perf_counter()
    window.open(picture)
    wait_until(lambda: bool(paintings), seconds=LONGEST, what="the first painting of a picture")
    wait_until(window.is_settled, seconds=LONGEST, what="the first result of a picture")
    whole = time.perf_counter()
    window.watch.painted = None
    return {
        "first picture": (paintings[0] - begun) * 1000,
        "whole result": (whole - begun) * 1000,
        "gaps": gaps(window),
    }


def edit_in_view(window: LiveWindow, values: Iterator[int]) -> Numbers:
    """Edit at 100 %: in a stream, while the rest is still being worked on, then each at rest."""
    for _ in range(WARM_UP):
        one_edit(window, next(values))
        work_for(PAUSE_SECONDS)
    window.ticker.begin()
    stream = []
    for _ in range(EDITS):
        stream.append(one_edit(window, next(values)))
        work_for(PAUSE_SECONDS)
    late = gaps(window)
    at_rest = []
    for _ in range(EDITS):
        window.settle()
        at_rest.append(one_edit(window, next(values)))
    begun = time.perf_counter()
    wait_until(window.is_settled, seconds=LONGEST, what="the whole result")
    return {
        "stream": told(stream),
        "at rest": told(at_rest),
        "whole after that": (time.perf_counter() - begun) * 1000,
        "gaps": late,
    }


def one_edit(window: LiveWindow, value: int) -> float:
    """Type a value; return the ms from Enter to the painting that is exact in all that is seen."""
    window.ticker.counts = False
    expected = window.expected(value)
    window.type_value(value)
    if are_alike(window.seen(), expected):
        raise RuntimeError(f"an edit to {value} would change nothing that is seen")
    exact: list[float] = []

    def painted(moment: float) -> None:
        if not exact and are_alike(window.seen(), expected):
            exact.append(moment)

    window.watch.painted = painted
    window.ticker.go_on()
    begun = time.perf_counter()
    window.press_enter()
    wait_until(lambda: bool(exact), seconds=LONGEST, what="the exact pixels in view")
    window.watch.painted = None
    return (exact[0] - begun) * 1000


def are_alike(seen: Bytes, expected: Bytes) -> bool:
    """Whether no value is more than a level away."""
    return seen.shape == expected.shape and int(cv2.absdiff(seen, expected).max()) <= 1


def edit_fitted(window: LiveWindow, values: Iterator[int], *, edits: int) -> Numbers:
    """Edit with the whole picture in view: the first changed painting, then the final one."""
    first, exact = [], []
    window.ticker.begin()
    for number in range(edits + 1):
        soon, final = one_fitted_edit(window, next(values))
        if number:
            first.append(soon)
            exact.append(final)
    return {"first": told(first), "exact": told(exact), "gaps": gaps(window)}


def one_fitted_edit(window: LiveWindow, value: int) -> tuple[float, float]:
    """Return the ms to the first painting that differs, and to the first that is never changed."""
    window.ticker.counts = False
    window.type_value(value)
    before = window.seen()
    paintings: list[tuple[float, Bytes]] = []

    def painted(moment: float) -> None:
        seen = window.seen()
        if not np.array_equal(seen, paintings[-1][1] if paintings else before):
            paintings.append((moment, seen))

    window.watch.painted = painted
    window.ticker.go_on()
    begun = time.perf_counter()
    window.press_enter()
    window.settle()
    window.watch.painted = None
    if not paintings:
        raise RuntimeError("an edit changed nothing that is seen")
    return (paintings[0][0] - begun) * 1000, (paintings[-1][0] - begun) * 1000


def panning(window: LiveWindow, values: Iterator[int]) -> Numbers:
    """Drag the picture while the result of an edit is being worked on: until it has moved."""
    window.settle()
    one_edit(window, next(values))
    window.ticker.begin()
    took = []
    for number in range(PANS):
        paintings: list[float] = []
        window.watch.painted = paintings.append
        begun = time.perf_counter()
        window.pan(*((30, 20) if number < PANS // 2 else (-30, -20)))
        wait_until(lambda moved=paintings: bool(moved), seconds=LONGEST, what="a pan")  # type: ignore[misc]
        took.append((paintings[0] - begun) * 1000)
        work_for(0.02)
    window.watch.painted = None
    return {"moved": told(took), "gaps": gaps(window)}


def peers(window: LiveWindow, picture: Path, edited: dict[str, Kernel]) -> Numbers:
    """Time what an editor does that filters the whole picture at each edit, and opening it."""
    pixels = window.document.image.pixels
    stage = window.document.pipeline.stages[0]
    if not isinstance(stage, Convolve):
        raise TypeError("the picture is filtered by one kernel")
    give_opencv_its_threads()
    found = {
        f"filter2D {name}": median_of(lambda one=kernel: filtered(pixels, one))  # type: ignore[misc]
        for name, kernel in edited.items()
    }
    return found | {"imread": median_of(lambda: cv2.imread(str(picture)), rounds=3)}


def filtered(pixels: Any, kernel: Kernel) -> object:
    """Filter a whole picture as OpenCV does it, to bytes."""
    weights = kernel.effective_weights.copy()
    weights[0, 0] = 3.0
    return cv2.filter2D(pixels, cv2.CV_8U, weights, borderType=cv2.BORDER_REFLECT_101)


def median_of(call: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the median ms of some calls, after one that warms up."""
    call()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def gaps(window: LiveWindow) -> Numbers:
    """Return the gaps of the 10 ms timer since it began."""
    found = window.ticker.gaps
    window.ticker.counts = False
    return {"p99": float(np.percentile(found, 99)), "longest": max(found), "count": len(found)}


def told(taken: list[float]) -> Numbers:
    """Return median and worst of some ms, and all of them."""
    return {"median": statistics.median(taken), "worst": max(taken), "all": taken}
