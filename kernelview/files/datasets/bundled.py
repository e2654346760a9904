"""The digits that come with the program."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kernelview.files.assets import dataset_path
from kernelview.learn.dataset import Dataset

BundledFile = Literal["mnist-5k", "digits-8x8"]


@dataclass(frozen=True)
class _Bundled:
    asset: str
    name: str
    white: float


_BUNDLED: dict[BundledFile, _Bundled] = {
    "mnist-5k": _Bundled("mnist_5k", "MNIST digits 28 × 28", 255.0),
    "digits-8x8": _Bundled("digits_8x8", "Digits 8 × 8", 16.0),
}


def load_bundled(name: BundledFile) -> Dataset:
    """Return a bundled set, in the order of its file: FileNotFoundError where that is missing."""
    known = _BUNDLED[name]
    with np.load(dataset_path(known.asset), allow_pickle=False) as arrays:
        images, labels = arrays["images"], arrays["labels"]
    digits = tuple(str(digit) for digit in range(10))
    return Dataset(known.name, images[..., None], labels, digits, white=known.white)
