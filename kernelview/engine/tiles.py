"""Any rectangle of a result, made as it is in the whole."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.channels import with_alpha
from kernelview.engine.counting import count_values
from kernelview.engine.pipeline import checked_picture
from kernelview.engine.region import region_alpha, region_values
from kernelview.engine.showing import Ends, ShowMode, show_between, show_into
from kernelview.engine.spans import Rectangle, result_shape
from kernelview.engine.stages import Pipeline
from kernelview.engine.tally import PartTally
from kernelview.engine.tile_grid import planes_of, seconds_for
from kernelview.engine.white import white_level

Values = NDArray[np.float32]

_KEPT_BYTES = 30 * 2**20


@dataclass(frozen=True, eq=False)
class TileMaker:
    """Makes any rectangle of what a pipeline makes of a picture, in the picture's dtype."""

    picture: NDArray[Any]
    pipeline: Pipeline
    show_mode: ShowMode
    threads: int | None = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "picture", checked_picture(self.picture))
        _keep_memory_at_hand()

    @cached_property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the result; raises EngineError where it is not possible."""
        return result_shape(self.picture.shape, self.pipeline)

    @cached_property
    def white(self) -> float:
        """The white of the picture."""
        return white_level(self.picture)

    @cached_property
    def planes(self) -> int:
        """How many planes the values have: 1 (then they are (H, W)) or 3."""
        return planes_of(self.picture.shape, self.pipeline)

    @property
    def values_shape(self) -> tuple[int, ...]:
        """The shape of all values."""
        return self.shape if self.planes == 1 else (*self.shape, self.planes)

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel of the picture, and of the result's, is alpha."""
        return self.picture.ndim == 3 and self.picture.shape[2] in (2, 4)

    def seconds(self, rectangle: Rectangle) -> float:
        """Return about how long a rectangle takes on all processors."""
        return seconds_for(self.picture.shape, self.picture.dtype, self.pipeline, rectangle)

    def empty_pixels(self) -> NDArray[Any]:
        """Return room for the whole result."""
        colours = 3 if self.show_mode == "false-colour" else self.planes
        channels = colours + self.has_alpha
        shape = self.shape if channels == 1 else (*self.shape, channels)
        return np.empty(shape, self.picture.dtype)

    def values(self, rectangle: Rectangle) -> Values:
        """Return the exact values of a rectangle."""
        return region_values(self.picture, self.pipeline, rectangle, threads=self.threads)

    def show_into(
        self, pixels: NDArray[Any], values: Values, rectangle: Rectangle, ends: Ends
    ) -> tuple[int, int]:
        """Put a rectangle's values into the picture as they are seen; return what was clipped."""
        top, left, bottom, right = rectangle
        room = pixels[top:bottom, left:right]
        alpha = region_alpha(self.picture, self.pipeline, rectangle)
        if alpha is None:
            return show_into(room, values, self.show_mode, ends)
        shown = show_between(values, self.show_mode, ends, dtype=self.picture.dtype)
        room[...] = with_alpha(shown.pixels, alpha)
        return shown.below, shown.above

    def part(self, rectangle: Rectangle, ends: Ends) -> NDArray[Any]:
        """Return a rectangle as it is seen, a picture of its own."""
        values = self.values(rectangle)
        shown = show_between(values, self.show_mode, ends, dtype=self.picture.dtype)
        return with_alpha(shown.pixels, region_alpha(self.picture, self.pipeline, rectangle))

    def tallied(self, values: Values, clipped: tuple[int, int], *, counted: bool) -> PartTally:
        """Return what is to be known of a rectangle's values; how often each occurs if wanted."""
        counts = count_values(values, white=self.white) if counted else None
        return PartTally(*clipped, values.size, counts)


@cache
def _keep_memory_at_hand() -> None:
    """Let the memory of one tile serve the next.

    glibc gives large blocks back to the system as soon as they are freed, and each new one is
    cleared page by page: five times the work of a 3 × 3 kernel. Once a block of nearly 32 MB
    was freed, it keeps smaller ones (mallopt(3), M_MMAP_THRESHOLD). The block is not touched.
    """
    np.empty(_KEPT_BYTES, np.uint8)
