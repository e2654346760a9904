"""What a live rendering looks at, shows on its way and gives at its end."""

from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from kernelview.engine.spans import Rectangle
from kernelview.engine.tally import Tally


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
        """Take a part to show; the pixels of an exact one are a view of the whole result's."""

    def tally(self, tally: Tally) -> None:
        """Take what is known of the values so far."""
