"""An SVG page with the filter feConvolveMatrix, which turns its matrix by 180 degrees."""

from kernelview.kernels.code.refusals import (
    refuse_beyond_single,
    refuse_more_weights,
    refuse_other_borders,
    refuse_other_constants,
)
from kernelview.kernels.code.request import WHITE, Border, CodeRequest
from kernelview.kernels.code.writing import rows_of, with_tame_divisor
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_number

# Skia, which draws for Chromium and others, takes no more.
MOST_WEIGHTS = 256

_EDGE_MODES: dict[Border, str] = {"edge": "duplicate", "wrap": "wrap", "constant": "none"}


def svg_code(request: CodeRequest) -> str:
    """Return a page that shows the filtered picture; the offset is written as a part of 255."""
    refuse_other_borders(request, "SVG", _EDGE_MODES)
    refuse_other_constants(request, "SVG")
    kernel = with_tame_divisor(request.applied)
    refuse_beyond_single(request, "SVG")
    refuse_more_weights(kernel, "SVG", MOST_WEIGHTS, "browsers draw no more")
    rows, columns = kernel.shape
    row, column = kernel.anchor
    return f"""\
<!-- {request.title}
     The matrix is written turned by 180 degrees, because SVG turns it back. -->
<svg xmlns="http://www.w3.org/2000/svg">
  <filter id="kernel" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
    <feConvolveMatrix order="{columns} {rows}" divisor="{format_number(kernel.divisor)}"
      kernelMatrix="{_turned(kernel)}"
      targetX="{column}" targetY="{row}"
      edgeMode="{_EDGE_MODES[request.border]}" preserveAlpha="true"{_bias(kernel)}/>
  </filter>
  <image href="picture.png" filter="url(#kernel)"/>
</svg>
"""


def _bias(kernel: Kernel) -> str:
    if not kernel.offset:
        return ""
    # A level of 255 is 1 in SVG.
    return f'\n      bias="{format_number(kernel.offset / WHITE)}"'


def _turned(kernel: Kernel) -> str:
    rows = rows_of(kernel.replace(weights=kernel.weights[::-1, ::-1], divisor=1.0))
    return "\n                    ".join(" ".join(row) for row in rows)
