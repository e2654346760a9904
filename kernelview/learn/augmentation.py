"""Training pictures varied each time they are shown, so that none is learned by heart."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.learn.choices import Augmentation

Images = NDArray[np.float32]


def augment(images: Images, augmentation: Augmentation, random: np.random.Generator) -> Images:
    """Return float32 pictures (N, H, W, C) from 0 to 1, each shifted, turned and made noisy.

    What comes in at an edge repeats the edge's pixels. The pictures given stay as they are; the
    same state of `random` gives the same result.
    """
    varied = images
    if augmentation.shift or augmentation.angle:
        varied = _moved(varied, augmentation, random)
    if augmentation.noise:
        varied = _noisy(varied, augmentation.noise, random)
    return varied


def _moved(images: Images, augmentation: Augmentation, random: np.random.Generator) -> Images:
    height, width = images.shape[1:3]
    moved = np.empty(images.shape, np.float32)
    for matrix, image, target in zip(
        _matrices(len(images), height, width, augmentation, random), images, moved, strict=True
    ):
        values = cv2.warpAffine(
            image,
            matrix,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        # OpenCV leaves a single channel's axis out.
        target[...] = values.reshape(target.shape)
    return moved


def _matrices(
    count: int, height: int, width: int, augmentation: Augmentation, random: np.random.Generator
) -> NDArray[np.float64]:
    """Return (count, 2, 3): from a place (x, y, 1) in the result to the one it is taken from."""
    angles = np.deg2rad(random.uniform(-augmentation.angle, augmentation.angle, count))
    shifts = random.uniform(-augmentation.shift, augmentation.shift, (count, 2)) * (width, height)
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    matrices = np.empty((count, 2, 3))
    matrices[:, 0, 0] = matrices[:, 1, 1] = np.cos(angles)
    matrices[:, 0, 1] = -np.sin(angles)
    matrices[:, 1, 0] = np.sin(angles)
    moved_centres = np.einsum("nij,nj->ni", matrices[:, :, :2], centre + shifts)
    matrices[:, :, 2] = centre - moved_centres
    return matrices


def _noisy(images: Images, deviation: float, random: np.random.Generator) -> Images:
    noise = random.standard_normal(images.shape, np.float32)
    noise *= np.float32(deviation)
    noise += images
    return np.clip(noise, 0, 1, out=noise)
