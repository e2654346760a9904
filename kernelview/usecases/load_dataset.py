"""Load the pictures that a choice names, and part them into training and testing."""

from math import ceil

from kernelview.files.datasets import load_bundled
from kernelview.jobs import Job
from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Dataset, Split, split
from kernelview.learn.errors import LearnError
from kernelview.learn.shapes import SHAPE_NAMES, generate_shapes

# How many shapes are made where nobody says how many.
USUAL_SHAPES = 5_000


def load_dataset(choice: DataChoice) -> Job[Split]:
    """Return the chosen pictures, parted: the classes kept, then the first `limit` of them.

    Raises DatasetFileError for a file or folder at fault, LearnError for a choice that the
    pictures cannot meet.
    """
    dataset = yield from _dataset(choice)
    if choice.classes is not None:
        _check_classes(choice.classes, len(dataset.class_names))
        dataset = dataset.only(choice.classes)
    if choice.limit is not None:
        dataset = dataset.take(choice.limit)
    return split(dataset, test_share=choice.test_share)


def _dataset(choice: DataChoice) -> Job[Dataset]:
    match choice.source:
        case "mnist-5k" | "digits-8x8" as name:
            return load_bundled(name)
        case "shapes":
            return (yield from _shapes(choice))
        case _:
            raise LearnError(f"no data is called {choice.source!r}")


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
