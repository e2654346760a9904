"""Render the document's picture, what is in view first."""

from collections.abc import Callable

from kernelview.document.document import Document
from kernelview.engine import Rendering
from kernelview.engine.region import (
    PartialRendering,
    Rectangle,
    can_render_region,
    needed_region,
    render_region,
)
from kernelview.jobs import Job, Progress
from kernelview.usecases.render_picture import render_picture

__all__ = ["PartialRendering", "Rectangle", "render_in_view"]

# Smaller pictures are whole as soon as their part would be.
SMALLEST_PIXELS = 2_000_000
LARGEST_SHARE = 0.5

ShowPart = Callable[[PartialRendering], None]


def render_in_view(
    document: Document, view: Rectangle | None, *, show_part: ShowPart
) -> Job[Rendering]:
    """Return the whole result; `show_part` gets what is in `view` beforehand where that pays.

    `view` is (top, left, bottom, right) in pixels of the picture, the ends excluded; what of
    it lies outside the picture is left out. `show_part` is called where the job runs.
    """
    seen = _within_picture(document, view) if view is not None else None
    if seen is not None and _pays(document, seen):
        show_part((yield from _part_in_view(document, seen)))
    return (yield from render_picture(document))


def _part_in_view(document: Document, seen: Rectangle) -> Job[PartialRendering]:
    """Render the part; it is a small share of the work, so the progress of all waits at 0."""
    job = render_region(document.image.pixels, document.pipeline, document.show, seen)
    try:
        while True:
            next(job)
            yield Progress(0, 1, "Filtering what is in view")
    except StopIteration as end:
        part: PartialRendering = end.value
        return part
    finally:
        job.close()


def _within_picture(document: Document, view: Rectangle) -> Rectangle | None:
    top, left, bottom, right = view
    top, bottom = max(0, top), min(document.image.height, bottom)
    left, right = max(0, left), min(document.image.width, right)
    return (top, left, bottom, right) if top < bottom and left < right else None


def _pays(document: Document, seen: Rectangle) -> bool:
    pixels = document.image.height * document.image.width
    if pixels <= SMALLEST_PIXELS or not can_render_region(document.pipeline, document.show):
        return False
    # A wrapped border may ask for the whole picture, whatever is seen of it.
    top, left, bottom, right = needed_region(document.image.pixels.shape, document.pipeline, seen)
    return (bottom - top) * (right - left) < LARGEST_SHARE * pixels
