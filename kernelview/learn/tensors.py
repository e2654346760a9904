"""Named arrays as one block of bytes: safetensors, read and written by hand.

The format: the header's length (8 bytes, little-endian), the header (JSON: a name, a dtype, a
shape and a place for each tensor; texts under "__metadata__"), and the numbers one after the
other. https://huggingface.co/docs/safetensors (format as of version 0.4)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.strict_json import parse_strict_json

LARGEST_HEADER = 10_000_000
MOST_TENSORS = 10_000
MOST_AXES = 8
# No tensor comes near it; what is larger would overflow somewhere.
_LARGEST_PRODUCT = 1 << 40
_LENGTH_BYTES = 8
_METADATA = "__metadata__"
_ENTRIES = {"dtype", "shape", "data_offsets"}
_DTYPES: dict[str, np.dtype[Any]] = {
    "F64": np.dtype("<f8"), "F32": np.dtype("<f4"), "F16": np.dtype("<f2"),
    "I64": np.dtype("<i8"), "I32": np.dtype("<i4"), "I16": np.dtype("<i2"), "I8": np.dtype("i1"),
    "U64": np.dtype("<u8"), "U32": np.dtype("<u4"), "U16": np.dtype("<u2"), "U8": np.dtype("u1"),
    "BOOL": np.dtype("?"),
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


@dataclass(frozen=True)
class _Place:
    """A tensor as the header has it, checked: its numbers fill `start` to `stop` exactly."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    start: int
    stop: int


def tensors_to_bytes(tensors: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> bytes:
    """Return the arrays and texts as a safetensors file. Raises LearnError for other dtypes."""
    # Wider numbers first, so that each starts at a multiple of its size; sorted keeps the order.
    ordered = sorted(tensors.items(), key=lambda item: -item[1].dtype.itemsize)
    header: dict[str, Any] = {_METADATA: dict(metadata)} if metadata else {}
    parts, place = [], 0
    for name, values in ordered:
        stored = _stored(name, values)
        stop = place + stored.nbytes
        header[name] = {
            "dtype": _NAMES[stored.dtype],
            "shape": list(stored.shape),
            "data_offsets": [place, stop],
        }
        parts.append(stored.tobytes())
        place = stop
    text = _header_text(header)
    return b"".join((len(text).to_bytes(_LENGTH_BYTES, "little"), text, *parts))


def tensors_from_bytes(data: bytes) -> tuple[dict[str, NDArray[Any]], dict[str, str]]:
    """Return the arrays (read-only, mostly views of `data`) and the texts.

    The header is checked whole before anything is made of it. Raises LearnError.
    """
    header, body = _parts(data)
    metadata = _metadata(header.pop(_METADATA, {}))
    if len(header) > MOST_TENSORS:
        raise LearnError(f"it has {len(header):,} tensors; at most {MOST_TENSORS:,} are read")
    places = [_place(name, entry) for name, entry in header.items()]
    _check_cover(places, len(body))
    return {place.name: _array(place, body) for place in places}, metadata


def _header_text(header: dict[str, Any]) -> bytes:
    try:
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise LearnError("a name in it is no Unicode text") from error
    # The numbers begin at a multiple of 8: spaces may follow the JSON.
    text += b" " * (-len(text) % _LENGTH_BYTES)
    if len(text) > LARGEST_HEADER:
        raise LearnError(f"the header would have {len(text):,} bytes; most are {LARGEST_HEADER:,}")
    return text


def _stored(name: str, values: NDArray[Any]) -> NDArray[Any]:
    if name == _METADATA:
        raise LearnError(f"a tensor cannot be called {name!r}")
    dtype = values.dtype.newbyteorder("<")
    if dtype not in _NAMES or values.ndim > MOST_AXES:
        raise LearnError(f"{name!r} is {values.ndim}-dimensional {values.dtype}; it cannot be kept")
    return values.astype(dtype, copy=False)


def _parts(data: bytes) -> tuple[dict[str, Any], memoryview]:
    if len(data) < _LENGTH_BYTES:
        raise LearnError(f"it has {len(data)} bytes; a safetensors file has at least 8")
    length = int.from_bytes(data[:_LENGTH_BYTES], "little")
    if length > len(data) - _LENGTH_BYTES:
        raise LearnError("it is no safetensors file, or it is cut short")
    if length > LARGEST_HEADER:
        raise LearnError(f"its header has {length:,} bytes; at most {LARGEST_HEADER:,} are read")
    end = _LENGTH_BYTES + length
    text = data[_LENGTH_BYTES:end]
    header = parse_strict_json(text) if text.startswith(b"{") else None
    if not isinstance(header, dict):
        raise LearnError("it is no safetensors file: its header is no JSON object")
    return header, memoryview(data)[end:]


def _metadata(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise LearnError(f"its {_METADATA} has to be texts with names")
    return value


def _place(name: str, entry: Any) -> _Place:
    if not isinstance(entry, dict) or set(entry) != _ENTRIES:
        raise LearnError(f"tensor {name[:80]!r} needs a dtype, a shape and data_offsets alone")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in _DTYPES:
        raise LearnError(
            f"tensor {name[:80]!r} is of the dtype {str(dtype)[:40]}; "
            f"those that are read are {', '.join(_DTYPES)}"
        )
    if not _are_counts(shape) or len(shape) > MOST_AXES:
        raise LearnError(f"the shape of tensor {name[:80]!r} is no list of up to {MOST_AXES} sizes")
    if not _are_counts(offsets) or len(offsets) != 2:
        raise LearnError(f"the data_offsets of tensor {name[:80]!r} are no two places")
    if prod(max(side, 1) for side in shape) > _LARGEST_PRODUCT:
        raise LearnError(f"tensor {name[:80]!r} would be too large for any memory")
    start, stop = offsets
    needed = prod(shape) * _DTYPES[dtype].itemsize
    if stop - start != needed:
        raise LearnError(
            f"tensor {name[:80]!r} of shape {tuple(shape)} and dtype {dtype} takes {needed} bytes, "
            f"its data_offsets give it {stop - start}"
        )
    return _Place(name, _DTYPES[dtype], tuple(shape), start, stop)


def _are_counts(value: Any) -> bool:
    return isinstance(value, list) and all(
        type(one) is int and 0 <= one <= _LARGEST_PRODUCT for one in value
    )


def _check_cover(places: list[_Place], length: int) -> None:
    """Refuse holes, overlaps and anything beyond the end."""
    reached = 0
    for place in sorted(places, key=lambda one: (one.start, one.stop)):
        if place.start != reached:
            raise LearnError(
                f"the numbers of tensor {place.name[:80]!r} start at {place.start}, "
                f"not at {reached} where those before it end"
            )
        reached = place.stop
    if reached != length:
        raise LearnError(f"its tensors take {reached:,} bytes, after the header it has {length:,}")


def _array(place: _Place, body: memoryview) -> NDArray[Any]:
    numbers = np.frombuffer(body[place.start : place.stop], np.uint8)
    if place.dtype.kind == "b" and (numbers > 1).any():
        raise LearnError(f"tensor {place.name[:80]!r} is BOOL and holds more than 0 and 1")
    array = numbers.view(place.dtype).reshape(place.shape)
    if not array.flags.aligned or not array.dtype.isnative:
        array = array.astype(place.dtype.newbyteorder("="))
    array.flags.writeable = False
    return array
