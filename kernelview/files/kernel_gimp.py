"""GIMP's presets of its filter "Convolution Matrix" (.settings in the profile's filters folder).

A list a preset: a name, 5 × 5 weights a1 to e5 (letter: column, digit: row), divisor, offset in
parts of full white, channels, border. As applied; GIMP reckons in 32 bits. Rules of GEGL's
operations/common/convolution-matrix.c and GIMP's app/operations/gimp-operation-config.c.
"""

from collections.abc import Sequence

import numpy as np

from kernelview.files.gimp_syntax import Word, parse_lists, quoted
from kernelview.files.kernel_limits import refuse_beyond_single, without_empty_ring
from kernelview.files.kernel_text import decode_text, plain_number
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.centring import into_square

TYPE = "GimpGegl-gegl-convolution-matrix-config"
MOST_KERNELS = 4096

_WHITE = 255.0
# GIMP writes six decimals: an offset this near to a whole level is meant to be it.
_NEAR = 2e-4
_SIDE = 5
_NAMES = [[f"{letter}{digit}" for letter in "abcde"] for digit in "12345"]
_CHANNELS = "(red yes) (green yes) (blue yes) (alpha no)"
_WAYS = "(normalize no) (alpha-weight no) (border clamp)"


def parse_gimp(data: bytes) -> tuple[Kernel, ...]:
    """Return the kernels of a preset file; KernelError when it holds none."""
    lists = [node for node in parse_lists(decode_text(data)) if isinstance(node, list) and node]
    presets = [node for node in lists if node[0] == TYPE]
    if not presets:
        found = f"; it is of {str(lists[0][0])[:60]}" if lists else ""
        raise KernelError(f"it holds no preset of GIMP's convolution matrix{found}")
    if len(presets) > MOST_KERNELS:
        raise KernelError(f"it holds {len(presets)} presets; at most {MOST_KERNELS} are read")
    return tuple(_kernel(preset) for preset in presets)


def write_gimp(kernels: Sequence[Kernel]) -> bytes:
    """Return a preset file; KernelError for kernels wider than 5 × 5 or beyond 32 bits."""
    presets = "\n\n".join(_preset(kernel) for kernel in kernels)
    return f"# settings\n\n{presets}\n\n# end of settings\n".encode()


def is_gimp(data: bytes) -> bool:
    """Tell a preset file of the convolution matrix by its type's name."""
    return b"(" + TYPE.encode() in data


def _preset(kernel: Kernel) -> str:
    square = into_square(kernel, _SIDE, "GIMP").weights
    refuse_beyond_single(np.append(square, kernel.divisor), "GIMP")
    if abs(kernel.offset) > _WHITE:
        raise KernelError(f"the offset is {kernel.offset:g}; GIMP takes -255 to 255")
    rows = [
        " ".join(f"({_NAMES[row][column]} {_number(square[row, column])})" for column in range(5))
        for row in range(5)
    ]
    numbers = f"(divisor {_number(kernel.divisor)}) (offset {_number(kernel.offset / _WHITE)})"
    entries = ["(time 0)", *rows, numbers, _CHANNELS, _WAYS]
    return f"({TYPE} {quoted(kernel.name or 'Kernel')}\n    " + "\n    ".join(entries) + ")"


def _number(value: float) -> str:
    # GLib reads no exponent in a number without a point.
    return np.format_float_positional(value + 0.0, unique=True, trim="k", min_digits=6)


def _kernel(preset: list[object]) -> Kernel:
    values = {
        str(entry[0]).replace("_", "-"): entry[1]
        for entry in preset[1:]
        if isinstance(entry, list) and len(entry) == 2
    }
    defaults = {"c3": 1.0}
    square = np.array(
        [[_value(values, name, defaults.get(name, 0.0)) for name in row] for row in _NAMES]
    )
    if values.get("normalize", "yes") == "yes":
        divisor, offset = _normalised(sum(square.ravel().tolist()))
    else:
        divisor, offset = _value(values, "divisor", 1.0), _level(_value(values, "offset", 0.0))
    kernel = Kernel(square, divisor=divisor, offset=offset, name=_name(preset))
    return without_empty_ring(kernel)


def _name(preset: list[object]) -> str:
    name = preset[1] if len(preset) > 1 else ""
    return name if isinstance(name, str) and not isinstance(name, Word) else ""


def _value(values: dict[str, object], name: str, default: float) -> float:
    value = values.get(name)
    if value is None:
        return default
    if not isinstance(value, Word):
        raise KernelError(f"{name} is no number")
    return plain_number(value, name)


def _level(offset: float) -> float:
    if not -1 <= offset <= 1:
        raise KernelError(f"its offset is {offset:g}; GIMP takes -1 to 1")
    level = offset * _WHITE
    return float(round(level)) if abs(level - round(level)) < _NEAR else level


def _normalised(total: float) -> tuple[float, float]:
    """Return GIMP's divisor and offset for a sum of weights."""
    if total == 0:
        return 1.0, _WHITE / 2
    return abs(total), 0.0 if total > 0 else _WHITE
