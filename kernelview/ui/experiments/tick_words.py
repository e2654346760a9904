"""Names of places on an axis, broken into lines that fit."""

from PySide6.QtGui import QFont, QFontMetricsF

MOST_LINES = 4


def wrapped(text: str, width: float, font: QFont) -> str:
    """Return the text in lines no wider than `width` pixels, where its words allow it."""
    metrics = QFontMetricsF(font)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width - 8:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines[:MOST_LINES])
