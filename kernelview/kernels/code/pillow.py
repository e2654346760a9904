"""Code for Pillow: ImageFilter.Kernel, whose rows run from the bottom up."""

from kernelview.kernels.centring import into_square
from kernelview.kernels.code.refusals import refuse_beyond_single, refuse_parts_of_levels
from kernelview.kernels.code.request import CodeRequest
from kernelview.kernels.code.writing import rows_of, with_tame_divisor
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_number


def pillow_code(request: CodeRequest) -> str:
    """Return Python that calls Image.filter with an ImageFilter.Kernel of 3 × 3 or 5 × 5."""
    refuse_beyond_single(request, "Pillow")
    refuse_parts_of_levels(request, "Pillow")
    kernel = with_tame_divisor(_square(request.applied))
    side = len(kernel.weights)
    return f"""\
# {request.title}
# Pillow leaves pixels at the edge as they are, so the picture is padded first.
import numpy as np
from PIL import Image, ImageFilter

picture = Image.open("picture.png").convert("RGB")
{_padded(request, side // 2)}

# Pillow wants the rows from the bottom up.
kernel = ImageFilter.Kernel(
    ({side}, {side}),
    [{_cells(kernel)}],
    scale={format_number(kernel.divisor)},
    offset={format_number(kernel.offset)},
)
result = Image.fromarray(padded).filter(kernel)
result = result.crop(({side // 2}, {side // 2}, picture.width + {side // 2}, \
picture.height + {side // 2}))
result.save("result.png")
"""


def _square(kernel: Kernel) -> Kernel:
    try:
        return into_square(kernel, 3, "Pillow")
    except KernelError:
        return into_square(kernel, 5, "Pillow")


def _padded(request: CodeRequest, reach: int) -> str:
    margins = f"(({reach}, {reach}), ({reach}, {reach}), (0, 0))"
    value = ""
    if request.border == "constant" and request.constant:
        value = f", constant_values={format_number(request.constant)}"
    return f'padded = np.pad(np.asarray(picture), {margins}, mode="{request.border}"{value})'


def _cells(kernel: Kernel) -> str:
    rows = rows_of(kernel.replace(divisor=1.0))
    return ",\n     ".join(", ".join(row) for row in reversed(rows))
