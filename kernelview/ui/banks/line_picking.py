"""Which line is under the mouse."""

import numpy as np
from PySide6.QtCore import QPointF

from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import BanksContent, Spot

NEAR = 5.0


def line_at(
    content: BanksContent, columns: Columns, point: QPointF, threshold: float
) -> Spot | None:
    """Return the learned kernel whose line is nearest to a point of the drawing, if one is near.

    Lines that are hidden by the threshold are not there.
    """
    shown = content.seen_lines(point.y() - NEAR, point.y() + NEAR, threshold)
    if not shown:
        return None
    froms = content.line_starts[list(shown)]
    tos = content.learned_middles[list(shown)]
    away = np.abs(columns.heights(point.x(), froms, tos) - point.y())
    # Of equally near ones the last is painted on top.
    nearest = len(shown) - 1 - int(np.argmin(away[::-1]))
    return Spot("learned", shown[nearest]) if away[nearest] <= NEAR else None
