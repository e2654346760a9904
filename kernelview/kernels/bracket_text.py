"""Reads matrices in brackets: Python and NumPy, C, MATLAB, with a factor before or behind."""

import re
from collections.abc import Iterator

from kernelview.kernels.arithmetic import parse_number
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.row_text import cells_of, numbers_of, refuse_many_rows, rows_of

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\s*=\s*", re.ASCII)
_OPENING = re.compile(
    r"(?:(?:np|numpy|torch|tf|jnp)\.)?(?:array|asarray|matrix|tensor|constant)\s*"
    r"\((?P<inside>.*)\)",
    re.ASCII | re.DOTALL,
)
_OPTIONS = re.compile(r"\]\s*,\s*(?:dtype|device|shape)\b[^\[\]]*$", re.ASCII)
_SEVERAL = re.compile(r"\[[^\[\]]*\][\s,]*\[")
_BEHIND = re.compile(r"(?P<closing>[^/*]*)(?P<sign>[/*])(?P<factor>.*)", re.ASCII | re.DOTALL)


def kernel_from_brackets(text: str) -> Kernel:
    """Return the kernel that "[[...], [...]]", "[...; ...]", "[...]" or "array(...)" spells."""
    assignment = _ASSIGNMENT.match(text)
    plain = text[assignment.end() :] if assignment else text
    divisor, body = _without_factor(plain.rstrip("; \t\r\n"))
    opening = _OPENING.fullmatch(body)
    inside = opening["inside"].strip().rstrip(",") if opening else body
    inside = _OPTIONS.sub("]", inside).strip()
    rows = _bracketed_rows(f"[{inside}]" if _SEVERAL.match(inside) else inside)
    return Kernel(numbers_of(rows), divisor=divisor)


def _without_factor(text: str) -> tuple[float, str]:
    """Return the divisor of "2 * [...]", "[...] * 2" or "[...] / 2", and the rest."""
    first, last = text.find("["), text.rfind("]") + 1
    factor, star, opening = text[: max(first, 0)].rpartition("*")
    if star:
        return _inverse(factor), opening.strip() + text[first:]
    behind = _BEHIND.fullmatch(text[last:])
    if not behind:
        return 1.0, text
    divisor = parse_number(behind["factor"])
    body = text[:last] + behind["closing"].rstrip()
    return (divisor if behind["sign"] == "/" else _inverse(behind["factor"])), body


def _inverse(factor: str) -> float:
    value = parse_number(factor)
    if value == 0:
        raise KernelError("the factor before or after the matrix is 0")
    # 1/9 comes back as 9 rather than 9.000000000000002.
    inverse = 1 / value
    return float(round(inverse)) if abs(inverse - round(inverse)) < 1e-9 else inverse


def _bracketed_rows(text: str) -> list[list[str]]:
    """Return the cells of "[[...], [...]]", "[...; ...]" or "[...]"."""
    if "..." in text:
        raise KernelError('NumPy left cells out ("..."); print the whole array and paste again')
    outside, pieces = [], []
    for depth, piece in _at_depths(text):
        if depth == 2:
            pieces.append(piece)
        elif depth == 1:
            outside.append(piece)
        elif piece.strip():
            raise KernelError(f"{piece.strip()[:20]!r} beside the brackets is not understood")
    around = "".join(outside)
    if not pieces:
        return rows_of(around)
    if around.replace(",", " ").strip():
        raise KernelError(
            f"{around.strip(', ')[:20]!r} stands between two rows; close its brackets"
        )
    refuse_many_rows(len(pieces))
    return [cells_of(" ".join(piece.split("\n"))) for piece in pieces]


def _at_depths(text: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches of text between square brackets with how deep they lie."""
    depth = 0
    for piece in re.split(r"([\[\]])", text):
        if piece == "[":
            depth += 1
            if depth == 2:
                yield 1, " "
        elif piece == "]":
            depth -= 1
        else:
            if piece and not (depth == 2 and not piece.strip()):
                yield depth, piece
            continue
        if not 0 <= depth <= 2:
            raise KernelError(
                "brackets nest more than two deep; a kernel has rows and columns only"
                if depth > 2
                else 'a "]" has no "[" before it'
            )
    if depth:
        raise KernelError('a "[" is never closed')
