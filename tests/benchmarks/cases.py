"""What the engine is measured on: pictures, kernels, and which of their pairs a run takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, build, recipe_for

Plan = Literal["quick", "usual", "all"]

SIDES = (3, 5, 7, 9, 11, 13, 15, 21, 31, 63)
SIZES = {2: (1080, 1920), 24: (4000, 6000)}
PAIRS = (("u8", "u8"), ("u8", "f32"), ("f32", "f32"))
DTYPES: dict[str, np.dtype[Any]] = {"u8": np.dtype(np.uint8), "f32": np.dtype(np.float32)}
ODD_ANGLE = 37.0


@dataclass(frozen=True)
class PictureKind:
    """A picture and what becomes of it: 2 or 24 megapixels, 1 or 3 channels, dtypes."""

    megapixels: int
    channels: int
    dtype: str
    output: str

    @property
    def name(self) -> str:
        """As the tables and --part have it: "24 MP RGB u8 to f32"."""
        colours = "grey" if self.channels == 1 else "RGB"
        return f"{self.megapixels} MP {colours} {self.dtype} to {self.output}"

    @property
    def shape(self) -> tuple[int, ...]:
        """(H, W) or (H, W, 3)."""
        size = SIZES[self.megapixels]
        return size if self.channels == 1 else (*size, self.channels)

    @property
    def values(self) -> int:
        """How many values it holds."""
        return int(np.prod(self.shape))


@dataclass(frozen=True)
class Case:
    """One kernel on one picture."""

    picture: PictureKind
    kind: str
    side: int

    @property
    def name(self) -> str:
        """The kernel's kind and size: "Gaussian 13×13"."""
        return f"{self.kind} {self.side}×{self.side}"

    def kernel(self) -> Kernel:
        """Return the kernel, (side, side)."""
        return KINDS[self.kind](self.side)

    def is_named(self, words: str) -> bool:
        """Whether `words` (× or x) are part of "24 MP RGB u8 to f32, Gaussian 13×13"."""
        return words.lower().replace("×", "x") in self.full_name.lower().replace("×", "x")

    @property
    def full_name(self) -> str:
        """The picture's name and the kernel's."""
        return f"{self.picture.name}, {self.name}"


def _random(side: int) -> Kernel:
    weights = np.random.default_rng(side).normal(size=(side, side))
    return Kernel(weights / np.abs(weights).sum())


def _sparse(side: int) -> Kernel:
    """Return as many taps as a row has, all over the matrix."""
    generator = np.random.default_rng(side)
    weights = np.zeros(side * side)
    weights[generator.choice(side * side, side, replace=False)] = generator.uniform(0.2, 1, side)
    return Kernel(weights.reshape(side, side) / weights.sum())


def _delta(side: int) -> Kernel:
    """Return a single 1 away from the middle: the picture moved."""
    weights = np.zeros((side, side))
    weights[side // 4, side // 4] = 1.0
    return Kernel(weights)


def _of_family(name: str, size: int, **parameters: float) -> Kernel:
    return build(recipe_for(name, size=size, **parameters))


KINDS: dict[str, Callable[[int], Kernel]] = {
    "random": _random,
    "Gaussian": lambda side: _of_family("gaussian", side, sigma=side / 6),
    "LoG": lambda side: _of_family("laplacian-of-gaussian", side, sigma=side / 8),
    "DoG": lambda side: _of_family("difference-of-gaussians", side, sigma=side / 9.6),
    "Gabor": lambda side: _of_family(
        "gabor", side, sigma=side / 6, wavelength=max(2.5, side / 2), angle=ODD_ANGLE
    ),
    "disk": lambda side: _of_family("disk", side, radius=side / 2),
    "box": lambda side: _of_family("box", side, side=side),
    "motion blur": lambda side: _of_family("motion-blur", side, length=side, angle=ODD_ANGLE),
    "sparse": _sparse,
    "delta": _delta,
}


def picture_kinds() -> Iterator[PictureKind]:
    """Yield all the pictures, small ones first."""
    for megapixels in SIZES:
        for channels in (1, 3):
            for dtype, output in PAIRS:
                yield PictureKind(megapixels, channels, dtype, output)


def cases(plan: Plan) -> list[Case]:
    """Return the cases of a plan: "all" are 1200; the others take every n-th of a picture's.

    What is taken of a picture is spread over its kinds and sizes, and each picture's share is
    another one. The random 3×3 is in every one of them.
    """
    return [
        Case(picture, kind, side)
        for number, picture in enumerate(picture_kinds())
        for row, kind in enumerate(KINDS)
        for column, side in enumerate(SIDES)
        if _takes(_stride(plan, picture), row + 3 * column + number)
        or ((kind, side) == ("random", SIDES[0]) and _stride(plan, picture))
    ]


def _takes(stride: int, place: int) -> bool:
    return stride > 0 and place % stride == 0


def _stride(plan: Plan, picture: PictureKind) -> int:
    """Return which part of a picture's cases a plan takes, as 1 in n; 0: none."""
    if plan == "all":
        return 1
    strides = {
        "quick": {(2, 1): 5, (2, 3): 20},
        "usual": {(2, 1): 1, (2, 3): 3, (24, 1): 10, (24, 3): 20},
    }
    return strides[plan].get((picture.megapixels, picture.channels), 0)


def make_picture(kind: PictureKind) -> NDArray[Any]:
    """Return a smooth picture with noise, over the whole range of its dtype; (H, W[, 3])."""
    generator = np.random.default_rng(0)
    shape = kind.shape
    small = generator.random((shape[0] // 16 + 1, shape[1] // 16 + 1, *shape[2:]), np.float32)
    values: NDArray[np.float32] = np.asarray(cv2.resize(small, (shape[1], shape[0])), np.float32)
    values += 0.05 * generator.standard_normal(shape, np.float32)
    np.clip(values, 0, 1, out=values)
    if kind.dtype == "u8":
        return np.rint(values * 255).astype(np.uint8)
    return np.asarray(values, np.float32)
