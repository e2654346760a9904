"""Make the demo: filtered pictures and a page that shows and explains them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kernelview.disk.atomic import write_atomically
from kernelview.document import TrainingPlan
from kernelview.document.image import Image
from kernelview.files.assets import sample_pictures
from kernelview.jobs import Job
from kernelview.usecases.demo import GENERATOR, LESSONS, TRAINING, Filtered, Lesson, Shot, page_html
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.export_image import export_image
from kernelview.usecases.make_comparison import trained_and_compared
from kernelview.usecases.open_image import open_image
from kernelview.usecases.progress import part_of

PAGE = "index.html"
PREFIX = "kernelview-"
_LARGEST_HEAD = 4096


def make_demo(
    folder: Path,
    *,
    pictures: Sequence[Path] = (),
    lessons: Sequence[Lesson] = LESSONS,
    training: TrainingPlan | None = TRAINING,
) -> Job[Path]:
    """Filter `pictures` (the samples when there are none) into `folder`; return the page.

    The page ends with the kernels that `training` finds beside hand-made ones.

    Only index.html and names that begin with "kernelview-" are written. Raises UseCaseError
    when the folder holds an index.html that is not a demo's, ImageFileError and OSError.
    """
    _claim(folder)
    paths = tuple(pictures) or sample_pictures()
    parts = len(lessons) + 2
    sources, originals = yield from part_of(_copy_originals(paths, folder), index=0, count=parts)
    results = []
    for number, lesson in enumerate(lessons, start=1):
        job = _filter_all(sources, lesson, folder)
        shots = yield from part_of(job, index=number, count=parts, message=lesson.slug)
        results.append(Filtered(lesson, shots))
    comparison = None
    if training is not None:
        job_of_all = trained_and_compared(training)
        comparison = yield from part_of(job_of_all, index=parts - 1, count=parts)
    page, html = folder / PAGE, page_html(originals, results, comparison=comparison)
    write_atomically(page, html.encode("utf-8", "xmlcharrefreplace"))
    return page


@dataclass(frozen=True)
class _Source:
    """A picture and the beginning and end of the names of the files made from it."""

    image: Image
    stem: str
    suffix: str

    def file(self, slug: str) -> str:
        return f"{PREFIX}{self.stem}-{slug}{self.suffix}"


def _copy_originals(
    paths: Sequence[Path], folder: Path
) -> Job[tuple[tuple[_Source, ...], tuple[Shot, ...]]]:
    sources: list[_Source] = []
    for path, stem in zip(paths, _stems(paths), strict=True):
        suffix = ".jpg" if path.suffix.lower() in (".jpg", ".jpeg") else ".png"
        image = yield from open_image(path)
        sources.append(_Source(image, stem, suffix))
    plain = Lesson("original", "The original", (), "")
    shots = yield from _filter_all(sources, plain, folder)
    return tuple(sources), shots


def _filter_all(sources: Sequence[_Source], lesson: Lesson, folder: Path) -> Job[tuple[Shot, ...]]:
    shots = []
    for index, source in enumerate(sources):
        image, target = source.image, folder / source.file(lesson.slug)
        job = export_image(image, lesson.pipeline, lesson.show, target)
        yield from part_of(job, index=index, count=len(sources), message=image.name)
        shots.append(Shot(target.name, image.name, image.width, image.height))
    return tuple(shots)


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


def _stems(paths: Sequence[Path]) -> list[str]:
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
