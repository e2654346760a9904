"""Render the document's picture: what the canvas shows."""

from kernelview.document.document import Document
from kernelview.engine import Rendering, render
from kernelview.jobs import Job


def render_picture(document: Document) -> Job[Rendering]:
    """Run the document's pipeline over its picture, in the picture's own depth."""
    return render(document.image.pixels, document.pipeline, document.show)
