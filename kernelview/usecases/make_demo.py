"""Make the demo: filtered pictures and a page that shows and explains them."""

import re
from collections.abc import Sequence
from pathlib import Path

from kernelview.document.image import Image
from kernelview.engine import Pipeline, ShowMode
from kernelview.files.assets import sample_pictures
from kernelview.files.atomic import write_atomically
from kernelview.jobs import Job
from kernelview.usecases.demo import GENERATOR, LESSONS, Filtered, Lesson, Shot, page_html
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.export_image import export_image
from kernelview.usecases.open_image import open_image
from kernelview.usecases.progress import part_of

PAGE = "index.html"
PREFIX = "kernelview-"
_LARGEST_HEAD = 4096


def make_demo(
    folder: Path, *, pictures: Sequence[Path] = (), lessons: Sequence[Lesson] = LESSONS
) -> Job[Path]:
    """Filter `pictures` (the samples when there are none) into `folder`; return the page.

    Only index.html and names that begin with "kernelview-" are written. Raises UseCaseError
    when the folder holds an index.html that is not a demo's, ImageFileError and OSError.
    """
    _claim(folder)
    paths = tuple(pictures) or sample_pictures()
    count = len(paths) * (len(lessons) + 1)
    images = []
    originals = []
    for index, (path, slug) in enumerate(zip(paths, _slugs(paths), strict=True)):
        image, shot = yield from part_of(
            _original(path, folder, slug), index=index, count=count, message=path.name
        )
        images.append(image)
        originals.append(shot)
    results = []
    for number, lesson in enumerate(lessons):
        shots = []
        for place, (image, original) in enumerate(zip(images, originals, strict=True)):
            index = len(paths) * (number + 1) + place
            target = folder / original.file.replace("-original.", f"-{lesson.slug}.")
            job = _export(image, lesson.pipeline, lesson.show, target)
            message = f"{lesson.slug}: {image.name}"
            shots.append((yield from part_of(job, index=index, count=count, message=message)))
        results.append(Filtered(lesson, tuple(shots)))
    page = folder / PAGE
    write_atomically(page, page_html(originals, results).encode("utf-8", "xmlcharrefreplace"))
    return page


def _original(path: Path, folder: Path, slug: str) -> Job[tuple[Image, Shot]]:
    image = yield from open_image(path)
    suffix = ".jpg" if path.suffix.lower() in (".jpg", ".jpeg") else ".png"
    target = folder / f"{PREFIX}{slug}-original{suffix}"
    shot = yield from _export(image, Pipeline(()), "clamp", target)
    return image, shot


def _export(image: Image, pipeline: Pipeline, show: ShowMode, target: Path) -> Job[Shot]:
    yield from export_image(image, pipeline, show, target)
    return Shot(target.name, image.name, image.width, image.height)


def _claim(folder: Path) -> None:
    page = folder / PAGE
    if folder.exists() and not folder.is_dir():
        raise UseCaseError(f"{folder} is a file; name a folder for the demo")
    if page.exists() and not _is_demo_page(page):
        raise UseCaseError(f"{page} is not a page of this demo; choose another folder")
    folder.mkdir(parents=True, exist_ok=True)


def _is_demo_page(page: Path) -> bool:
    if not page.is_file():
        return False
    with page.open("rb") as file:
        return GENERATOR.encode() in file.read(_LARGEST_HEAD)


def _slugs(paths: Sequence[Path]) -> list[str]:
    slugs: list[str] = []
    for path in paths:
        slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "picture"
        number = 2
        unique = slug
        while unique in slugs:
            unique = f"{slug}-{number}"
            number += 1
        slugs.append(unique)
    return slugs
