"""Refusals of what a target cannot do: each says which limit, and what would be right."""

from collections.abc import Collection

import numpy as np

from kernelview.kernels.code.request import WHITE, Border, CodeRequest
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

# Linux takes 131,072 bytes with the zero at the end.
_LONGEST_ARGUMENT = 131_000
_LARGEST_SINGLE = float(np.finfo(np.float32).max)
_MEANINGS: dict[Border, str] = {
    "reflect": "mirrored without repeating the edge pixel",
    "symmetric": "mirrored with the edge pixel repeated",
    "edge": "the edge pixel repeated",
    "wrap": "the picture repeated",
    "constant": "a constant",
}


def refuse_other_borders(request: CodeRequest, program: str, known: Collection[Border]) -> None:
    """Raise KernelError when the border is none that the program knows."""
    if request.border not in known:
        raise KernelError(
            f"{program} has no border “{request.border}” ({_MEANINGS[request.border]}); "
            f"choose {_listed(known)}"
        )


def refuse_levels_beyond(request: CodeRequest, program: str) -> None:
    """Raise KernelError when the constant beyond the edge is no level of 8 bits."""
    if request.border == "constant" and not 0 <= request.constant <= WHITE:
        raise KernelError(
            f"{program} fills beyond the edge with a colour; {request.constant:g} is none: "
            f"choose 0 to {WHITE}"
        )


def refuse_parts_of_levels(request: CodeRequest, program: str) -> None:
    """Raise KernelError when the constant beyond the edge is no whole level of 8 bits."""
    refuse_levels_beyond(request, program)
    if request.border == "constant" and not float(request.constant).is_integer():
        raise KernelError(
            f"{program} fills beyond the edge with a colour of 8 bits; {request.constant:g} "
            f"is none: choose a whole number, 0 to {WHITE}"
        )


def refuse_other_constants(request: CodeRequest, program: str) -> None:
    """Raise KernelError when beyond the edge stands a constant other than 0."""
    if request.border == "constant" and request.constant != 0:
        raise KernelError(
            f"{program} knows no constant beyond the edge but 0, not {request.constant:g}"
        )


def refuse_beyond_single(request: CodeRequest, program: str) -> None:
    """Raise KernelError for numbers that 32-bit floats cannot hold."""
    kernel = request.applied
    constant = request.constant if request.border == "constant" else 0.0
    weights = float(np.abs(kernel.effective_weights).max())
    largest = max(weights, abs(kernel.offset), abs(constant))
    if largest > _LARGEST_SINGLE:
        raise KernelError(
            f"{program} reckons in 32 bits, up to 3.4e38; {largest:.3g} is beyond that"
        )


def refuse_more_weights(kernel: Kernel, program: str, most: int, why: str) -> None:
    """Raise KernelError when the matrix has more cells than the program takes."""
    rows, columns = kernel.shape
    if rows * columns > most:
        raise KernelError(
            f"{program} takes at most {most} weights ({why}); "
            f"this kernel is {rows} × {columns} = {rows * columns}"
        )


def refuse_long_argument(argument: str, program: str) -> None:
    """Raise KernelError when the shell would not hand an argument over to the program."""
    if len(argument) > _LONGEST_ARGUMENT:
        raise KernelError(
            f"a shell hands {program} at most 128 KiB at a time; this kernel takes "
            f"{len(argument) / 1024:.0f}: choose a smaller one, or weights of fewer digits"
        )


def _listed(borders: Collection[Border]) -> str:
    names = [f"“{border}”" for border in borders]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
