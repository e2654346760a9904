"""What is known of a result: exact tiles, approximations below them, an earlier one below all."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtGui import QRegion

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.exact_tiles import ExactTiles, as_qrect
from kernelview.ui.canvas.layer import DifferenceLayer, Layer, LevelPart, PictureLayer
from kernelview.ui.canvas.pyramid import Pyramid, shape_of_level
from kernelview.ui.canvas.qimage import Bytes
from kernelview.ui.canvas.reduced import Reduced

MOST_PATCHES = 8
# An earlier result that is larger is kept at half its size: it is only to be seen faintly.
LARGEST_EARLIER = 64 * 2**20

UPDATING, APPROXIMATE, INCOMPLETE = "Updating…", "Approximate", "Incomplete"


@dataclass(frozen=True, eq=False)
class Patch:
    """A part that is not exact, over `rectangle` of a result of `shape`, both at level 0.

    `is_late`: it belongs to an earlier document.
    """

    layer: PictureLayer
    difference: DifferenceLayer | None
    rectangle: Rectangle
    shape: tuple[int, int]
    is_late: bool


@dataclass(frozen=True, eq=False)
class Earlier:
    """What was known of the result before an edit; never exact any more."""

    layer: PictureLayer
    region: QRegion
    shape: tuple[int, int]
    patches: tuple[Patch, ...]


class ResultStore:
    """All that the canvas paints of one result. Rectangles are in pixels of the result."""

    def __init__(
        self,
        source: Pyramid,
        scale_colours: Bytes,
        shape: tuple[int, int],
        before: "ResultStore | None" = None,
    ) -> None:
        self.shape = shape
        self.exact = ExactTiles(shape)
        self.layer = PictureLayer(self.exact)
        self.patches: deque[Patch] = deque(maxlen=MOST_PATCHES)
        self.earlier = before.as_earlier() if before is not None else None
        if before is not None and not before.has_own_parts:
            self.patches.extend(patch for patch in before.patches if patch.is_late)
        self.is_abandoned = False
        self._source, self._colours = source, scale_colours
        self.difference: DifferenceLayer | None = None
        if shape == source.shape:
            self.difference = DifferenceLayer(source, self.exact, scale_colours)

    @property
    def has_own_parts(self) -> bool:
        """Whether anything of this very result is there."""
        return not self.exact.region.isEmpty() or any(not each.is_late for each in self.patches)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is exact."""
        return self.exact.covers((0, 0, *self.shape))

    def add_exact(self, pixels: NDArray[Any], region: Rectangle, reduced: Reduced) -> None:
        """Take an exact part."""
        self._drop_late()
        self.exact.add(pixels, region, reduced)

    def add_approximation(self, pixels: NDArray[Any], region: Rectangle, level: int) -> None:
        """Take a part made from a smaller level; `region` is in pixels of that level."""
        self._drop_late()
        self.patches.append(self._patch(pixels, region, level, self.shape, is_late=False))

    def add_late(
        self, pixels: NDArray[Any], region: Rectangle, level: int, shape: tuple[int, int]
    ) -> None:
        """Take a part of a document before this one: better than nothing of this one."""
        if not self.has_own_parts:
            self.patches.append(self._patch(pixels, region, level, shape, is_late=True))

    def finish(self, pixels: NDArray[Any], reduced: Reduced) -> None:
        """Take the whole; nothing else is needed any more."""
        self.exact.finish(pixels, reduced)
        self.patches.clear()
        self.earlier = None

    def abandon(self) -> None:
        """Forget what is not of this result: no more of it will come."""
        self._drop_late()
        self.earlier = None
        self.is_abandoned = True

    def as_earlier(self) -> Earlier | None:
        """Return this as what it will be once the document is another."""
        if not self.has_own_parts:
            return self.earlier
        tiles = self.exact.tiles
        large = sum(pixels.nbytes for _, pixels in tiles) > LARGEST_EARLIER
        smaller = self.exact.smaller() if large else None
        layer = PictureLayer(smaller) if smaller is not None else self.layer
        return Earlier(layer, QRegion(self.exact.region), self.shape, tuple(self.patches))

    def mark(self, seen: Rectangle) -> str:
        """Return what to write over what is seen: nothing where all of it is exact."""
        if self.exact.covers(seen):
            return ""
        if self.is_abandoned:
            return INCOMPLETE
        return APPROXIMATE if any(not patch.is_late for patch in self.patches) else UPDATING

    def covers_somehow(self, seen: Rectangle) -> bool:
        """Return whether all that is seen is there, exact or as an approximation."""
        region = QRegion(self.exact.region)
        for patch in self.patches:
            if patch.shape == self.shape:
                region = region.united(as_qrect(patch.rectangle))
        return QRegion(as_qrect(seen)).subtracted(region).isEmpty()

    def recolour(self, scale_colours: Bytes) -> None:
        """Show differences in other colours."""
        self._colours = scale_colours
        for layer in (self.difference, *(patch.difference for patch in self.patches)):
            if layer is not None:
                layer.recolour(scale_colours)

    def layers(self) -> list[Layer]:
        """Return all layers."""
        found: list[Layer | None] = [self.layer, self.difference]
        for patch in self.patches:
            found += [patch.layer, patch.difference]
        if self.earlier is not None:
            found += [self.earlier.layer, *(patch.layer for patch in self.earlier.patches)]
        return [layer for layer in found if layer is not None]

    def _drop_late(self) -> None:
        for patch in [patch for patch in self.patches if patch.is_late]:
            self.patches.remove(patch)

    def _patch(
        self,
        pixels: NDArray[Any],
        region: Rectangle,
        level: int,
        shape: tuple[int, int],
        *,
        is_late: bool,
    ) -> Patch:
        sheet = Pyramid(pixels)
        top, left, bottom, right = (edge << level for edge in region)
        difference = None
        subtracts = shape == self._source.shape and level <= self._source.highest
        if subtracts and _is_within(region, shape_of_level(shape, level)):
            part = LevelPart(self._source, level, region)
            difference = DifferenceLayer(part, sheet, self._colours)
        return Patch(PictureLayer(sheet), difference, (top, left, bottom, right), shape, is_late)


def _is_within(region: Rectangle, shape: tuple[int, int]) -> bool:
    top, left, bottom, right = region
    return top >= 0 and left >= 0 and bottom <= shape[0] and right <= shape[1]
