"""What may differ between kernels that are called alike, and how one was moved to fit."""

from dataclasses import dataclass

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.turns import flip_horizontal, turn_90

MOST_SHIFT = 3


@dataclass(frozen=True)
class Freedom:
    """What does not tell two kernels apart, beside gain and sign."""

    turns: bool = True
    mirrors: bool = True
    shift: int = 0
    constant: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.shift <= MOST_SHIFT:
            raise KernelError(f"shifts go from 0 to {MOST_SHIFT} pixels, not {self.shift}")


PLAIN = Freedom(turns=False, mirrors=False)


@dataclass(frozen=True)
class Transform:
    """How a classical kernel was moved to fit: mirrored left to right, then turned, then shifted.

    `turns` are quarter turns clockwise, `down` and `right` whole pixels.
    """

    turns: int = 0
    mirrored: bool = False
    down: int = 0
    right: int = 0


def transformed(kernel: Kernel, transform: Transform) -> Kernel:
    """Return a kernel mirrored and turned; a shift moves its anchor the other way, as if cut off.

    Raises KernelError where a shift would put the anchor outside the matrix.
    """
    moved = turned(kernel, transform.turns, mirrored=transform.mirrored)
    row, column = moved.anchor
    return moved.replace(anchor=(row - transform.down, column - transform.right))


def turned(kernel: Kernel, turns: int, *, mirrored: bool) -> Kernel:
    """Return a kernel mirrored left to right or not, then in quarter turns clockwise."""
    moved = flip_horizontal(kernel) if mirrored else kernel
    for _ in range(turns):
        moved = turn_90(moved)
    return moved
