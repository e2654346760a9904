"""Load the pictures that a choice names, and part them into training and testing."""

from dataclasses import replace
from math import ceil
from pathlib import Path

import numpy as np

from kernelview.files.datasets import (
    load_bundled,
    load_csv,
    load_idx,
    load_npz,
    load_picture_folder,
)
from kernelview.jobs import Job
from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Dataset, Split, split
from kernelview.learn.errors import LearnError
from kernelview.learn.shapes import SHAPE_NAMES, generate_shapes

# How many shapes are made where nobody says how many.
USUAL_SHAPES = 5_000


def load_dataset(choice: DataChoice) -> Job[Split]:
    """Return the chosen pictures, parted: the classes kept, then the first `limit` of them.

    Files are shuffled once with the choice's seed; the bundled sets keep their order. Raises
    DatasetFileError for a file or folder at fault, LearnError for a choice that the pictures
    cannot meet.
    """
    match choice.source:
        case "mnist-5k" | "digits-8x8" as name:
            dataset = _narrowed(load_bundled(name), choice)
        case "shapes":
            dataset = _narrowed((yield from _shapes(choice)), choice)
        case _:
            dataset = yield from _own(choice)
    return split(dataset, test_share=choice.test_share)


def _own(choice: DataChoice) -> Job[Dataset]:
    path = Path(choice.source)
    if _is_folder(path):
        return (
            yield from load_picture_folder(
                path,
                side=choice.side,
                colour=choice.colour,
                seed=choice.seed,
                limit=choice.limit,
                classes=choice.classes,
            )
        )
    dataset = yield from _file(path)
    return _narrowed(_shuffled(dataset, choice.seed), choice)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # the reader of files says what is wrong with such a path
        return False


def _file(path: Path) -> Job[Dataset]:
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(".npz"):
        return (yield from load_npz(path))
    if name.endswith((".csv", ".tsv")):
        return (yield from load_csv(path))
    return (yield from load_idx(path))


def _shuffled(dataset: Dataset, seed: int) -> Dataset:
    order = np.random.default_rng(seed).permutation(len(dataset))
    return replace(dataset, images=dataset.images[order], labels=dataset.labels[order])


def _narrowed(dataset: Dataset, choice: DataChoice) -> Dataset:
    if choice.classes is not None:
        _check_classes(choice.classes, len(dataset.class_names))
        dataset = dataset.only(choice.classes)
    return dataset if choice.limit is None else dataset.take(choice.limit)


def _shapes(choice: DataChoice) -> Job[Dataset]:
    count = choice.limit or USUAL_SHAPES
    if choice.classes is not None:
        _check_classes(choice.classes, len(SHAPE_NAMES))
        count = ceil(count / len(choice.classes)) * len(SHAPE_NAMES)
    return (
        yield from generate_shapes(
            count, side=choice.side, noise=choice.noise, colour=choice.colour, seed=choice.seed
        )
    )


def _check_classes(classes: tuple[int, ...], count: int) -> None:
    wrong = [one for one in classes if not 0 <= one < count]
    if wrong:
        raise LearnError(
            f"there are {count} classes, 0 to {count - 1}; {', '.join(map(str, wrong))} is none"
        )
