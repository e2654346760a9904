"""How far a lossy file's packing moves a recovered kernel: measured by packing once more."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine import correlate
from kernelview.files.jpeg_losses import BLOCK
from kernelview.jobs import Job, Progress
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.learn.recovery import Recovery, truth_error
from kernelview.learn.windows import Rounding

# Pixels a side that are packed again; more would tell the same.
_LARGEST_SIDE = 2048

Pack = Callable[[NDArray[np.uint8]], NDArray[Any]]


@dataclass(frozen=True)
class Units:
    """What a level of the 8-bit file is in the picture's units, and how it was stored there."""

    factor: float
    rounding: Rounding


def allow_for_packing(
    recovery: Recovery,
    before: NDArray[Any],
    settings: RecoverySettings,
    *,
    pack: Pack,
    units: Units,
) -> Job[Recovery]:
    """Return the recovery with the errors that packing makes in its standard errors.

    The found kernel's own result is packed in the same way, and the kernel recovered from that:
    how far it moves is how far packing moved the first, a parametric bootstrap of the bias
    (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 10). What packing leaves
    over there is expected here too. Where the packed result tells no kernel, nothing changes.
    """
    part = middle(before)
    values = correlate(part, recovery.kernel) / np.float32(units.factor)
    predicted = np.rint(np.clip(np.nan_to_num(values), 0, 255)).astype(np.uint8)
    packed = pack(predicted) * np.float64(units.factor)
    again = replace(settings, truth=None, rounding=units.rounding)
    try:
        moved = yield from _without_measure(recover(part, packed, again))
    except LearnError:
        return recovery
    return _widened(recovery, moved, settings)


def middle(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the middle of a large picture, cut along the squares that packing goes by."""
    cuts = []
    for side in pixels.shape[:2]:
        kept = min(side, _LARGEST_SIDE)
        start = (side - kept) // 2 // BLOCK * BLOCK
        cuts.append(slice(start, start + kept))
    return pixels[cuts[0], cuts[1]]


def _widened(recovery: Recovery, moved: Recovery, settings: RecoverySettings) -> Recovery:
    bias = np.abs(moved.kernel.weights - recovery.kernel.weights)
    # A weight that happens to move little is no better known than the others.
    usual = float(np.sqrt((bias**2).mean()))
    errors = np.hypot(recovery.standard_errors, np.maximum(bias, usual))
    offset = abs(moved.kernel.offset - recovery.kernel.offset)
    truth = settings.truth
    return replace(
        recovery,
        standard_errors=errors,
        offset_error=float(np.hypot(recovery.offset_error, offset)),
        packing_noise=moved.left.rms,
        truth=None if truth is None else truth_error(recovery.kernel, truth, errors),
    )


def _without_measure(job: Job[Recovery]) -> Job[Recovery]:
    """Pass on that it goes on: it is the last part of a longer work."""
    with closing(job):
        while True:
            try:
                next(job)
            except StopIteration as end:
                found: Recovery = end.value
                return found
            yield Progress(1, 1, "measuring what packing does")
