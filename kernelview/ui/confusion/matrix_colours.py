"""The colours of the counts: mistakes on a scale of their own, what is right in grey."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from kernelview.ui.theme import SERIES, Theme

VERMILION = SERIES[5]
# The least count that is not 0 is seen.
FAINTEST = 0.16
RIGHT_LEAST, RIGHT_MOST = 0.10, 0.34


def cell_colours(values: NDArray[np.float64], theme: Theme) -> NDArray[np.uint8]:
    """Return the colours (classes, classes, 3) of counts or shares, none negative."""
    right = np.eye(len(values), dtype=bool)
    mistakes = np.where(right, 0.0, values)
    # The square root keeps the rare mistakes apart from none.
    shares = np.sqrt(mistakes / max(float(mistakes.max()), 1e-12))
    shares = np.where(mistakes > 0, FAINTEST + (1 - FAINTEST) * shares, 0.0)
    colours = _between(theme.window if not theme.is_dark else theme.zero, VERMILION, shares)
    diagonal = np.where(right, values, 0.0) / max(float(np.diag(values).max(initial=0)), 1e-12)
    greys = _between(theme.panel, theme.muted, RIGHT_LEAST + (RIGHT_MOST - RIGHT_LEAST) * diagonal)
    return np.rint(np.where(right[..., None], greys, colours)).astype(np.uint8)


def ink_on(colour: NDArray[np.uint8], theme: Theme) -> QColor:
    """Return black or white ink, whichever is read better on a colour."""
    linear = (colour / 255.0) ** 2.2
    luminance = float(linear @ np.array([0.2126, 0.7152, 0.0722]))
    # WCAG's contrast ratio: equal for black and white at this luminance.
    if luminance > 0.179:
        return QColor(theme.text if not theme.is_dark else "#10141a")
    return QColor("#ffffff" if not theme.is_dark else theme.text)


def _between(first: str, last: str, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    start, end = _channels(first), _channels(last)
    return start + (end - start) * shares[..., np.newaxis]


def _channels(colour: str) -> NDArray[np.float64]:
    named = QColor(colour)
    return np.array([named.red(), named.green(), named.blue()], np.float64)
