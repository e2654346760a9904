"""Which matrices stand side by side: what was found, the truth, the difference or the errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel
from kernelview.learn.recovery import Recovery, on_one_grid
from kernelview.ui.recovery.words import number

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tile:
    """A matrix under a heading, with a line below; `errors` are written in its cells after ±."""

    heading: str
    caption: str
    values: Values
    errors: Values | None = None


def tiles_of(kernel: Kernel, truth: Kernel | None, errors: Values | None) -> tuple[Tile, ...]:
    """Return the tiles of a kernel; `errors` are known of the one found at last."""
    if truth is None:
        found = Tile("Found", offset_words(kernel), kernel.effective_weights, errors)
        if errors is None:
            return (found,)
        largest = number(float(errors.max()), digits=2)
        return found, Tile("Standard errors", f"largest {largest}", errors)
    ours, theirs = on_one_grid(kernel, truth)
    padded = None if errors is None else on_one_grid(kernel.replace(weights=errors), truth)[0]
    apart = ours - theirs
    largest = number(float(np.abs(apart).max()), digits=2)
    return (
        Tile("Found", offset_words(kernel), ours, padded),
        Tile("Truth", offset_words(truth), theirs),
        Tile("Found minus truth", f"largest {largest}, same colours", apart),
    )


def tiles_found(recovery: Recovery, truth: Kernel | None) -> tuple[Tile, ...]:
    """Return the tiles of a recovery."""
    return tiles_of(recovery.kernel, truth, recovery.standard_errors)


def limit_of(tiles: tuple[Tile, ...]) -> float:
    """Return the weight that has the full colour: the largest of those found and true."""
    compared = tiles[: 2 if len(tiles) > 2 else 1]
    return max(float(np.abs(tile.values).max()) for tile in compared) or 1.0


def offset_words(kernel: Kernel) -> str:
    """Return size and offset."""
    rows, columns = kernel.shape
    return f"{rows}×{columns}, offset {number(kernel.offset)}"
