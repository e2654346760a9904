"""Kernels as rows of numbers: ImageJ's .txt and spreadsheets' .csv."""

import csv
import io
import math
import re

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import (
    LARGEST_SIDE,
    Kernel,
    KernelError,
    format_number,
    parse_matrix,
    parse_number,
)

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_LONGEST_NUMBER = 400


def decode_text(data: bytes) -> str:
    """Return UTF-8 text, with or without a byte order mark; KernelError for other bytes."""
    if b"\0" in data:
        raise KernelError("it is not text: it holds null characters")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KernelError("it is not UTF-8 text") from error


def kernel_from_text(text: str) -> Kernel:
    """Return the kernel of a .txt file: rows of cells, or any matrix that can be pasted."""
    return parse_matrix(text)


def kernel_from_csv(text: str) -> Kernel:
    """Return the kernel of a .csv file; cells are separated by tabs, semicolons or commas.

    With tabs or semicolons a comma is a decimal point, as many countries write it.
    """
    separator = next((mark for mark in "\t;" if mark in text), ",")
    rows: list[list[float]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if any(cell.strip() for cell in cells):
                rows.append(_numbers(cells, len(rows) + 1))
            if len(rows) > LARGEST_SIDE:
                raise KernelError(f"a kernel has 1 to {LARGEST_SIDE} rows; these are more")
    except csv.Error as error:
        raise KernelError(f"it is not CSV: {error}") from error
    return Kernel(rows)


def plain_number(text: str, place: str) -> float:
    """Return a finite number written as machines do; KernelError names its place otherwise."""
    if len(text) > _LONGEST_NUMBER or not _PLAIN.fullmatch(text):
        raise KernelError(f"{place}: {text[:40]!r} is no plain number, such as -1.5")
    value = float(text)
    if not math.isfinite(value):
        raise KernelError(f"{place}: {text[:40]} is too large; the largest is about 1.8e308")
    return value


def rows_of_text(weights: NDArray[np.float64], separator: str) -> str:
    """Return one line a row, each number the shortest text that reads back the same."""
    return "".join(separator.join(map(format_number, row)) + "\n" for row in weights.tolist())


def _numbers(cells: list[str], row: int) -> list[float]:
    numbers = []
    for column, cell in enumerate(cells[: LARGEST_SIDE + 1], start=1):
        try:
            numbers.append(parse_number(cell.replace(",", ".")))
        except KernelError as error:
            raise KernelError(f"row {row}, column {column}: {error}") from error
    return numbers
