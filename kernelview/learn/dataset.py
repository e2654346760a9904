"""Labelled pictures, and their parts to train and to test on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError


@dataclass(frozen=True, eq=False)
class Dataset:
    """Pictures with labels, in an order without meaning.

    `images` (N, H, W, C), uint8 or float32, values 0 to `white`; `labels` (N,) int64, indices
    into `class_names`; both read-only. `skipped` names the files left out and why.
    Raises LearnError.
    """

    name: str
    images: NDArray[Any]
    labels: NDArray[np.int64]
    class_names: tuple[str, ...]
    white: float = 255.0
    skipped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        images, labels = np.asarray(self.images), np.asarray(self.labels)
        if images.ndim != 4:
            raise LearnError(f"pictures come as (N, H, W, C), not as {images.shape}")
        if labels.shape != images.shape[:1]:
            raise LearnError(f"{len(images)} pictures need as many labels, not {labels.shape}")
        if labels.size and not 0 <= labels.min() <= labels.max() < len(self.class_names):
            raise LearnError(
                f"labels run from {labels.min()} to {labels.max()}; "
                f"with {len(self.class_names)} classes they are 0 to {len(self.class_names) - 1}"
            )
        object.__setattr__(self, "images", _read_only(images))
        object.__setattr__(self, "labels", _read_only(labels.astype(np.int64)))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(height, width, channels) of each picture."""
        height, width, channels = self.images.shape[1:]
        return height, width, channels

    def inputs(self) -> NDArray[np.float32]:
        """Return the pictures as float32 (N, H, W, C) from 0 to 1."""
        return np.asarray(self.images * np.float32(1 / self.white), dtype=np.float32)

    def counts(self) -> NDArray[np.int64]:
        """Return how many pictures each class has."""
        return np.bincount(self.labels, minlength=len(self.class_names))

    def take(self, count: int) -> "Dataset":
        """Return the first `count` pictures; all where there are fewer."""
        return replace(self, images=self.images[:count], labels=self.labels[:count])

    def only(self, classes: Sequence[int]) -> "Dataset":
        """Return the pictures of some classes, labelled 0, 1, ... in the order given."""
        places = np.full(len(self.class_names), -1, np.int64)
        places[list(classes)] = np.arange(len(classes))
        kept = places[self.labels] >= 0
        return replace(
            self,
            images=self.images[kept],
            labels=places[self.labels[kept]],
            class_names=tuple(self.class_names[one] for one in classes),
        )


@dataclass(frozen=True, eq=False)
class Split:
    """The part to train on and the part, never trained on, that tells how well it went."""

    train: Dataset
    test: Dataset


def split(dataset: Dataset, *, test_share: float = 0.2) -> Split:
    """Return the first pictures to train on and the last `test_share` of them to test on.

    Raises LearnError where either part would be empty.
    """
    tested = round(len(dataset) * test_share)
    kept = len(dataset) - tested
    if tested < 1 or kept < 1:
        raise LearnError(
            f"{len(dataset)} pictures with a share of {test_share:g} for testing leave {kept} to "
            f"train on and {tested} to test on; each part needs at least one"
        )
    rest = replace(dataset, images=dataset.images[kept:], labels=dataset.labels[kept:])
    return Split(dataset.take(kept), rest)


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    view = values.view()
    view.flags.writeable = False
    return view
