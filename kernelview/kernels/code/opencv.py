"""Code for OpenCV: filter2D, which is a cross-correlation."""

from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import numpy_array
from kernelview.kernels.matrix_format import format_number

_BORDERS: dict[Border, str] = {
    "reflect": "cv2.BORDER_REFLECT_101",
    "symmetric": "cv2.BORDER_REFLECT",
    "edge": "cv2.BORDER_REPLICATE",
    "wrap": "cv2.BORDER_WRAP",
    "constant": "cv2.BORDER_CONSTANT",
}


def opencv_code(request: CodeRequest) -> str:
    """Return Python that calls cv2.filter2D; it pads first for borders that filter2D lacks."""
    lacking = request.border == "wrap" or (request.border == "constant" and request.constant != 0)
    return f"""\
# {request.title}
import cv2
import numpy as np

picture = cv2.imread("picture.png")
{numpy_array(request.applied)}

{_padded(request) if lacking else _filtered(request)}
cv2.imwrite("result.png", np.clip(np.rint(result), 0, 255).astype(np.uint8))
"""


def _filtered(request: CodeRequest) -> str:
    return f"""\
result = cv2.filter2D(picture, cv2.CV_32F, kernel, {_anchor_and_offset(request)},
                      borderType={_BORDERS[request.border]})"""


def _padded(request: CodeRequest) -> str:
    above, below, left, right = request.margins
    value = format_number(request.constant)
    filling = f", value=({value}, {value}, {value})" if request.border == "constant" else ""
    return f"""\
# filter2D lacks this border, so the picture is padded first.
padded = cv2.copyMakeBorder(picture.astype(np.float32), {above}, {below}, {left}, {right},
                            {_BORDERS[request.border]}{filling})
height, width = picture.shape[:2]
result = cv2.filter2D(padded, cv2.CV_32F, kernel, {_anchor_and_offset(request)})
result = result[{above} : {above} + height, {left} : {left} + width]"""


def _anchor_and_offset(request: CodeRequest) -> str:
    row, column = request.applied.anchor
    offset = request.applied.offset
    delta = f", delta={format_number(offset)}" if offset else ""
    return f"anchor=({column}, {row}){delta}"
