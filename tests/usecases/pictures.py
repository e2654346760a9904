"""Small pictures of every kind, and how to read an exported one back."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.engine import Convolve, Pipeline, ShowMode, render
from kernelview.files.images import load_image, save_image
from kernelview.jobs import run
from kernelview.kernels import Kernel

SHAPES = {"grey": (11, 14), "grey-alpha": (11, 14, 2), "rgb": (11, 14, 3), "rgba": (11, 14, 4)}


def noise(kind: str = "grey", dtype: DTypeLike = np.uint8, *, seed: int = 1) -> NDArray[Any]:
    """Return a random picture that uses the whole range of its dtype."""
    generator = np.random.default_rng(seed)
    wanted = np.dtype(dtype)
    if wanted.kind == "f":
        return generator.random(SHAPES[kind]).astype(wanted)
    return generator.integers(0, np.iinfo(wanted).max, SHAPES[kind], wanted, endpoint=True)


def write_noise(
    path: Path, kind: str = "grey", dtype: DTypeLike = np.uint8, *, seed: int = 1
) -> Path:
    """Write a random picture and return its path."""
    save_image(noise(kind, dtype, seed=seed), path)
    return path


def read(path: Path) -> NDArray[Any]:
    """Return the pixels of a file."""
    return load_image(path).pixels


def one_kernel(kernel: Kernel, **settings: Any) -> Pipeline:
    """Return the pipeline that applies one kernel."""
    return Pipeline((Convolve(kernel),), **settings)


def rendered(pixels: NDArray[Any], pipeline: Pipeline, show: ShowMode = "clamp") -> NDArray[Any]:
    """Return what the engine makes of a picture in the depth that false colour or it has."""
    dtype = np.uint8 if show == "false-colour" else pixels.dtype
    return run(render(pixels, pipeline, show, dtype=dtype)).pixels
