"""What in a picture made a network say so."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.errors import LearnError
from kernelview.learn.passes import Passes
from kernelview.learn.perceiving import checked_picture

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

# Larger pictures are covered at every second, third ... place: so many a side at most.
MOST_PLACES = 32
_AT_ONCE = 32


def gradient_saliency(model: Sequential, pixels: NDArray[Any], label: int) -> NDArray[np.float32]:
    """Return how much the score of a class rises with each pixel (H, W), channels added up.

    The score is the sum that goes into softmax, less the mean of all classes' sums: unlike the
    probability it does not level off where the network is sure. Simonyan et al. 2013.
    """
    inputs = checked_picture(model, pixels)[np.newaxis]
    direction = np.full(_checked_classes(model, label), -1.0)
    direction /= len(direction)
    direction[label] += 1
    layers = [*model.layers[:-1], copy(model.layers[-1])]
    if hasattr(layers[-1], "activation"):
        layers[-1].activation = "linear"
    passes = Passes(layers, loss="mean_squared_error", dtype=model.dtype)
    with np.errstate(all="ignore"):
        # The mean squared error's gradient is 2 (scores - targets) / n: so these targets make
        # it the direction.
        targets = passes.outputs(inputs) - direction * (len(direction) / 2)
        gradient = passes.input_gradient(inputs, targets.astype(model.dtype))
    return np.asarray(gradient[0].sum(axis=-1), np.float32)


def occlusion(
    model: Sequential, pixels: NDArray[Any], label: int, *, side: int = 5
) -> Job[NDArray[np.float32]]:
    """Return how much the probability of a class falls where each pixel (H, W) is covered.

    A square of `side` pixels in the picture's median colour goes over all places, or over every
    second, third ... of a picture larger than 32 pixels. Zeiler and Fergus 2014.
    """
    picture = checked_picture(model, pixels)
    _checked_classes(model, label)
    if side < 1:
        raise LearnError(f"the square has a side of 1 pixel or more, not {side}")
    height, width = picture.shape[:2]
    step = -(-max(height, width) // MOST_PLACES)
    centres = [(row, column) for row in range(0, height, step) for column in range(0, width, step)]
    plain = _probability(model, picture[np.newaxis], label)[0]
    fallen = np.empty(len(centres), np.float32)
    for start in range(0, len(centres), _AT_ONCE):
        part = centres[start : start + _AT_ONCE]
        covered = _covered(picture, part, max(side, step))
        fallen[start : start + len(part)] = plain - _probability(model, covered, label)
        yield Progress(start + len(part), len(centres), "covering the picture")
    rows = -(-height // step)
    spread = fallen.reshape(rows, -1).repeat(step, axis=0).repeat(step, axis=1)
    return np.ascontiguousarray(spread[:height, :width])


def _covered(picture: NDArray[Any], centres: list[tuple[int, int]], side: int) -> NDArray[Any]:
    colour = np.median(picture, axis=(0, 1))
    copies = np.repeat(picture[np.newaxis], len(centres), axis=0)
    for one, (row, column) in zip(copies, centres, strict=True):
        top, left = max(0, row - side // 2), max(0, column - side // 2)
        one[top : row - side // 2 + side, left : column - side // 2 + side] = colour
    return copies


def _probability(model: Sequential, pictures: NDArray[Any], label: int) -> NDArray[Any]:
    with np.errstate(all="ignore"):
        return np.asarray(model.passes.outputs(pictures)[:, label])


def _checked_classes(model: Sequential, label: int) -> int:
    shape = model.output_shape or ()
    if len(shape) != 1 or not 0 <= label < shape[0]:
        raise LearnError(f"the network gives {shape}; there is no class {label}")
    return shape[0]
