"""About what a pipeline makes of a picture, from a smaller level of it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.channels import single_plane
from kernelview.engine.errors import EngineError
from kernelview.engine.fitting import fitted
from kernelview.engine.levels import Levels
from kernelview.engine.reduced_kernel import reduced_kernel
from kernelview.engine.showing import Ends, ShowMode, range_known, range_of_spread
from kernelview.engine.spans import Rectangle, enabled_stages, result_shape
from kernelview.engine.stages import Convolve, Magnitude, Pipeline, Pool, Stage
from kernelview.engine.tile_grid import seconds_for
from kernelview.engine.tiles import TileMaker
from kernelview.engine.workers import Workers

# What would take longer is made from a level above.
MOST_SECONDS = 0.008
# The ends of stretch and false colour are taken from so many blocks of so many pixels a side.
_BLOCKS = 6
_BLOCK_SIDE = 48


@dataclass(frozen=True, eq=False)
class Approximation:
    """`pixels` to see of a `region` of the result at `level`, which is never 0."""

    pixels: NDArray[Any]
    region: Rectangle
    level: int


@dataclass(frozen=True, eq=False)
class _Plan:
    """Which picture goes through which pipeline, what part of it, and what level that makes."""

    picture: NDArray[Any]
    pipeline: Pipeline
    region: Rectangle
    level: int

    @property
    def seconds(self) -> float:
        return seconds_for(self.picture.shape, self.picture.dtype, self.pipeline, self.region)


def approximate(
    levels: Levels,
    pipeline: Pipeline,
    mode: ShowMode,
    rectangle: Rectangle,
    level: int,
    *,
    workers: Workers,
) -> Approximation | None:
    """Return what is about in a rectangle of the result, from the level given or one above.

    The level is one of the picture, from 1 on; the rectangle is of the result at level 0.
    A level that is not ready is stood for by some pixels of one that is. Some exact blocks
    give its brightness and contrast. None where the pipeline makes nothing of so small a
    picture.
    """
    if levels.highest == 0:
        return None
    try:
        plan = _affordable(levels, pipeline, rectangle, level)
    except EngineError:
        return None
    exact = TileMaker(levels.level(0), pipeline, mode)
    ends = _ends(exact, workers)
    pixels = TileMaker(plan.picture, plan.pipeline, mode, threads=None).part(plan.region, ends)
    pixels = fitted(pixels, plan.region, plan.level, exact, ends, workers)
    return Approximation(pixels, plan.region, plan.level)


def _ends(exact: TileMaker, workers: Workers) -> Ends:
    """Return what is shown black and white, where need be from some exact blocks."""
    known = range_known(exact.show_mode, white=exact.white)
    if known is not None:
        return known
    single = exact.show_mode == "false-colour"
    some: list[NDArray[Any]] = []

    def measure(block: Rectangle) -> None:
        values = exact.values(block)
        some.append((single_plane(values) if single else values).ravel())

    workers.run(measure, _spread_blocks(exact.shape))
    return range_of_spread(np.concatenate(some), exact.show_mode, white=exact.white)


def _spread_blocks(shape: tuple[int, int]) -> list[Rectangle]:
    """Return blocks that lie evenly over a shape."""
    sides = [min(_BLOCK_SIDE, length) for length in shape]
    rows, columns = (
        sorted({(length - side) * place // (_BLOCKS - 1) for place in range(_BLOCKS)})
        for length, side in zip(shape, sides, strict=True)
    )
    return [(top, left, top + sides[0], left + sides[1]) for top in rows for left in columns]


def _affordable(levels: Levels, pipeline: Pipeline, rectangle: Rectangle, level: int) -> _Plan:
    plan = _planned(levels, pipeline, rectangle, min(level, levels.highest))
    for above in range(level + 1, levels.highest + 1):
        if plan.seconds <= MOST_SECONDS:
            break
        plan = _planned(levels, pipeline, rectangle, above)
    return plan


def _planned(levels: Levels, pipeline: Pipeline, rectangle: Rectangle, level: int) -> _Plan:
    picture = _picture_at(levels, level)
    reduced, left_over = _reduced(pipeline, level)
    height, width = result_shape(picture.shape, reduced)
    top, left, bottom, right = rectangle
    top, left = min(top >> left_over, height - 1), min(left >> left_over, width - 1)
    bottom, right = -(-bottom >> left_over), -(-right >> left_over)
    region = (top, left, min(height, max(bottom, top + 1)), min(width, max(right, left + 1)))
    return _Plan(picture, reduced, region, left_over)


def _picture_at(levels: Levels, level: int) -> NDArray[Any]:
    ready = min(level, levels.highest_ready)
    step = 2 ** (level - ready)
    return levels.level(ready)[step // 2 :: step, step // 2 :: step]


def _reduced(pipeline: Pipeline, level: int) -> tuple[Pipeline, int]:
    """Return the pipeline for a level of the picture, and the level of the result it makes.

    Pooling makes a picture smaller anyway: as far as it can it makes the smaller level less so.
    """
    stages: list[Stage] = []
    for stage in enabled_stages(pipeline):
        match stage:
            case Convolve(kernel=kernel):
                stages.append(Convolve(reduced_kernel(kernel, level)))
            case Magnitude(first=first, second=second):
                stages.append(
                    Magnitude(reduced_kernel(first, level), reduced_kernel(second, level))
                )
            case Pool(size=size, stride=stride):
                halvings = min(level - 1, _halvings(size), _halvings(stride))
                level -= halvings
                stages.append(replace(stage, size=size >> halvings, stride=stride >> halvings))
            case _:
                stages.append(stage)
    return replace(pipeline, stages=tuple(stages)), level


def _halvings(number: int) -> int:
    """Return how often a number can be halved."""
    return (number & -number).bit_length() - 1
