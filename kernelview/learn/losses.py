"""What training makes small: the losses by Keras' names, each written out plainly.

Values and gradients here are the reference, in whatever precision comes in; the fast ones are
in learn.steps. A loss is the mean over the samples of a batch.
"""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.activations import ActivationName, sum_gradient
from kernelview.learn.errors import LearnError

Loss = Literal[
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "binary_crossentropy",
    "mean_squared_error",
]
LOSSES: tuple[Loss, ...] = get_args(Loss)
_OTHER_NAMES: dict[object, Loss] = {"mse": "mean_squared_error"}
# Keras clips probabilities here; a float32 sigmoid comes no nearer to 1 than 6e-8.
_BINARY_EDGE = 1e-7


def loss_name(value: object) -> Loss:
    """Return the name of a loss; "mse" is one, too. Raises LearnError."""
    for name in LOSSES:
        if name == value or _OTHER_NAMES.get(value) == name:
            return name
    raise LearnError(f"a loss is one of {', '.join(LOSSES)}, not {value!r}")


def wanted_activation(loss: Loss) -> ActivationName | None:
    """Return the last activation that a loss goes with; None where any will do."""
    if loss == "binary_crossentropy":
        return "sigmoid"
    return None if loss == "mean_squared_error" else "softmax"


def sample_losses(loss: Loss, outputs: NDArray[Any], targets: NDArray[Any]) -> NDArray[Any]:
    """Return each sample's loss (N,), float64, from the network's outputs.

    `targets`: labels (N,) for the sparse loss, otherwise of the outputs' shape.
    """
    values = outputs.astype(np.float64)
    match loss:
        case "sparse_categorical_crossentropy":
            return -_log(values[np.arange(len(values)), targets])
        case "categorical_crossentropy":
            return -np.asarray((targets * _log(values)).sum(axis=-1))
        case "binary_crossentropy":
            clipped = values.clip(_BINARY_EDGE, 1 - _BINARY_EDGE)
            crossed = targets * np.log(clipped) + (1 - targets) * np.log(1 - clipped)
            return -_sample_means(crossed)
        case _:
            return _sample_means((values - targets) ** 2)


def last_sum_gradient(
    loss: Loss, activation: ActivationName, outputs: NDArray[Any], targets: NDArray[Any]
) -> NDArray[Any]:
    """Return d (mean loss) / d (the last activation's input) from the network's outputs.

    With softmax or sigmoid the cross-entropies leave (outputs - targets) / N, their logarithm
    and the activation's slope cancelling: it stays stable where the outputs are 0 or 1.
    """
    count = len(outputs)
    match loss:
        case "sparse_categorical_crossentropy":
            gradient = outputs.copy()
            gradient[np.arange(count), targets] -= 1
            return np.asarray(gradient / count)
        case "categorical_crossentropy":
            # The targets need not add up to 1.
            return np.asarray((outputs * targets.sum(axis=-1, keepdims=True) - targets) / count)
        case "binary_crossentropy":
            return np.asarray((outputs - targets) / outputs.size)
        case _:
            return sum_gradient(activation, outputs, 2 * (outputs - targets) / outputs.size)


def _log(values: NDArray[Any]) -> NDArray[Any]:
    # Softmax in float32 reaches 0; the smallest normal number stands for it.
    return np.asarray(np.log(np.maximum(values, np.finfo(np.float32).tiny)))


def _sample_means(values: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(values.reshape(len(values), -1).mean(axis=1))
