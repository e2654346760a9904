"""A picture in hand: its pixels, where it came from and what was lost on the way."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kernelview.document.errors import DocumentError
from kernelview.engine.levels import Levels

_DTYPES = tuple(np.dtype(kind) for kind in (np.uint8, np.uint16, np.float32, np.float64))


@dataclass(frozen=True, eq=False)
class Image:
    """A picture, read-only and shared.

    `pixels` is (H, W) grey, (H, W, 2) grey and alpha, (H, W, 3) RGB or (H, W, 4) RGB and
    alpha, dtype uint8, uint16, float32 or float64, as deep as the file. `notes` says in plain
    sentences what the file held that the pixels do not. `levels` are smaller copies of the
    pixels, made when they are asked for.

    The array given is taken over, not copied (a large picture would be in memory twice): it
    and the arrays that it is a view of become read-only. Raises DocumentError.
    """

    pixels: NDArray[np.generic]
    name: str = "untitled"
    path: Path | None = None
    notes: tuple[str, ...] = field(default=())
    levels: Levels = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pixels = self.pixels
        if not isinstance(pixels, np.ndarray):
            raise DocumentError(f"a picture is an array, not {type(pixels).__name__}")
        if pixels.dtype not in _DTYPES:
            names = ", ".join(str(dtype) for dtype in _DTYPES)
            raise DocumentError(f"a picture holds {names} in native byte order, not {pixels.dtype}")
        if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (2, 3, 4)):
            raise DocumentError(f"a picture is (H, W) or (H, W, 2 to 4), not {pixels.shape}")
        if pixels.size == 0:
            raise DocumentError("a picture has at least one pixel")
        object.__setattr__(self, "pixels", _read_only(pixels))
        object.__setattr__(self, "levels", Levels(self.pixels))

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.pixels.ndim == 3 and self.pixels.shape[2] in (2, 4)

    @property
    def is_grey(self) -> bool:
        """Whether there is one channel besides alpha."""
        return self.pixels.ndim == 2 or self.pixels.shape[2] == 2

    @property
    def description(self) -> str:
        """Size, channels and depth in words: "4032×3024 RGB 16-bit"."""
        colours = ("grey" if self.is_grey else "RGB") + (" + alpha" if self.has_alpha else "")
        kind = self.pixels.dtype
        depth = f"{kind.itemsize * 8}-bit" + (" float" if kind.kind == "f" else "")
        return f"{self.width}×{self.height} {colours} {depth}"


def _read_only(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a view whose write flag cannot be set again, as no array below it can be written."""
    view = pixels.view(np.ndarray)
    owner: object = view
    while isinstance(owner, np.ndarray):
        owner.setflags(write=False)
        owner = owner.base
    return view
