"""Which line is under the mouse."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF

from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import BanksContent, Spot

NEAR = 5.0


def line_at(
    point: QPointF, shown: Sequence[int], content: BanksContent, columns: Columns
) -> Spot | None:
    """Return the learned kernel whose line is nearest to a point of the drawing, if one is near.

    Only the lines `shown` are there, the last one on top.
    """
    if not shown:
        return None
    froms = content.line_starts[list(shown)]
    tos = content.learned_middles[list(shown)]
    away = np.abs(columns.heights(point.x(), froms, tos) - point.y())
    nearest = len(shown) - 1 - int(np.argmin(away[::-1]))
    return Spot("learned", shown[nearest]) if away[nearest] <= NEAR else None
