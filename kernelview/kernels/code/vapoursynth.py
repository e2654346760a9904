"""A script for VapourSynth: std.Convolution, which takes whole weights of clips of 8 bits."""

import numpy as np

from kernelview.kernels.centring import centred
from kernelview.kernels.code.refusals import refuse_parts_of_levels
from kernelview.kernels.code.request import CodeRequest
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_number
from kernelview.kernels.structure import trimmed
from kernelview.kernels.whole_weights import WholeLimits, whole_weights

LARGEST_WEIGHT = 1023
LONGEST_LINE = 25

_LIMITS = WholeLimits(weight=LARGEST_WEIGHT, divisor=2**16)


def vapoursynth_code(request: CodeRequest) -> str:
    """Return a script; rows and columns are put round the clip for borders that it lacks."""
    refuse_parts_of_levels(request, "VapourSynth")
    kernel = _fitted(centred(trimmed(request.applied)))
    whole = whole_weights(kernel, _LIMITS)
    rows, columns = kernel.shape
    mode = "s" if rows == columns else "h" if rows == 1 else "v"
    reach = rows // 2, columns // 2
    own = request.border == "reflect" and kernel.shape == (3, 3)
    return f"""\
# {request.title}{_rounding(whole.notes)}
# Needs the plugin imwri to read and write pictures.
import vapoursynth as vs

core = vs.core
clip = core.imwri.Read("picture.png")
{"" if own else _widened(request, *reach)}\
clip = core.std.Convolution(
    clip,
    matrix=[{_cells(whole.weights)}],
    divisor={whole.divisor},
    bias={format_number(kernel.offset)},
    mode="{mode}",
)
{"" if own else _cropped(*reach)}\
core.imwri.Write(clip, "PNG", "result%d.png").set_output()
"""


def _rounding(notes: tuple[str, ...]) -> str:
    return "".join(f"\n# {note[0].upper()}{note[1:]}." for note in notes)


def _fitted(kernel: Kernel) -> Kernel:
    """Return the kernel filled up to 3 × 3 or 5 × 5, or as an odd line; KernelError for others."""
    rows, columns = kernel.shape
    side = max(rows, columns)
    if side <= 5:
        size = 3 if side <= 3 else 5
        down, across = (size - rows) // 2, (size - columns) // 2
        weights = np.pad(kernel.weights, ((down, down), (across, across)))
        return kernel.replace(weights=weights, anchor=None)
    if min(rows, columns) == 1 and side <= LONGEST_LINE:
        return kernel
    raise KernelError(
        f"VapourSynth takes 3 × 3 or 5 × 5 weights about the anchor, or one row or column of up "
        f"to {LONGEST_LINE}; this kernel needs {rows} × {columns}"
    )


def _cells(weights: np.ndarray) -> str:
    rows = weights.tolist()
    return ",\n            ".join(", ".join(str(weight) for weight in row) for row in rows)


def _widened(request: CodeRequest, down: int, across: int) -> str:
    if request.border == "constant":
        level = format_number(request.constant)
        return (
            f"clip = core.std.AddBorders(clip, {across}, {across}, {down}, {down}, "
            f"color=[{level}, {level}, {level}])\n"
        )
    return "# Rows and columns are put round the clip, for this border.\n" + "".join(
        _stacked(request, *side)
        for side in (("width", across, "StackHorizontal"), ("height", down, "StackVertical"))
        if side[1]
    )


def _stacked(request: CodeRequest, length: str, reach: int, stack: str) -> str:
    across = length == "width"
    before, after = _places(request.border, reach, f"clip.{length}")
    crop = "1, clip.height, place, 0" if across else "clip.width, 1, 0, place"
    return (
        f"before, after = [\n"
        f"    [core.std.CropAbs(clip, {crop}) for place in places]\n"
        f"    for places in ([{before}], [{after}])\n"
        f"]\n"
        f"clip = core.std.{stack}([*before, clip, *after])\n"
    )


def _places(border: str, reach: int, length: str) -> tuple[str, str]:
    """Return which rows or columns stand before the first and after the last."""
    steps = range(reach)
    match border:
        case "reflect":
            before, after = [str(reach - step) for step in steps], [-2 - step for step in steps]
        case "symmetric":
            before, after = [str(reach - 1 - step) for step in steps], [-1 - step for step in steps]
        case "edge":
            before, after = ["0" for _ in steps], [-1 for _ in steps]
        case _:
            before, after = [f"{length} - {reach - step}" for step in steps], list(steps)
    ends = [f"{length} - {-place}" if place < 0 else str(place) for place in after]
    return ", ".join(before), ", ".join(ends)


def _cropped(down: int, across: int) -> str:
    return f"clip = core.std.Crop(clip, {across}, {across}, {down}, {down})\n"
