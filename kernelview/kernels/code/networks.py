"""Code for PyTorch and Keras, whose convolutions are cross-correlations."""

from kernelview.kernels.code.arrays import READ, WRITE, padded
from kernelview.kernels.code.refusals import refuse_beyond_single, refuse_other_borders
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import numpy_array, plus
from kernelview.kernels.matrix_format import format_number

_TORCH_MODES: dict[Border, str] = {
    "reflect": "reflect",
    "edge": "replicate",
    "wrap": "circular",
    "constant": "constant",
}


def pytorch_code(request: CodeRequest) -> str:
    """Return Python that calls torch.nn.functional.conv2d on each channel."""
    refuse_other_borders(request, "PyTorch", _TORCH_MODES)
    refuse_beyond_single(request, "PyTorch")
    return f"""\
# {request.title}
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

{READ}
{numpy_array(request.applied)}

# The three channels are a batch of pictures with one channel each: (3, 1, height, width).
planes = torch.tensor(picture, dtype=torch.float32).permute(2, 0, 1).unsqueeze(1)
weight = torch.tensor(kernel, dtype=torch.float32)[None, None]  # (out, in, rows, columns)

padded = F.pad(planes, {_torch_padding(request)})
result = F.conv2d(padded, weight){plus(request.applied.offset)}  # a cross-correlation

result = result.squeeze(1).permute(1, 2, 0).numpy()
{WRITE}"""


def keras_code(request: CodeRequest) -> str:
    """Return Python that puts the kernel into a Conv2D layer and applies it to each channel."""
    refuse_beyond_single(request, "Keras")
    rows, columns = request.applied.shape
    return f"""\
# {request.title}
import keras
import numpy as np
from PIL import Image

{READ}
{numpy_array(request.applied)}

# The three channels are a batch of pictures with one channel each: (3, height, width, 1).
{padded(request)}
planes = padded.transpose(2, 0, 1)[..., np.newaxis].astype("float32")

layer = keras.layers.Conv2D(1, ({rows}, {columns}), padding="valid", data_format="channels_last")
layer.build(planes.shape)
# (rows, columns, in, out) and the offset as the bias.
layer.set_weights([kernel[..., np.newaxis, np.newaxis], \
np.array([{format_number(request.applied.offset)}])])

result = keras.ops.convert_to_numpy(layer(planes))[..., 0].transpose(1, 2, 0)
{WRITE}"""


def _torch_padding(request: CodeRequest) -> str:
    above, below, left, right = request.margins
    value = ""
    if request.border == "constant" and request.constant:
        value = f", value={format_number(request.constant)}"
    mode = _TORCH_MODES[request.border]
    return f'({left}, {right}, {above}, {below}), mode="{mode}"{value}'
