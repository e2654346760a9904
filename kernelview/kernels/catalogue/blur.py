"""Averages: every weight is positive and they sum to 1 over the divisor."""

import numpy as np

from kernelview.kernels.catalogue.entry import Preset, entry

WIKIPEDIA = "https://en.wikipedia.org/wiki/Kernel_(image_processing)"
OPENCV = "OpenCV, modules/imgproc/src/smooth.dispatch.cpp, getGaussianKernel"

BLUR: tuple[Preset, ...] = (
    entry(
        "box-3",
        "Box 3×3",
        group="Blur",
        weights=np.ones((3, 3)),
        divisor=9,
        source=WIKIPEDIA,
        text="The plain mean of nine pixels: noise falls to a third. Look for its square marks "
        "around bright points.",
    ),
    entry(
        "box-5",
        "Box 5×5",
        group="Blur",
        weights=np.ones((5, 5)),
        divisor=25,
        source=WIKIPEDIA,
        text="The mean of 25 pixels. On fine stripes look for places where black and white "
        "have changed places: the frequency response is negative there.",
    ),
    entry(
        "gaussian-3",
        "Gaussian 3×3",
        group="Blur",
        weights=np.outer([1, 2, 1], [1, 2, 1]),
        divisor=16,
        source=f"{WIKIPEDIA}; {OPENCV}",
        text="A mild blur without direction: near pixels count more. The same table before a "
        "derivative keeps noise down.",
    ),
    entry(
        "gaussian-5",
        "Gaussian 5×5",
        group="Blur",
        weights=np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]),
        divisor=256,
        source=f"{WIKIPEDIA}; {OPENCV}",
        text="The binomial table, sigma 1. It is the 3×3 applied twice; try that as two stages.",
    ),
    entry(
        "gaussian-7",
        "Gaussian 7×7",
        group="Blur",
        weights=np.outer([2, 7, 14, 18, 14, 7, 2], [2, 7, 14, 18, 14, 7, 2]),
        divisor=4096,
        source=OPENCV,
        text="A stronger blur, sigma about 1.4. Fine texture goes, the shapes stay. The Gaussian "
        "family has every sigma.",
    ),
    entry(
        "motion-blur",
        "Motion blur 5×5",
        group="Blur",
        weights=np.fliplr(np.eye(5)),
        divisor=5,
        source="Five equal weights on the rising diagonal, as Pixelitor's preset has them",
        text="What a camera sees that moves at 45° during the exposure. Lines along the motion "
        "stay sharp, lines across it smear.",
    ),
)
