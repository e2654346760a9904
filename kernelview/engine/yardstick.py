"""What the methods are measured against: one plain call of OpenCV's filter2D."""

import cv2
import numpy as np

from kernelview.engine.methods.opencv import DEPTHS, for_opencv, own_border
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import Picture, Problem


def filter2d(image: Picture, problem: Problem) -> Picture:
    """Return the correlation (H, W, C) as a careful user of OpenCV would get it.

    The same border, the same precision, all of OpenCV's own threads; no strips, no thought
    about the kernel. Large kernels become one Fourier transform inside OpenCV.
    """
    height, width, _ = problem.shape
    border = own_border(problem)
    source = image
    if border is None:
        source = pad_part(image, problem, slice(0, height), slice(0, width), problem.working)
    elif image.dtype not in DEPTHS:
        source = image.astype(problem.working)
    row, column = problem.anchor if border is not None else (0, 0)
    result = cv2.filter2D(
        np.ascontiguousarray(for_opencv(source)),
        DEPTHS[problem.working],
        problem.weights.astype(problem.working),
        anchor=(column, row),
        delta=problem.offset,
        borderType=cv2.BORDER_REPLICATE if border is None else border,
    )
    return np.asarray(result).reshape(source.shape)[:height, :width]
