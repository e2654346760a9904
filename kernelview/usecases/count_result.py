"""Count how often each value of the document's result occurs."""

from kernelview.document.document import Document
from kernelview.engine.spans import Rectangle
from kernelview.engine.tally import Counts, PartTally, Tallying
from kernelview.engine.tile_grid import Waiting, tile_side
from kernelview.engine.tiles import TileMaker
from kernelview.engine.workers import Workers
from kernelview.jobs import Job, Progress
from kernelview.threads import processors


def count_result(document: Document) -> Job[tuple[Counts, ...]]:
    """Return the histogram that a live rendering's last tally has, where it was not counted.

    The result is made again tile by tile, and not kept. Raises EngineError.
    """
    pixels, pipeline = document.image.pixels, document.pipeline
    maker = TileMaker(pixels, pipeline, document.show)
    waiting = Waiting(maker.shape, tile_side(pixels.shape, pixels.dtype, pipeline))
    workers, tallying = Workers(processors()), Tallying(white=maker.white)
    parts: dict[Rectangle, PartTally] = {}

    def count(tile: Rectangle) -> None:
        parts[tile] = maker.tallied(maker.values(tile), (0, 0), counted=True)

    while len(waiting):
        tiles = [waiting.take(None) for _ in range(min(workers.count, len(waiting)))]
        workers.run(count, tiles)
        for tile in tiles:
            tallying.add(parts.pop(tile))
        yield Progress(waiting.total - len(waiting), waiting.total, "Counting")
    return tallying.histogram()
