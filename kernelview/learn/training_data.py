"""Samples and targets, refused before training where a network cannot take them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.layers import Layer
from kernelview.learn.losses import Loss

# So many numbers at a time are looked at: each look takes a few milliseconds.
_AT_ONCE = 1 << 20


def checked_inputs(samples: ArrayLike, layer: Layer, dtype: Any) -> NDArray[Any]:
    """Return samples (N, *input shape) in `dtype`, contiguous; not a copy where they are so.

    A last side of 1 may be left out. Raises LearnError naming the first layer, and for NaN.
    """
    array = _numbers(samples, "samples")
    wanted = layer.input_shape or ()
    if array.shape[1:] == wanted[:-1] and wanted[-1] == 1:
        array = array[..., np.newaxis]
    if array.ndim < 2 or array.shape[1:] != wanted:
        raise layer.error(f"it got samples of the shape {array.shape[1:]} and wants {wanted}")
    return _finite(_converted(array, dtype), "samples")


def checked_targets(
    targets: ArrayLike, loss: Loss, layer: Layer, *, count: int, dtype: Any
) -> NDArray[Any]:
    """Return labels (N,) int64 for the sparse loss, else numbers of the last layer's shape."""
    array = _numbers(targets, "targets")
    shape = layer.output_shape or ()
    if array.ndim < 1 or len(array) != count:
        raise LearnError(f"{count} samples need as many targets, not {array.shape}")
    if loss == "sparse_categorical_crossentropy":
        return _labels(array, shape, layer)
    if array.ndim == len(shape) and shape[-1] == 1:
        array = array[..., np.newaxis]
    if array.shape[1:] != shape:
        hint = "; labels go with sparse_categorical_crossentropy" if array.ndim == 1 else ""
        raise layer.error(
            f"it gives the shape {shape} a sample and got targets of {array.shape[1:]}{hint}"
        )
    array = _finite(_converted(array, dtype), "targets")
    if loss != "mean_squared_error" and (array.min() < 0 or array.max() > 1):
        raise LearnError(
            f"targets of {loss} are from 0 to 1, not {array.min():g} to {array.max():g}"
        )
    return array


def split_off(count: int, share: Any) -> tuple[slice, slice]:
    """Return which samples to train on and which, the last `share`, to validate with."""
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
        raise LearnError(f"the validation split is from 0 to below 1, not {share!r}")
    kept = int(np.floor(count * (1 - share)))
    if share and not 0 < kept < count:
        raise LearnError(
            f"a validation split of {share:g} of {count} samples leaves {kept} to train on and "
            f"{count - kept} to validate with; each part needs at least one"
        )
    return slice(0, kept), slice(kept, count)


def _numbers(values: ArrayLike, what: str) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise LearnError(f"the {what} do not make an array: {error}") from None
    if array.dtype.kind not in "buif":
        raise LearnError(f"the {what} are numbers, not {array.dtype}")
    if array.size == 0:
        raise LearnError(f"there are no {what}: their shape is {array.shape}")
    return array


def _converted(array: NDArray[Any], dtype: Any) -> NDArray[Any]:
    if array.dtype == dtype and array.flags.c_contiguous:
        return array
    converted = np.empty(array.shape, dtype)
    for part in _parts(array):
        # What float32 cannot hold becomes infinite, and is refused as that.
        with np.errstate(over="ignore"):
            converted[part] = array[part]
    return converted


def _finite(array: NDArray[Any], what: str) -> NDArray[Any]:
    for part in _parts(array):
        finite = np.isfinite(array[part])
        if not finite.all():
            place = part.start + int(np.argwhere(~finite)[0][0])
            raise LearnError(f"the {what} hold NaN or infinity, first in number {place}")
    return array


def _parts(array: NDArray[Any]) -> Iterator[slice]:
    rows = max(1, _AT_ONCE // max(1, array.size // len(array)))
    for start in range(0, len(array), rows):
        yield slice(start, start + rows)


def _labels(array: NDArray[Any], shape: tuple[int, ...], layer: Layer) -> NDArray[Any]:
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        hint = "; one-hot targets go with categorical_crossentropy" if array.ndim == 2 else ""
        raise LearnError(f"labels come as (N,), not as {array.shape}{hint}")
    labels = _finite(array, "labels").astype(np.int64)
    if not np.array_equal(labels, array):
        raise LearnError("labels are whole numbers that count the classes from 0")
    if labels.min() < 0 or labels.max() >= shape[-1]:
        raise layer.error(
            f"it tells {shape[-1]} classes apart, labelled 0 to {shape[-1] - 1}; "
            f"the labels run from {labels.min()} to {labels.max()}"
        )
    return labels
