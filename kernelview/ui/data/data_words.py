"""What the data panel says about pictures."""

from pathlib import PurePath

from kernelview.learn.choices import BUNDLED, BundledName
from kernelview.learn.dataset import Dataset, Split
from kernelview.learn.shapes import SHAPE_NAMES

# Each source with its name and its explanation.
SOURCES: tuple[tuple[BundledName, str, str], ...] = (
    ("mnist-5k", "MNIST digits", "5,000 handwritten digits, 28 × 28 pixels, from MNIST"),
    ("digits-8x8", "Small digits", "1,797 handwritten digits, 8 × 8 pixels: trains in a blink"),
    ("shapes", "Edges and shapes", "Made up: edges, corners, blobs, textures and simple shapes"),
)
_FILE_ENDINGS = (".npz", ".csv", ".tsv", ".gz", "ubyte", ".idx")
DIGIT_NAMES = tuple(str(digit) for digit in range(10))


def known_class_names(source: str) -> tuple[str, ...]:
    """Return the classes of a bundled set; none for a person's own, which must be read first."""
    if source == "shapes":
        return SHAPE_NAMES
    return DIGIT_NAMES if source in BUNDLED else ()


def is_folder(source: str) -> bool:
    """Return whether a source is a folder of pictures, going by its name alone."""
    return source not in BUNDLED and not source.lower().endswith(_FILE_ENDINGS)


def name_of(source: str) -> str:
    """Return what a source is called in a list."""
    for known, name, _ in SOURCES:
        if known == source:
            return name
    return PurePath(source).name or source


def facts_text(split: Split) -> str:
    """Return how many pictures there are, of what size and colour."""
    height, width, channels = split.train.shape
    colour = {1: "grey", 3: "colour"}.get(channels, f"{channels} channels")
    return f"{counted(len(split.train) + len(split.test))}, {width} × {height}, {colour}"


def parts_text(split: Split) -> str:
    """Return how the pictures are parted."""
    return f"{len(split.train):,} to train on, {len(split.test):,} to test on"


def normalisation_text(dataset: Dataset) -> str:
    """Return what is done to the values before a network gets them."""
    if dataset.white == 1:
        return "Values are taken as they are, 0 to 1"
    return f"0 to {dataset.white:g} is divided by {dataset.white:g}"


def counted(pictures: int) -> str:
    """Return "1 picture", "5,000 pictures"."""
    return f"{pictures:,} picture{'' if pictures == 1 else 's'}"


def skipped_text(files: int) -> str:
    """Return "1 file skipped", "12 files skipped"."""
    return f"{files:,} file{'' if files == 1 else 's'} skipped"
