"""Render the document's picture so that it answers at once: what is in view comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kernelview.document.document import Document
from kernelview.engine import render, run_pipeline
from kernelview.engine.channels import luminance
from kernelview.engine.histogram import histogram
from kernelview.engine.region import Rectangle
from kernelview.engine.tally import Counts, Tally
from kernelview.jobs import Job, run

__all__ = ["Counts", "LivePart", "LiveRendering", "Rectangle", "Tally", "Target", "View"]


@dataclass(frozen=True)
class View:
    """What is looked at: (top, left, bottom, right) of the picture, and the level painted."""

    rectangle: Rectangle
    level: int


@dataclass(frozen=True, eq=False)
class LivePart:
    """A piece of the result to see: exact where `level` is 0, an approximation above.

    `pixels` (h, w[, c]) have the picture's dtype and alpha; `region` (top, left, bottom,
    right) is counted in pixels of the result at that level.
    """

    pixels: NDArray[Any]
    region: Rectangle
    level: int


@dataclass(frozen=True, eq=False)
class LiveRendering:
    """The whole exact result: `pixels` (H', W'[, c]) in the picture's dtype, with alpha."""

    pixels: NDArray[Any]
    tally: Tally
    result_shape: tuple[int, int]


class Target(Protocol):
    """Who hears of each piece; called where the job runs."""

    def begin(self, shape: tuple[int, int]) -> None:
        """Take the size of the result, before its first part."""

    def show(self, part: LivePart) -> None:
        """Take a part to show."""

    def tally(self, tally: Tally) -> None:
        """Take what is known of the values so far."""


Look = Callable[[], View | None]


def render_live(document: Document, look: Look, target: Target) -> Job[LiveRendering]:
    """Render the picture: what `look` says is in view first, then the rest around it."""
    rendering = yield from render(document.image.pixels, document.pipeline, document.show)
    height, width = rendering.values.shape[:2]
    target.begin((height, width))
    target.show(LivePart(rendering.pixels, (0, 0, height, width), 0))
    shown, values = rendering.shown, rendering.values
    planes = [luminance(values), *np.moveaxis(values, 2, 0)] if values.ndim == 3 else [values]
    tally = Tally(
        below=shown.below,
        above=shown.above,
        count=values.size,
        low=shown.low,
        high=shown.high,
        histogram=tuple(_counts(plane) for plane in planes),
        exact=True,
    )
    target.tally(tally)
    return LiveRendering(rendering.pixels, tally, (height, width))


def _counts(plane: NDArray[Any]) -> Counts:
    counts, edges = histogram(plane)
    finite = plane[np.isfinite(plane)] if plane.size else plane
    if not finite.size:
        return Counts(counts[0], edges, 0.0, 0.0, 0.0)
    return Counts(counts[0], edges, float(finite.mean()), float(finite.min()), float(finite.max()))


def values_at(document: Document, region: Rectangle) -> NDArray[Any]:
    """Return the float32 values of a small region (in pixels of the result), exact."""
    top, left, bottom, right = region
    return run(run_pipeline(document.image.pixels, document.pipeline))[top:bottom, left:right]
