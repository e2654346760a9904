"""Open a picture."""

from pathlib import Path

from kernelview.document.image import Image
from kernelview.files.images import load_image
from kernelview.jobs import Job, Progress


def open_image(path: Path) -> Job[Image]:
    """Read the picture at `path`, as deep as the file. Raises ImageFileError."""
    yield Progress(0, 1, "reading")
    image = load_image(path)
    yield Progress(1, 1, "read")
    return image
