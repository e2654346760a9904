"""Export how the kernels came about: an animation, or a strip of moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np

from kernelview.disk import plain_reason, write_atomically
from kernelview.files.errors import ImageFileError
from kernelview.files.palette_pictures import GifWriter, png_of
from kernelview.jobs import Job, Progress
from kernelview.learn.timeline import Moment
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.wall_frames import (
    Places,
    WallColours,
    WallFrames,
    empty_sheet,
    moment_words,
    palette_of,
    text_of,
)
from kernelview.usecases.wall_picture import WallView, layer_named

GIF_WIDTH, GIF_HEIGHT = 800, 520
MOST_FRAMES, FRAME_MILLISECONDS, LAST_MILLISECONDS = 75, 80, 2000
STRIP_MOMENTS, STRIP_SIDE, STRIP_PIXELS_A_KERNEL = 8, 280, 24
MARGIN, TEXT_PIXELS, STRIP_TEXT_PIXELS = 20, 18, 15


@dataclass(frozen=True)
class ExportedWall:
    """Where the pictures went and how many moments they show."""

    path: Path
    moments: int


def export_wall(
    moments: Sequence[Moment], path: Path, *, view: WallView, colours: WallColours
) -> Job[ExportedWall]:
    """Write moments of a training as an animated .gif, or 8 of them side by side as a .png.

    At most 75 moments are animated, evenly from first to last; a strip shows more of the
    beginning, where most happens. Raises UseCaseError and ImageFileError; a failed write leaves
    an older file as it was.
    """
    if not moments:
        raise UseCaseError("there is nothing to export yet; train the network first")
    kind = path.suffix.lower()
    if kind == ".gif":
        data, count = yield from _animation(moments, view, colours)
    elif kind == ".png":
        data, count = yield from _strip(moments, view, colours)
    else:
        raise ImageFileError(path, "the wall is written as .gif or .png")
    yield Progress(count, count, "writing")
    try:
        write_atomically(path, data)
    except (OSError, ValueError) as error:
        raise ImageFileError(path, plain_reason(error)) from error
    return ExportedWall(path, count)


def chosen_moments(moments: Sequence[Moment], count: int, *, power: float = 1.0) -> list[Moment]:
    """Return `count` moments from the first to the last, all where there are no more.

    They are about evenly apart in batches; a `power` above 1 brings them nearer to the beginning.
    """
    count = min(count, len(moments))
    batches = np.array([moment.batch for moment in moments], np.float64)
    shares = np.linspace(0.0, 1.0, count) ** power
    places: list[int] = []
    for number, batch in enumerate(batches[0] + (batches[-1] - batches[0]) * shares):
        nearest = int(np.abs(batches - batch).argmin())
        after = places[-1] + 1 if places else 0
        # Those still to come need a place each.
        places.append(min(max(nearest, after), len(moments) - (count - number)))
    return [moments[place] for place in places]


def _animation(
    moments: Sequence[Moment], view: WallView, colours: WallColours
) -> Job[tuple[bytes, int]]:
    chosen = chosen_moments(moments, MOST_FRAMES)
    frames = WallFrames(chosen, view, width=GIF_WIDTH - 2 * MARGIN, height=GIF_HEIGHT - 4 * MARGIN)
    name = _name_of(chosen[-1], view)
    writer: GifWriter | None = None
    for number, moment in enumerate(chosen):
        yield Progress(number, len(chosen), "drawing the wall")
        frame = _captioned(frames, moment, name)
        if writer is None:
            writer = GifWriter(frame.shape[1], frame.shape[0], palette_of(colours))
        is_last = number == len(chosen) - 1
        writer.add(frame, milliseconds=LAST_MILLISECONDS if is_last else FRAME_MILLISECONDS)
    return (writer.to_bytes() if writer else b""), len(chosen)


def _captioned(frames: WallFrames, moment: Moment, name: str) -> Places:
    """Return a moment's wall in the middle of a sheet, what it is above it."""
    when, how_well = moment_words(moment)
    words = "  ·  ".join(part for part in (name, when, how_well) if part)
    text = text_of([words], width=GIF_WIDTH - 2 * MARGIN, pixels=TEXT_PIXELS)
    wall = frames.draw(moment)
    top = MARGIN + len(text) + MARGIN // 2
    sheet = empty_sheet(max(GIF_WIDTH, wall.shape[1] + 2 * MARGIN), top + len(wall) + MARGIN)
    _lay(sheet, text, MARGIN, MARGIN)
    _lay(sheet, wall, (sheet.shape[1] - wall.shape[1]) // 2, top)
    return sheet


def _strip(
    moments: Sequence[Moment], view: WallView, colours: WallColours
) -> Job[tuple[bytes, int]]:
    chosen = chosen_moments(moments, STRIP_MOMENTS, power=2.0)
    side = max(STRIP_SIDE, round(STRIP_PIXELS_A_KERNEL * sqrt(_count(chosen[-1], view))))
    frames = WallFrames(chosen, view, width=side, height=side)
    columns = []
    for number, moment in enumerate(chosen):
        yield Progress(number, len(chosen), "drawing the wall")
        columns.append(_column(frames, moment, side))
    height = max(map(len, columns))
    title = text_of(
        [_name_of(chosen[-1], view)], width=side, pixels=TEXT_PIXELS * side // STRIP_SIDE
    )
    top = MARGIN + len(title) + MARGIN // 2
    width = sum(column.shape[1] + MARGIN for column in columns) + MARGIN
    sheet = empty_sheet(width, top + height + MARGIN)
    _lay(sheet, title, MARGIN, MARGIN)
    left = MARGIN
    for column in columns:
        _lay(sheet, column, left, top)
        left += column.shape[1] + MARGIN
    return png_of(sheet, palette_of(colours)), len(chosen)


def _column(frames: WallFrames, moment: Moment, side: int) -> Places:
    wall = frames.draw(moment)
    width = max(side, wall.shape[1])
    pixels = STRIP_TEXT_PIXELS * side // STRIP_SIDE
    text = text_of(moment_words(moment), width=width, pixels=pixels)
    column = empty_sheet(width, len(wall) + MARGIN // 2 + len(text))
    _lay(column, wall, 0, 0)
    _lay(column, text, 0, len(wall) + MARGIN // 2)
    return column


def _name_of(moment: Moment, view: WallView) -> str:
    layer = layer_named(moment.layers, view.layer)
    if layer is None:
        return ""
    if layer.kernels.shape[2] == 1:
        return layer.name
    part = "mean over inputs" if view.channel is None else f"input {view.channel}"
    return f"{layer.name}, {part}"


def _count(moment: Moment, view: WallView) -> int:
    layer = layer_named(moment.layers, view.layer)
    return layer.kernels.shape[3] if layer else 0


def _lay(sheet: Places, part: Places, left: int, top: int) -> None:
    height, width = part.shape
    sheet[top : top + height, left : left + width] = part
