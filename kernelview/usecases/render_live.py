"""Render the document's picture so that it answers at once: what is in view comes first."""

import time
from collections.abc import Callable
from itertools import pairwise

from kernelview.document.document import Document
from kernelview.engine.approximation import approximate
from kernelview.engine.region import region_values, source_region
from kernelview.engine.showing import Ends, range_known, range_of_spread
from kernelview.engine.spans import Rectangle
from kernelview.engine.spread import Spread
from kernelview.engine.tally import Counts, PartTally, Tally, Tallying
from kernelview.engine.tile_grid import Waiting, tile_side
from kernelview.engine.tiles import TileMaker, Values
from kernelview.engine.workers import Workers
from kernelview.jobs import Job, Progress
from kernelview.threads import processors
from kernelview.usecases.live_parts import LivePart, LiveRendering, Target, View

__all__ = [
    "Counts",
    "LivePart",
    "LiveRendering",
    "Rectangle",
    "Tally",
    "Target",
    "View",
    "render_live",
    "values_at",
]

# Between two tallies on the way.
TALLY_SECONDS = 0.1
# Values kept from the measuring of a range to its showing: 64 MB.
_MOST_KEPT = 2**24
# What takes no longer is not approximated first.
_WORTH_SECONDS = 0.02
_BANDS = 8
_FEWEST_ROWS = 64


Look = Callable[[], View | None]
Clock = Callable[[], float]
Counting = Callable[[], bool]


def _always() -> bool:
    return True


def render_live(
    document: Document,
    look: Look,
    target: Target,
    *,
    counting: Counting = _always,
    clock: Clock = time.monotonic,
) -> Job[LiveRendering]:
    """Render the picture: what `look` says is in view first, then the rest around it.

    `look` is asked again before each tile. Where it says that a smaller level is painted, an
    approximation made from there comes first. Counting a histogram takes as long as a small
    kernel: once `counting` says no, tallies have none, and `count_result` can make up for it.
    Raises EngineError.
    """
    return (yield from _Live(document, look, target, counting, clock).run())


def values_at(document: Document, region: Rectangle) -> Values:
    """Return the exact float32 values of a small region (top, left, bottom, right)."""
    return region_values(document.image.pixels, document.pipeline, region)


class _Live:
    """One document on its way to its result."""

    def __init__(
        self, document: Document, look: Look, target: Target, counting: Counting, clock: Clock
    ) -> None:
        pixels, pipeline = document.image.pixels, document.pipeline
        self._counting, self._counts = counting, True
        self._document, self._look, self._target, self._clock = document, look, target, clock
        self._maker = TileMaker(pixels, pipeline, document.show)
        self._side = tile_side(pixels.shape, pixels.dtype, pipeline)
        self._waiting = Waiting(self._maker.shape, self._side)
        self._pixels = self._maker.empty_pixels()
        self._workers = Workers(processors())
        self._tallying = Tallying(white=self._maker.white)
        self._told_at = clock()
        self._values: dict[Rectangle, Values] = {}
        self._clipped: dict[Rectangle, tuple[int, int]] = {}
        self._found: dict[Rectangle, PartTally] = {}
        self._ends: Ends = (0.0, self._maker.white)
        self._measured = 0

    def run(self) -> Job[LiveRendering]:
        """Make the parts in their order."""
        self._target.begin(self._maker.shape)
        white, mode = self._maker.white, self._document.show
        yield from self._approximate()
        known = range_known(mode, white=white)
        if known is None:
            known = range_of_spread((yield from self._measure_all()), mode, white=white)
        self._ends = known
        yield from self._make_what_is_seen()
        while len(self._waiting):
            tiles = self._take_tiles(self._waiting)
            self._counts = self._counts and self._counting()
            self._workers.run(self._make, tiles)
            for tile in tiles:
                self._show(tile)
            yield self._tell(tiles)
        tally = self._tallying.tally(self._ends, exact=True)
        self._target.tally(tally)
        self._pixels.setflags(write=False)
        return LiveRendering(self._pixels, tally, self._maker.shape)

    def _approximate(self) -> Job[None]:
        """Show about what is in view where the exact result takes longer than that.

        That is where a smaller level is painted, and where the whole is to be measured first.
        """
        view = self._look()
        seen = self._seen(view)
        measured = range_known(self._document.show, white=self._maker.white) is None
        if view is None or seen is None or not (view.level or measured):
            return
        whole = (0, 0, *self._maker.shape)
        if self._maker.seconds(whole if measured else seen) < _WORTH_SECONDS:
            return
        found = approximate(
            self._document.image.levels,
            self._document.pipeline,
            self._document.show,
            seen,
            max(1, view.level),
            workers=self._workers,
        )
        if found is not None:
            self._target.show(LivePart(found.pixels, found.region, found.level))
        yield Progress(0, self._waiting.total, "Looking from afar")

    def _measure_all(self) -> Job[Values]:
        """Go over the whole once for what the ends of its values depend on."""
        spread = Spread(self._maker.values_shape, single=self._document.show == "false-colour")

        def measure(tile: Rectangle) -> None:
            values = self._maker.values(tile)
            spread.add(values, tile[:2])
            if (len(self._values) + 1) * self._side**2 * self._maker.planes <= _MOST_KEPT:
                self._values[tile] = values

        waiting = Waiting(self._maker.shape, self._side)
        while len(waiting):
            tiles = self._take_tiles(waiting)
            self._workers.run(measure, tiles)
            self._measured += len(tiles)
            yield Progress(self._measured, 2 * waiting.total, "Measuring the range of the values")
        return spread.found()

    def _make_what_is_seen(self) -> Job[None]:
        """Make what is in view, and show it in one piece before it is counted."""
        view = self._look()
        seen = self._seen(view)
        if view is None or seen is None or view.level > 0:
            return
        if _area(seen) * self._maker.planes > _MOST_KEPT:
            return
        tiles = self._waiting.within(seen)
        around = _hull(tiles)
        # Tiles that reach beyond the view would be waited for; they come with all others.
        aside = around != seen
        pieces = self._bands(seen) if aside else tiles
        for some in self._batches(pieces):
            self._workers.run(self._fill, some)
            if some[-1] == pieces[-1]:
                self._show(seen if aside else around)
            yield Progress(self._measured, self._measured + self._waiting.total, "Filtering")
        if aside:
            for band in pieces:
                del self._values[band], self._clipped[band]
            return
        self._waiting.remove(tiles)
        self._counts = self._counting()
        for some in self._batches(tiles):
            self._workers.run(self._count, some)
            yield self._tell(some)

    def _bands(self, seen: Rectangle) -> list[Rectangle]:
        """Cut what is in view into bands that are a good deal higher than what they overlap."""
        top, left, bottom, right = seen
        needed = source_region(self._maker.picture.shape, self._document.pipeline, seen)
        halo = needed[2] - needed[0] - (bottom - top)
        count = max(1, min(_BANDS, (bottom - top) // max(_FEWEST_ROWS, 2 * halo)))
        edges = [top + (bottom - top) * number // count for number in range(count + 1)]
        return [(first, left, end, right) for first, end in pairwise(edges)]

    def _batches(self, pieces: list[Rectangle]) -> list[list[Rectangle]]:
        """Return as many pieces at a time as there are threads."""
        count = self._workers.count
        return [pieces[first : first + count] for first in range(0, len(pieces), count)]

    def _take_tiles(self, waiting: Waiting) -> list[Rectangle]:
        """Take as many tiles as there are threads, each nearest to what is in view then."""
        count = min(self._workers.count, len(waiting))
        return [waiting.take(self._seen(self._look())) for _ in range(count)]

    def _seen(self, view: View | None) -> Rectangle | None:
        """Return what is in view of the result, which may be smaller than the picture."""
        if view is None:
            return None
        image, (height, width) = self._document.image, self._maker.shape
        top, left, bottom, right = view.rectangle
        top, bottom = max(0, top), min(image.height, bottom)
        left, right = max(0, left), min(image.width, right)
        if top >= bottom or left >= right:
            return None
        return (
            top * height // image.height,
            left * width // image.width,
            -(-bottom * height // image.height),
            -(-right * width // image.width),
        )

    def _make(self, tile: Rectangle) -> None:
        self._fill(tile)
        self._count(tile)

    def _fill(self, piece: Rectangle) -> None:
        """Put a piece into the picture, and keep its values for the count."""
        values = self._values.get(piece)
        if values is None:
            values = self._values[piece] = self._maker.values(piece)
        self._clipped[piece] = self._maker.show_into(self._pixels, values, piece, self._ends)

    def _count(self, tile: Rectangle) -> None:
        values, clipped = self._values.pop(tile), self._clipped.pop(tile)
        self._found[tile] = self._maker.tallied(values, clipped, counted=self._counts)

    def _show(self, region: Rectangle) -> None:
        top, left, bottom, right = region
        pixels = self._pixels[top:bottom, left:right]
        pixels.setflags(write=False)
        self._target.show(LivePart(pixels, region, 0))

    def _tell(self, tiles: list[Rectangle]) -> Progress:
        """Put what was found in the tiles together, and tell of it now and then."""
        for tile in tiles:
            self._tallying.add(self._found.pop(tile))
        now = self._clock()
        if now - self._told_at >= TALLY_SECONDS and len(self._waiting):
            self._target.tally(self._tallying.tally(self._ends, exact=False))
            self._told_at = now
        total = self._waiting.total
        done = self._measured + total - len(self._waiting)
        return Progress(done, self._measured + total, "Filtering")


def _hull(tiles: list[Rectangle]) -> Rectangle:
    tops, lefts, bottoms, rights = zip(*tiles, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def _area(rectangle: Rectangle) -> int:
    return (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])
