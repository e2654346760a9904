"""What is to be written as code: a kernel, what lies beyond the edge, which way round it goes."""

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Literal, get_args

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.turns import turn_180

# The names of numpy.pad, as the engine has them.
Border = Literal["reflect", "symmetric", "edge", "wrap", "constant"]
BORDERS: tuple[Border, ...] = get_args(Border)

WHITE = 255
_LONGEST_NAME = 60
_BORDER_WORDS: dict[Border, str] = {
    "reflect": "border reflect, cb|abc|ba",
    "symmetric": "border symmetric, ba|abc|cb",
    "edge": "border edge, aa|abc|cc",
    "wrap": "border wrap, bc|abc|ab",
}


@dataclass(frozen=True)
class CodeRequest:
    """A kernel to be written as code for pictures of 8 bits, whose levels are 0 to 255.

    `constant` and the kernel's offset are in levels. Raises KernelError for an unknown border
    and a constant that is not finite.
    """

    kernel: Kernel
    border: Border = "reflect"
    constant: float = 0.0
    true_convolution: bool = False

    def __post_init__(self) -> None:
        if self.border not in BORDERS:
            raise KernelError(
                f"no border is called {self.border!r}; there are {', '.join(BORDERS)}"
            )
        if self.border == "constant" and not isfinite(self.constant):
            raise KernelError(
                f"beyond the edge stands {self.constant}; code needs a finite number, such as 0"
            )

    @cached_property
    def applied(self) -> Kernel:
        """The kernel as cross-correlation applies it: turned when a convolution is wanted."""
        return turn_180(self.kernel) if self.true_convolution else self.kernel

    @property
    def margins(self) -> tuple[int, int, int, int]:
        """How far the kernel reaches beyond a pixel: rows above, below, columns left, right."""
        (rows, columns), (row, column) = self.applied.shape, self.applied.anchor
        return row, rows - 1 - row, column, columns - 1 - column

    @property
    def name(self) -> str:
        """The kernel's name, fit for a comment in any language."""
        letters = (letter if letter.isprintable() else " " for letter in self.kernel.name)
        plain = "".join(letter for letter in letters if letter not in "\\<>*/`'\"")
        words = " ".join(plain.replace("--", " ").split())[:_LONGEST_NAME].strip(" -")
        return words or "A kernel"

    @property
    def title(self) -> str:
        """What the code does, in a line: name, size, direction and border."""
        rows, columns = self.kernel.shape
        return f"{self.name}, {rows} x {columns}: {self.direction}, {self.border_words}."

    @property
    def direction(self) -> str:
        """Which way round the kernel is applied."""
        return "convolution" if self.true_convolution else "cross-correlation"

    @property
    def border_words(self) -> str:
        """What lies beyond the edge, for a comment."""
        if self.border == "constant":
            return f"border of {self.constant:g}"
        return _BORDER_WORDS[self.border]
