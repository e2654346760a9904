"""A command for ffmpeg: the filter convolution, or geq where that cannot do it.

The filter takes whole numbers, bias from 0 on, and rdiv, which ffmpeg 4.4 to 6.0 ignore: they
always divide by the weights' sum (by 1 when that is 0). So it is used only where that is right.
The border is filled in first: the filter's own is not the same on all four sides. geq reads the
nearest pixel, because its interpolation never reaches the last row and column.
"""

import numpy as np

from kernelview.kernels.centring import centred
from kernelview.kernels.code.refusals import refuse_parts_of_levels
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import plus
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_number
from kernelview.kernels.structure import trimmed

MOST_WEIGHTS = 225
_LONGEST_LINE = 49
_MOST_TERMS = 12
_SQUARES = (3, 5, 7)
_LARGEST_SUM = 2**31 // 255 - 1
_FILLINGS: dict[Border, str] = {
    "reflect": "reflect",
    "symmetric": "mirror",
    "edge": "smear",
    "wrap": "wrap",
}


def ffmpeg_code(request: CodeRequest) -> str:
    """Return a command of the shell for a picture; -vf does the same to a film."""
    refuse_parts_of_levels(request, "ffmpeg")
    kernel = trimmed(request.applied)
    matrix = _matrix(kernel)
    if matrix is not None:
        return _with_convolution(request, matrix)
    return _with_expression(request, kernel)


def _with_convolution(request: CodeRequest, matrix: Kernel) -> str:
    weights = " ".join(format_number(weight) for weight in matrix.weights.ravel().tolist())
    rows, columns = matrix.shape
    mode = "square" if rows == columns else "row" if rows == 1 else "column"
    planes = ":\\\n".join(
        f"{plane}m='$k':{plane}mode={mode}:{plane}rdiv={format_number(1 / matrix.divisor)}"
        f":{plane}bias={format_number(matrix.offset)}"
        for plane in range(3)
    )
    return f"""\
# {request.title}
k='{weights}'
ffmpeg -y -i picture.png -vf "\\
{_widened(request, (rows // 2, rows // 2, columns // 2, columns // 2))},\\
convolution={planes},\\
{_cropped((rows // 2, rows // 2, columns // 2, columns // 2))}" -frames:v 1 result.png
"""


def _with_expression(request: CodeRequest, kernel: Kernel) -> str:
    count = np.count_nonzero(kernel.weights)
    if count > MOST_WEIGHTS:
        raise KernelError(
            f"ffmpeg's convolution takes whole weights that sum to their divisor, up to 7 × 7, and "
            f"geq at most {MOST_WEIGHTS} weights; this kernel has {count} other than 0"
        )
    (rows, columns), (row, column) = kernel.shape, kernel.anchor
    margins = row, rows - 1 - row, column, columns - 1 - column
    sum_of_taps = _sum_of(_taps(kernel))
    offset = plus(kernel.offset).replace(" ", "")
    return f"""\
# {request.title}
# Not by the filter convolution, which takes whole weights that sum to their divisor.
k='clip(round({sum_of_taps}{offset}),0,255)'
ffmpeg -y -i picture.png -vf "\\
{_widened(request, margins)},\\
geq=r='$k':g='$k':b='$k':i=nearest,\\
{_cropped(margins)}" -frames:v 1 result.png
"""


def _sum_of(taps: list[str]) -> str:
    """Return the sum, in brackets by the dozen: a longer one is too deep for ffmpeg's parser."""
    if len(taps) <= _MOST_TERMS:
        return "".join(taps).removeprefix("+") or "0"
    starts = range(0, len(taps), _MOST_TERMS)
    return "+".join(f"({_sum_of(taps[start : start + _MOST_TERMS])})" for start in starts)


def _taps(kernel: Kernel) -> list[str]:
    weights = kernel.effective_weights
    return [
        f"{plus(weights[row, column]).replace(' ', '')}*"
        f"p(X{_shift(column - kernel.anchor[1])},Y{_shift(row - kernel.anchor[0])})"
        for row, column in np.argwhere(weights).tolist()
    ]


def _shift(distance: int) -> str:
    return f"{distance:+d}" if distance else ""


def _widened(request: CodeRequest, margins: tuple[int, int, int, int]) -> str:
    above, below, left, right = margins
    level = int(request.constant) if request.border == "constant" else 0
    colour = f"0x{level:02x}{level:02x}{level:02x}"
    padding = f"format=gbrp,pad=iw+{left + right}:ih+{above + below}:{left}:{above}:color={colour}"
    if request.border == "constant":
        return padding
    return f"{padding},\\\nfillborders={left}:{right}:{above}:{below}:{_FILLINGS[request.border]}"


def _cropped(margins: tuple[int, int, int, int]) -> str:
    above, below, left, right = margins
    return f"crop=iw-{left + right}:ih-{above + below}:{left}:{above}"


def _matrix(kernel: Kernel) -> Kernel | None:
    """Return the kernel as whole weights over their sum, of a size the filter takes; else None."""
    fitted = _fitted(kernel)
    if fitted is None or fitted.offset < 0 or not np.abs(fitted.weights).sum() <= _LARGEST_SUM:
        return None
    weights, total = fitted.weights, float(fitted.weights.sum())
    if (weights != np.rint(weights)).any() or (total or 1.0) != fitted.divisor or total < 0:
        return None
    if total == 1 and np.count_nonzero(weights) == 1:
        # The filter only copies the picture when it sees this matrix, whatever the bias.
        return fitted.replace(weights=weights * 2, divisor=2.0)
    return fitted


def _fitted(kernel: Kernel) -> Kernel | None:
    """Return the kernel filled up with zeros to a square of 3, 5 or 7, or an odd line."""
    try:
        middle = centred(kernel)
    except KernelError:
        return None
    rows, columns = middle.shape
    side = max(rows, columns)
    if min(rows, columns) == 1 and 7 < side <= _LONGEST_LINE:
        return middle
    size = next((size for size in _SQUARES if size >= side), None)
    if size is None:
        return None
    down, across = (size - rows) // 2, (size - columns) // 2
    filled = np.pad(middle.weights, ((down, down), (across, across)))
    return middle.replace(weights=filled, anchor=None)
