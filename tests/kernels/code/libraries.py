"""Stands in for libraries that are not installed: as much as the code calls, in plain NumPy.

Each keeps to what the library's manual says of the calls, and is written apart from the engine.
"""

from collections.abc import Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Tensor:
    """A torch.Tensor as far as the code needs one."""

    def __init__(self, values: Any) -> None:
        self.values: NDArray[np.float32] = np.asarray(values, np.float32)

    def permute(self, *axes: int) -> "Tensor":
        return Tensor(self.values.transpose(axes))

    def unsqueeze(self, axis: int) -> "Tensor":
        return Tensor(np.expand_dims(self.values, axis))

    def squeeze(self, axis: int) -> "Tensor":
        return Tensor(np.squeeze(self.values, axis))

    def numpy(self) -> NDArray[np.float32]:
        return self.values

    def __getitem__(self, places: Any) -> "Tensor":
        return Tensor(self.values[places])

    def __add__(self, value: float) -> "Tensor":
        return Tensor(self.values + np.float32(value))

    def __sub__(self, value: float) -> "Tensor":
        return Tensor(self.values - np.float32(value))


def torch_modules() -> dict[str, ModuleType]:
    """Return stand-ins for torch, torch.nn and torch.nn.functional."""
    functional: Any = ModuleType("torch.nn.functional")
    functional.pad, functional.conv2d = _pad, _conv2d
    nn: Any = ModuleType("torch.nn")
    nn.functional = functional
    torch: Any = ModuleType("torch")
    torch.nn, torch.float32 = nn, np.float32
    torch.tensor = lambda values, dtype: Tensor(values)
    return {"torch": torch, "torch__nn": nn, "torch__nn__functional": functional}


def _pad(planes: Tensor, margins: Sequence[int], *, mode: str, value: float = 0.0) -> Tensor:
    """torch.nn.functional.pad: the margins begin with the last axis, (left, right, top, bottom)."""
    left, right, top, bottom = margins
    height, width = planes.values.shape[2:]
    assert mode != "reflect" or (max(left, right) < width and max(top, bottom) < height)
    widths = ((0, 0), (0, 0), (top, bottom), (left, right))
    if mode == "constant":
        return Tensor(np.pad(planes.values, widths, constant_values=value))
    numpy_mode: Any = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}[mode]
    return Tensor(np.pad(planes.values, widths, mode=numpy_mode))


def _conv2d(planes: Tensor, weight: Tensor) -> Tensor:
    """torch.nn.functional.conv2d: (N, Cin, H, W) and (Cout, Cin, kH, kW), a cross-correlation."""
    out, _, rows, columns = weight.values.shape
    count, _, height, width = planes.values.shape
    result = np.zeros((count, out, height - rows + 1, width - columns + 1))
    for y in range(result.shape[2]):
        for x in range(result.shape[3]):
            window = planes.values[:, :, y : y + rows, x : x + columns].astype(float)
            result[:, :, y, x] = np.tensordot(window, weight.values, ([1, 2, 3], [1, 2, 3]))
    return Tensor(result)


class Conv2D:
    """A keras.layers.Conv2D: weights (kH, kW, Cin, Cout), pictures (N, H, W, C)."""

    def __init__(
        self, filters: int, size: tuple[int, int], *, padding: str, data_format: str
    ) -> None:
        assert (padding, data_format) == ("valid", "channels_last")
        self.shape = size
        self.filters = filters

    def build(self, shape: Sequence[int]) -> None:
        self.shape = (*self.shape[:2], shape[-1], self.filters)  # type: ignore[assignment]

    def set_weights(self, weights: Sequence[NDArray[Any]]) -> None:
        kernel, bias = weights
        assert kernel.shape == self.shape
        assert bias.shape == (self.filters,)
        self.kernel, self.bias = kernel.transpose(3, 2, 0, 1), bias

    def __call__(self, planes: NDArray[Any]) -> NDArray[Any]:
        sums = _conv2d(Tensor(planes.transpose(0, 3, 1, 2)), Tensor(self.kernel))
        result: NDArray[Any] = sums.values.transpose(0, 2, 3, 1) + self.bias
        return result


def keras_module() -> ModuleType:
    """Return a stand-in for keras."""
    keras: Any = ModuleType("keras")
    keras.layers = SimpleNamespace(Conv2D=Conv2D)
    keras.ops = SimpleNamespace(convert_to_numpy=np.asarray)
    return keras  # type: ignore[no-any-return]
