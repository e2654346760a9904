"""First derivatives: positive where the picture brightens to the right (x) or downwards (y).

Most pairs are an outer product: a smoothing part along the edge, a difference across it.
"""

import numpy as np
from numpy.typing import ArrayLike

from kernelview.kernels.catalogue.entry import Preset, entry

ACROSS_X = "Positive where the picture brightens to the right, so it shows upright edges."
ACROSS_Y = "Positive where the picture brightens downwards, so it shows level edges."


def _pair(
    name: str, label: str, *, weights: ArrayLike, source: str, text: str
) -> tuple[Preset, Preset]:
    """Return the x preset of `weights` and the y preset of their transpose.

    The "%" in the name and the label stands for the axis.
    """
    matrix = np.asarray(weights)
    return (
        entry(
            name.replace("%", "x"),
            label.replace("%", "x"),
            group="Edges",
            weights=matrix,
            source=source,
            text=f"{ACROSS_X} {text}",
        ),
        entry(
            name.replace("%", "y"),
            label.replace("%", "y"),
            group="Edges",
            weights=matrix.T,
            source=source,
            text=f"{ACROSS_Y} {text}",
        ),
    )


SKIMAGE = "scikit-image, skimage/filters/edges.py"
FARID_SMOOTHING = np.array(
    [
        0.0376593171958126,
        0.249153396177344,
        0.426374573253687,
        0.249153396177344,
        0.0376593171958126,
    ]
)
FARID_DIFFERENCE = np.array(
    [-0.109603762960254, -0.276690988455557, 0.0, 0.276690988455557, 0.109603762960254]
)

DERIVATIVES: tuple[Preset, ...] = (
    *_pair(
        "sobel-%",
        "Sobel %",
        weights=np.outer([1, 2, 1], [-1, 0, 1]),
        source=f"{SKIMAGE}; without its division by 4",
        text="The usual first choice: it smooths a little along the edge. Both directions of "
        "an edge show in the signed view.",
    ),
    *_pair(
        "scharr-%",
        "Scharr %",
        weights=np.outer([3, 10, 3], [-1, 0, 1]),
        source=f"{SKIMAGE}; without its division by 16",
        text="Like Sobel, but its answer depends less on the edge's angle. Look at slanted "
        "edges and circles.",
    ),
    *_pair(
        "prewitt-%",
        "Prewitt %",
        weights=np.outer([1, 1, 1], [-1, 0, 1]),
        source=f"{SKIMAGE}; without its division by 3",
        text="The plain mean of three differences. Compare with Sobel on fine texture: it "
        "smooths all three rows alike.",
    ),
    *_pair(
        "sobel-%-5",
        "Sobel % 5×5 (binomial)",
        weights=np.outer([1, 4, 6, 4, 1], [-1, -2, 0, 2, 1]),
        source="Intel IPP's Sobel 5×5, https://stackoverflow.com/questions/9567882",
        text="Several 5×5 kernels go by this name; this is the binomial one. Less noise, "
        "thicker edges than 3×3.",
    ),
    *_pair(
        "scharr-%-5",
        "Scharr % 5×5 (as circulated)",
        weights=[
            [-1, -1, 0, 1, 1],
            [-2, -2, 0, 2, 2],
            [-3, -6, 0, 6, 3],
            [-2, -2, 0, 2, 2],
            [-1, -1, 0, 1, 1],
        ],
        source="Circulates under Scharr's name; no publication of his is known to print it",
        text="These coefficients are copied from program to program as Scharr's, without an "
        "origin: it is not an optimised kernel like the 3×3. It is not separable either.",
    ),
    *_pair(
        "prewitt-%-5",
        "Prewitt % 5×5 (plane fit)",
        weights=np.outer([1, 1, 1, 1, 1], [-2, -1, 0, 1, 2]),
        source="The slope of a plane fitted to 5×5 pixels by least squares (J. Prewitt, 1970), "
        "times 50",
        text="Far pixels count most, so edges come out broad and steady. Look at how noise "
        "fades against the 3×3.",
    ),
    *_pair(
        "farid-%",
        "Farid %",
        weights=np.outer(FARID_SMOOTHING, FARID_DIFFERENCE),
        source=f"{SKIMAGE}; H. Farid and E. Simoncelli, 2004",
        text="Its smoothing and difference are optimised together, so that the gradient's "
        "angle is right. The weights are real derivatives: a ramp of 1 a pixel gives 1.",
    ),
    entry(
        "roberts-1",
        "Roberts 1",
        group="Edges",
        weights=[[1, 0], [0, -1]],
        source=SKIMAGE,
        text="The oldest edge kernel: the difference along one diagonal, in 2×2. It is sharp "
        "and noisy; its centre lies between pixels, so the result is shifted by half a pixel.",
    ),
    entry(
        "roberts-2",
        "Roberts 2",
        group="Edges",
        weights=[[0, 1], [-1, 0]],
        source=SKIMAGE,
        text="The difference along the other diagonal. The magnitude of both Roberts kernels "
        "shows edges of every direction.",
    ),
)
