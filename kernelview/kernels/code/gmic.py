"""A command for G'MIC: correlate."""

from kernelview.kernels.centring import centred
from kernelview.kernels.code.refusals import (
    refuse_beyond_single,
    refuse_long_argument,
    refuse_other_borders,
)
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import rows_of
from kernelview.kernels.matrix_format import format_number

_BORDERS: dict[Border, int] = {"constant": 0, "edge": 1, "wrap": 2, "symmetric": 3}


def gmic_code(request: CodeRequest) -> str:
    """Return a command of the shell; an anchor elsewhere than in the middle is brought there."""
    refuse_other_borders(request, "G'MIC", _BORDERS)
    refuse_beyond_single(request, "G'MIC")
    kernel = centred(request.applied)
    matrix = ";".join(",".join(row) for row in rows_of(kernel))
    refuse_long_argument(matrix, "G'MIC")
    constant = request.constant if request.border == "constant" else 0.0
    # Beyond the edge G'MIC has 0 alone: the constant is taken off first and put back into the sum.
    offset = kernel.offset + constant * float(kernel.effective_weights.sum())
    steps = [
        "gmic picture.png",
        f"'({matrix})'",
        f"sub[0] {format_number(constant)}" if constant else "",
        f"correlate[0] [1],{_BORDERS[request.border]} keep[0]",
        f"add {format_number(offset)}" if offset else "",
        "round cut 0,255 output result.png",
    ]
    return f"# {request.title}\n" + " \\\n  ".join(step for step in steps if step) + "\n"
