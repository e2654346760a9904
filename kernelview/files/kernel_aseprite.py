"""Aseprite's convolution matrices (convmatr.def): many named kernels in one text.

`name width height x y { weights } divisor bias channels`; the divisor and the bias may be
`auto`. As applied, the anchor is (x, y). Aseprite reckons in 256ths of 32-bit numbers. Rules of
Aseprite's data/convmatr.def, src/app/commands/filters/convolution_matrix_stock.cpp, filetoks.cpp.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from kernelview.files.kernel_limits import whole_offset
from kernelview.files.kernel_text import decode_text, plain_number
from kernelview.kernels import LARGEST_SIDE, Kernel, KernelError, format_number
from kernelview.kernels.whole_weights import (
    EXACT,
    LARGEST_ERROR,
    WholeLimits,
    WholeWeights,
    whole_weights,
)

MOST_KERNELS = 4096
LARGEST_WRITTEN = 32
LONGEST_NAME = 250
LARGEST_BIAS = 1_000_000

_PARTS = 256
# The sum of 255 times every weight in 256ths must fit 32 bits.
_LARGEST_SUM = (2**31 - 1) // (255 * _PARTS)
_LIMITS = WholeLimits(weight=_LARGEST_SUM, divisor=9999, sum=_LARGEST_SUM)

_TOKEN = re.compile(
    r'[ \t\r\n]+|#[^\r\n]*|"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)"'
    r'|(?P<word>[^ \t\r\n"][^ \t\r\n]*)',
    re.DOTALL,
)
_BARE = re.compile(r'[^\s"#{}\\][^\s"\\]*')
_START = re.compile(
    rb'(?:\s|#[^\n]*\n)*(?:"[^"]*"|[^\s"#]\S*)\s+\d+\s+\d+\s+\d+\s+\d+\s+\{', re.DOTALL
)


def parse_aseprite(data: bytes) -> tuple[Kernel, ...]:
    """Return all the kernels of a file in their order; KernelError names the one at fault."""
    tokens = _tokens(decode_text(data))
    kernels: list[Kernel] = []
    for name in tokens:
        if len(kernels) == MOST_KERNELS:
            raise KernelError(f"it holds more than {MOST_KERNELS} kernels")
        try:
            kernels.append(_kernel(name, tokens))
        except KernelError as error:
            raise KernelError(f"kernel {len(kernels) + 1}, {name[:40]!r}: {error}") from error
    if not kernels:
        raise KernelError("it holds no kernel; one is: name 3 3 1 1 { nine weights } 1 0 rgb")
    return tuple(kernels)


def write_aseprite(kernels: Sequence[Kernel]) -> bytes:
    """Return a file of kernels; KernelError for one larger than 32 × 32 or its numbers."""
    return "\n".join(_entry(kernel) for kernel in kernels).encode()


def aseprite_notes(kernel: Kernel) -> tuple[str, ...]:
    """Return what the file changes about a kernel that it can hold."""
    error = _whole(kernel)[1].error
    if error <= EXACT:
        return ()
    return (f"weights rounded to 256ths, off by at most {error:.2g} of the largest",)


def is_aseprite(data: bytes) -> bool:
    """Tell a file of matrices by how its first one begins, behind any comments."""
    return _START.match(data[:65_536]) is not None


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise KernelError("a quotation mark in it does not close")
        place = match.end()
        if match["word"] is not None:
            yield match["word"]
        elif match["text"]:
            yield re.sub(r"\\(.)", _escaped, match["text"], flags=re.DOTALL)


def _escaped(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]


def _kernel(name: str, tokens: Iterator[str]) -> Kernel:
    columns, rows = (_whole_number(tokens, "the size", 1, LARGEST_SIDE) for _ in range(2))
    column = _whole_number(tokens, "the centre", 0, columns - 1)
    row = _whole_number(tokens, "the centre", 0, rows - 1)
    _expect(tokens, "{")
    weights = [
        [plain_number(_next(tokens), f"row {y}, column {x}") for x in range(1, columns + 1)]
        for y in range(1, rows + 1)
    ]
    _expect(tokens, "}")
    divisor, offset = _automatic(sum(map(sum, weights)))
    divisor = _number(tokens, "the divisor", divisor)
    offset = _number(tokens, "the bias", offset)
    _channels(_next(tokens))
    return Kernel(weights, divisor=divisor, offset=offset, anchor=(row, column), name=name)


def _automatic(total: float) -> tuple[float, float]:
    """Return Aseprite's divisor and bias for a sum of weights."""
    if total == 0:
        return 1.0, 128.0
    return abs(total), 0.0 if total > 0 else 255.0


def _next(tokens: Iterator[str]) -> str:
    token = next(tokens, None)
    if token is None:
        raise KernelError("the file ends in the middle of it")
    return token


def _expect(tokens: Iterator[str], sign: str) -> None:
    token = _next(tokens)
    if token != sign:
        raise KernelError(f"{token[:40]!r} stands where {sign!r} belongs")


def _whole_number(tokens: Iterator[str], what: str, least: int, most: int) -> int:
    value = plain_number(_next(tokens), what)
    if not (value.is_integer() and least <= value <= most):
        raise KernelError(f"{what} is {value:g}; whole numbers from {least} to {most} are right")
    return int(value)


def _number(tokens: Iterator[str], what: str, automatic: float) -> float:
    word = _next(tokens)
    return automatic if word == "auto" else plain_number(word, what)


def _channels(token: str) -> None:
    if set(token) - set("rgba"):
        raise KernelError(f"its channels are {token[:40]!r}; letters of rgba are right")


def _entry(kernel: Kernel) -> str:
    rows, columns = kernel.shape
    if max(rows, columns) > LARGEST_WRITTEN:
        raise KernelError(
            f"Aseprite takes at most {LARGEST_WRITTEN} × {LARGEST_WRITTEN}; "
            f"this kernel is {rows} × {columns}"
        )
    parts, whole = _whole(kernel)
    lines = [
        " ".join(format_number(cell / parts) for cell in line) for line in whole.weights.tolist()
    ]
    body = "\n    ".join(lines)
    row, column = kernel.anchor
    bias = whole_offset(kernel, LARGEST_BIAS)
    divisor = format_number(whole.divisor / parts)
    head = f"{_name(kernel)} {columns} {rows} {column} {row}"
    return f"{head}\n  {{ {body} }} {divisor} {bias} rgb\n"


def _name(kernel: Kernel) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in kernel.name) or "kernel"
    if len(plain.encode()) > LONGEST_NAME:
        raise KernelError(f"its name is too long for Aseprite; at most {LONGEST_NAME} bytes")
    if _BARE.fullmatch(plain):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _whole(kernel: Kernel) -> tuple[int, WholeWeights]:
    """Return what a weight of 1 counts, and the weights: whole ones, else the nearest 256ths."""
    try:
        whole = whole_weights(kernel, _LIMITS)
        if whole.error <= EXACT:
            return 1, whole
    except KernelError:
        pass
    return _PARTS, _fine(kernel)


def _fine(kernel: Kernel) -> WholeWeights:
    weights = kernel.effective_weights
    sizes = np.abs(weights)
    total = sum(sizes.ravel().tolist())
    # Rounding may add half a 256th a cell.
    divisor = int(min((_LARGEST_SUM * _PARTS - weights.size) / total, 2.0**31 - 1))
    if divisor < 1:
        most = _LARGEST_SUM * _PARTS
        raise KernelError(f"its weights sum to {total:.6g} without signs; Aseprite takes {most}")
    whole = np.rint(weights * divisor)
    error = float(np.abs(whole / divisor - weights).max() / sizes.max())
    if error > LARGEST_ERROR:
        raise KernelError(f"Aseprite's 32 bits would put its weights off by {error:.2g}")
    return WholeWeights(whole.astype(np.int64), divisor, error)
