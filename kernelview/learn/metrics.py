"""How well a network does, counted: the accuracy, as Keras takes it for each loss."""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.losses import Loss

MetricName = Literal["accuracy"]
METRICS: tuple[MetricName, ...] = get_args(MetricName)


def metric_name(value: object) -> MetricName:
    """Return the name of a metric; "acc" is one, too. Raises LearnError."""
    if value in {"accuracy", "acc"}:
        return "accuracy"
    raise LearnError(f"a metric is one of {', '.join(METRICS)}, not {value!r}")


def correct_count(loss: Loss, outputs: NDArray[Any], targets: NDArray[Any]) -> int:
    """Return how many answers are right: the largest output's place, or which side of 0.5."""
    if loss == "sparse_categorical_crossentropy":
        return int(np.count_nonzero(outputs.argmax(axis=-1) == targets))
    if loss == "binary_crossentropy" or outputs.shape[-1] == 1:
        return int(np.count_nonzero((outputs > 0.5) == (targets > 0.5)))
    return int(np.count_nonzero(outputs.argmax(axis=-1) == targets.argmax(axis=-1)))


def judged_count(loss: Loss, targets: NDArray[Any]) -> int:
    """Return how many answers `correct_count` looks at for such targets."""
    if loss == "sparse_categorical_crossentropy":
        return int(targets.size)
    if loss == "binary_crossentropy" or targets.shape[-1] == 1:
        return int(targets.size)
    return int(targets.size // targets.shape[-1])
