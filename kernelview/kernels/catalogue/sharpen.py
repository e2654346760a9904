"""Sharpening: the picture plus what a blur would take from it."""

import numpy as np

from kernelview.kernels.catalogue.entry import Preset, entry

WIKIPEDIA = "https://en.wikipedia.org/wiki/Kernel_(image_processing)"
BINOMIAL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])
IMPULSE = np.zeros((5, 5), dtype=int)
IMPULSE[2, 2] = 256

SHARPEN: tuple[Preset, ...] = (
    entry(
        "sharpen",
        "Sharpen",
        group="Sharpen",
        weights=[[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        source=WIKIPEDIA,
        text="The picture plus its Laplacian. The sum is 1, so flat areas keep their "
        "brightness; look for light and dark seams along edges, and for lifted noise.",
    ),
    entry(
        "sharpen-8",
        "Sharpen 8",
        group="Sharpen",
        weights=[[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]],
        source="The identity plus Laplacian 8",
        text="The same with all eight neighbours: about twice as strong. Usually too much for "
        "a photo, good on a soft scan.",
    ),
    entry(
        "unsharp-5",
        "Unsharp mask 5×5",
        group="Sharpen",
        weights=2 * IMPULSE - BINOMIAL,
        divisor=256,
        source=WIKIPEDIA,
        text="Twice the picture minus its Gaussian blur: the darkroom's unsharp mask in one "
        "kernel. Softer than Sharpen, because the blur is wider.",
    ),
    entry(
        "high-boost",
        "High boost",
        group="Sharpen",
        weights=[[-2, -2, -2], [-2, 25, -2], [-2, -2, -2]],
        divisor=9,
        source="R. Gonzalez and R. Woods, Digital Image Processing, section 3.6: "
        "f + k (f - mean of 3×3) with k = 2",
        text="Adds the detail that a 3×3 mean removes, twice. Values beyond white and black are "
        "common: watch the clip badge.",
    ),
)
