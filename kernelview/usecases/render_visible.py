"""Render the document's picture, what is in view first."""

from collections.abc import Callable

from kernelview.document.document import Document
from kernelview.engine import Rendering
from kernelview.engine.region import (
    PartialRendering,
    Rectangle,
    can_render_region,
    render_region,
)
from kernelview.jobs import Job
from kernelview.usecases.render_picture import render_picture

__all__ = ["PartialRendering", "render_in_view"]

# Smaller pictures are whole as soon as their part would be.
SMALLEST_PIXELS = 2_000_000
LARGEST_SHARE = 0.5

ShowPart = Callable[[PartialRendering], None]


def render_in_view(document: Document, view: Rectangle, *, show_part: ShowPart) -> Job[Rendering]:
    """Return the whole result; `show_part` gets what is in `view` beforehand where that pays.

    `view` is (top, left, bottom, right) in pixels of the picture, the ends excluded.
    """
    if _pays(document, view):
        part = yield from render_region(
            document.image.pixels, document.pipeline, document.show, view
        )
        show_part(part)
    return (yield from render_picture(document))


def _pays(document: Document, view: Rectangle) -> bool:
    top, left, bottom, right = view
    seen = (bottom - top) * (right - left)
    pixels = document.image.height * document.image.width
    return (
        pixels > SMALLEST_PIXELS
        and 0 < seen < LARGEST_SHARE * pixels
        and can_render_region(document.pipeline, document.show)
    )
