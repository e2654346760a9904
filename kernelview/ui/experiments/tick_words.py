"""Names of places on an axis, broken into lines that fit."""

from PySide6.QtGui import QFont, QFontMetricsF

MOST_LINES = 5


def wrapped(text: str, width: float, font: QFont) -> str:
    """Return the text in lines no wider than `width` pixels, where its words allow it."""
    metrics, room = QFontMetricsF(font), width - 6
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        elif metrics.horizontalAdvance(word) <= room or "-" not in word:
            lines.append(word)
        else:
            first, rest = word.split("-", 1)
            lines += [f"{first}-", rest]
    return "\n".join(lines[:MOST_LINES])
