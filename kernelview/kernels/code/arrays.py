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


def scipy_code(request: CodeRequest) -> str:
    """Return Python that calls scipy.ndimage.correlate."""
    kernel = request.applied
    origin = tuple(
        place - side // 2 for place, side in zip(kernel.anchor, kernel.shape, strict=True)
    )
    return "\n".join(
        [
            f"# {request.title}",
            "import numpy as np",
            "from PIL import Image",
            "from scipy import ndimage",
            "",
            *read_picture(),
            numpy_array(kernel),
            "",
            "result = ndimage.correlate(",
            f"    picture, kernel[:, :, np.newaxis], mode={_scipy_mode(request)}"
            f"{f', origin=({origin[0]}, {origin[1]}, 0)' if any(origin) else ''}",
            f"){plus(kernel.offset)}",
            *write_picture(),
        ]
    )


def numpy_code(request: CodeRequest) -> str:
    """Return Python that pads the picture and sums its windows, with NumPy alone."""
    kernel = request.applied
    return "\n".join(
        [
            f"# {request.title}",
            "import numpy as np",
            "from PIL import Image",
            "",
            *read_picture(),
            numpy_array(kernel),
            "",
            padded(request),
            "windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, axis=(0, 1))",
            f'result = np.einsum("yxcij,ij->yxc", windows, kernel){plus(kernel.offset)}',
            *write_picture(),
        ]
    )


def read_picture() -> list[str]:
    """Return the line that reads a picture as floats (height, width, 3)."""
    return ['picture = np.asarray(Image.open("picture.png").convert("RGB"), dtype=float)']


def write_picture(result: str = "result") -> list[str]:
    """Return the lines that round, clip and save the result."""
    return [
        f"levels = np.clip(np.rint({result}), 0, 255).astype(np.uint8)",
        'Image.fromarray(levels).save("result.png")',
        "",
    ]


def padded(request: CodeRequest) -> str:
    """Return the line that pads the picture by as much as the kernel reaches."""
    above, below, left, right = request.margins
    margins = f"(({above}, {below}), ({left}, {right}), (0, 0))"
    constant = request.constant if request.border == "constant" else 0.0
    value = f", constant_values={format_number(constant)}" if constant else ""
    return f'padded = np.pad(picture, {margins}, mode="{request.border}"{value})'


def _scipy_mode(request: CodeRequest) -> str:
    mode = f'"{_SCIPY_MODES[request.border]}"'
    if request.border != "constant" or request.constant == 0:
        return mode
    return f"{mode}, cval={format_number(request.constant)}"
