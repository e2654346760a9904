"""A command for ImageMagick 6 and 7: -morphology Correlate."""

from kernelview.kernels.code.refusals import (
    refuse_levels_beyond,
    refuse_long_argument,
    refuse_other_borders,
)
from kernelview.kernels.code.request import WHITE, Border, CodeRequest
from kernelview.kernels.code.writing import effective, plain_decimal
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_matrix

_BORDERS: dict[Border, str] = {
    "symmetric": "-virtual-pixel mirror",
    "edge": "-virtual-pixel edge",
    "wrap": "-virtual-pixel tile",
    "constant": "-virtual-pixel background",
}


def imagemagick_code(request: CodeRequest) -> str:
    """Return a command of the shell; the offset is written as a part of white."""
    refuse_other_borders(request, "ImageMagick", _BORDERS)
    refuse_levels_beyond(request, "ImageMagick")
    kernel = request.applied
    matrix = format_matrix(effective(kernel), "imagemagick")
    refuse_long_argument(matrix, "ImageMagick")
    return f"""\
# {request.title}
# ImageMagick 7 calls the command magick, not convert. 16 bits, as version 6 rounds down to 8.
{_bias_words(kernel)}convert picture.png -alpha off {_border(request)} \\
  {_bias(kernel)}-morphology Correlate '{matrix}' \\
  -depth 16 result.png
"""


def _border(request: CodeRequest) -> str:
    if request.border != "constant":
        return _BORDERS[request.border]
    share = f"{_percent(request.constant)}%"
    return f"-background 'rgb({share},{share},{share})' {_BORDERS['constant']}"


def _bias_words(kernel: Kernel) -> str:
    if not kernel.offset:
        return ""
    return f"# The bias is a share of white: {kernel.offset:g} of 255 levels.\n"


def _bias(kernel: Kernel) -> str:
    if not kernel.offset:
        return ""
    return f"-define convolve:bias={_percent(kernel.offset)}% \\\n  "


def _percent(level: float) -> str:
    return plain_decimal(level / WHITE * 100)
