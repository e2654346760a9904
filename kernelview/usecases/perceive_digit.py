"""Let a network look at one picture: what it says, layer by layer, and what made it say so."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.perceiving import Perception, perceive
from kernelview.learn.run_record import Weights
from kernelview.learn.saliency import gradient_saliency, occlusion
from kernelview.learn.sequential import Sequential

Saliency = Literal["none", "gradient", "occlusion"]
SALIENCIES: tuple[Saliency, ...] = get_args(Saliency)


@dataclass(frozen=True, eq=False)
class Look:
    """What a network makes of a picture; `saliency` (H, W) where it was asked for."""

    perception: Perception
    saliency: NDArray[np.float32] | None


def perceive_digit(
    model: Sequential, weights: Weights, pixels: NDArray[Any], *, saliency: Saliency
) -> Job[Look]:
    """Look at `pixels` (H, W, C), 0 to 1, with these weights; nobody else may use `model`."""
    yield Progress(0, 1, "looking")
    model.set_weights(list(weights))
    perception = perceive(model, pixels)
    winner = int(np.argmax(perception.probabilities))
    match saliency:
        case "none":
            return Look(perception, None)
        case "gradient":
            return Look(perception, gradient_saliency(model, pixels, winner))
        case "occlusion":
            return Look(perception, (yield from occlusion(model, pixels, winner)))
