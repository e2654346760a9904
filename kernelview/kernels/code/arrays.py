"""Code for SciPy and NumPy, with Pillow to read and write the picture."""

from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import numpy_array, plus
from kernelview.kernels.matrix_format import format_number

# What scipy.ndimage calls numpy.pad's borders: its "reflect" repeats the edge pixel.
_SCIPY_MODES: dict[Border, str] = {
    "reflect": "mirror",
    "symmetric": "reflect",
    "edge": "nearest",
    "wrap": "wrap",
    "constant": "constant",
}

READ = 'picture = np.asarray(Image.open("picture.png").convert("RGB"), dtype=float)'
WRITE = """\
levels = np.clip(np.rint(result), 0, 255).astype(np.uint8)
Image.fromarray(levels).save("result.png")
"""


def scipy_code(request: CodeRequest) -> str:
    """Return Python that calls scipy.ndimage.correlate."""
    return f"""\
# {request.title}
import numpy as np
from PIL import Image
from scipy import ndimage

{READ}
{numpy_array(request.applied)}

result = ndimage.correlate(picture, kernel[..., np.newaxis]{_scipy_options(request)})\
{plus(request.applied.offset)}
{WRITE}"""


def numpy_code(request: CodeRequest) -> str:
    """Return Python that pads the picture and sums its windows, with NumPy alone."""
    return f"""\
# {request.title}
import numpy as np
from PIL import Image

{READ}
{numpy_array(request.applied)}

{padded(request)}
windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, axis=(0, 1))
result = np.einsum("yxcij,ij->yxc", windows, kernel){plus(request.applied.offset)}
{WRITE}"""


def padded(request: CodeRequest) -> str:
    """Return the line that pads the picture by as much as the kernel reaches."""
    above, below, left, right = request.margins
    margins = f"(({above}, {below}), ({left}, {right}), (0, 0))"
    constant = request.constant if request.border == "constant" else 0.0
    value = f", constant_values={format_number(constant)}" if constant else ""
    return f'padded = np.pad(picture, {margins}, mode="{request.border}"{value})'


def _scipy_options(request: CodeRequest) -> str:
    kernel = request.applied
    options = f', mode="{_SCIPY_MODES[request.border]}"'
    if request.border == "constant" and request.constant:
        options += f", cval={format_number(request.constant)}"
    down, across = (
        place - side // 2 for place, side in zip(kernel.anchor, kernel.shape, strict=True)
    )
    return options + (f", origin=({down}, {across}, 0)" if down or across else "")
