"""How well a network does on pictures whose classes are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError
from kernelview.learn.losses import sample_losses

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network says of N pictures: `probabilities` (N, classes), `labels` (N,) the truth.

    `loss` is the mean cross-entropy. Arrays are read-only.
    """

    probabilities: NDArray[np.float32]
    labels: NDArray[np.int64]
    loss: float

    @cached_property
    def predicted(self) -> NDArray[np.int64]:
        """The likeliest class of each picture (N,)."""
        return np.asarray(np.argmax(self.probabilities, axis=1), np.int64)

    @cached_property
    def confusion(self) -> NDArray[np.int64]:
        """How many pictures of each class (row) were taken for each class (column)."""
        classes = self.probabilities.shape[1]
        cells = self.labels * classes + self.predicted
        counts: NDArray[np.int64] = np.bincount(cells, minlength=classes * classes)
        return counts.reshape(classes, classes)

    @property
    def accuracy(self) -> float:
        """The share of the pictures that the network gets right."""
        return float(np.mean(self.predicted == self.labels))

    @property
    def class_accuracy(self) -> NDArray[np.float64]:
        """The share it gets right of each class (classes,); NaN where there is no picture."""
        counts = self.confusion.sum(axis=1)
        right = np.diag(self.confusion).astype(np.float64)
        shares = np.full(len(counts), np.nan)
        np.divide(right, counts, out=shares, where=counts > 0)
        return shares

    def mistakes(self, truth: int, predicted: int) -> NDArray[np.int64]:
        """Return the pictures of one cell of the confusion, the surest of the class said first.

        For truth == predicted these are no mistakes but the pictures it gets right.
        """
        found = np.flatnonzero((self.labels == truth) & (self.predicted == predicted))
        return self._surest_first(found)

    def worst(self, count: int) -> NDArray[np.int64]:
        """Return the `count` pictures where it is surest of the wrong class; fewer if there are."""
        return self._surest_first(np.flatnonzero(self.predicted != self.labels))[:count]

    def _surest_first(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        sureness = self.probabilities[indices, self.predicted[indices]]
        return indices[np.argsort(-sureness, kind="stable")]


def evaluate(model: Sequential, dataset: Dataset, *, batch: int = 64) -> Job[Evaluation]:
    """Let the network look at each picture; yields after each batch. Raises LearnError.

    The network takes the dataset's pictures and ends in probabilities, one a class.
    """
    check_fit(model, dataset)
    probabilities = np.empty((len(dataset), len(dataset.class_names)), np.float32)
    for start in range(0, len(dataset), batch):
        part = slice(start, start + batch)
        probabilities[part] = _answers(model, dataset, part)
        yield Progress(min(start + batch, len(dataset)), len(dataset), "evaluating")
    losses = sample_losses("sparse_categorical_crossentropy", probabilities, dataset.labels)
    probabilities.flags.writeable = False
    return Evaluation(probabilities, dataset.labels, float(losses.mean()))


def _answers(model: Sequential, dataset: Dataset, part: slice) -> NDArray[Any]:
    pictures = replace(dataset, images=dataset.images[part], labels=dataset.labels[part])
    inputs = pictures.inputs().astype(model.dtype, copy=False)
    with np.errstate(all="ignore"):
        return model.passes.outputs(inputs)


def check_fit(model: Sequential, dataset: Dataset) -> None:
    """Refuse pictures that the network cannot judge, or none. Raises LearnError."""
    if not len(dataset):
        raise LearnError("there are no pictures to evaluate with")
    if model.input_shape != dataset.shape:
        raise LearnError(
            f"the network takes pictures of {model.input_shape}, {dataset.name} has {dataset.shape}"
        )
    classes = len(dataset.class_names)
    if model.output_shape != (classes,):
        raise LearnError(
            f"the network gives {model.output_shape}, {dataset.name} has {classes} classes"
        )
