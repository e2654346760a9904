"""Where the columns of the two banks are, across the drawing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from kernelview.ui.banks.content import ROW, Side
from kernelview.ui.banks.spacing import along

TILE, MARGIN, GAP = 36.0, 4.0, 8.0
# The lines' share of the width, and of what a panel is wider than this.
LINES_SHARE, WIDE_SHARE, WIDE = 0.2, 0.5, 420.0
LEARNED_WORDS = 70.0


@dataclass(frozen=True)
class Columns:
    """From left to right: words, hand-made tiles, lines, learned tiles, words."""

    width: float

    @property
    def lines(self) -> tuple[float, float]:
        """Where the lines begin and end."""
        end = self.width - MARGIN - LEARNED_WORDS - GAP - TILE - MARGIN
        extra = max(self.width - WIDE, 0.0)
        return end - LINES_SHARE * (self.width - extra) - WIDE_SHARE * extra, end

    def tile(self, side: Side, middle: float) -> QRectF:
        """Return where a kernel's picture is."""
        begin, end = self.lines
        left = end + MARGIN if side == "learned" else begin - MARGIN - TILE
        return QRectF(left, middle - TILE / 2, TILE, TILE)

    def words(self, side: Side, middle: float) -> QRectF:
        """Return where a kernel's words are."""
        tile = self.tile(side, middle)
        if side == "learned":
            left, right = tile.right() + GAP, self.width - MARGIN
        else:
            left, right = MARGIN, tile.left() - GAP
        return QRectF(left, middle - TILE / 2, max(right - left, 0.0), TILE)

    def row(self, side: Side, middle: float) -> QRectF:
        """Return picture and words together."""
        begin, end = self.lines
        left, right = (end, self.width) if side == "learned" else (0.0, begin)
        return QRectF(left, middle - ROW / 2, right - left, ROW)

    def side_at(self, x: float) -> Side | None:
        """Return which side's column is there; None between them."""
        begin, end = self.lines
        if x < begin:
            return "hand-made"
        return "learned" if x >= end else None

    def heights(
        self, x: float, froms: NDArray[np.float64], tos: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return how far down lines are at x."""
        begin, end = self.lines
        share = along((x - begin) / (end - begin))
        return froms + (tos - froms) * share
