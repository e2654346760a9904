"""The badge that says how much of a result is lost beyond black and white."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kernelview.engine import ShowMode
from kernelview.engine.tally import Tally
from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.numbers import number_words, share_words


class ClipBadge(QLabel):
    """ "1.2 % clipped"; hidden while nothing is."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._restyle()
        appearance.changed.connect(self._restyle)
        self.hide()

    def show_tally(self, tally: Tally | None, *, mode: ShowMode = "clamp") -> None:
        """Show the share of values that the showing loses; hide when there are none."""
        outside = tally.below + tally.above if tally is not None else 0
        if tally is None or outside == 0:
            self.clear()
            self.hide()
            return
        so_far = "" if tally.exact else " so far"
        self.setText(f"{share_words(outside, tally.count)} clipped{so_far}")
        details = f"{clipped_words(tally, mode=mode)}{so_far}"
        self.setToolTip(f"<p>{details}.</p><p>{_advice(tally, mode)}</p>")
        self.setAccessibleName(f"Clipped: {details}")
        self.show()

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"ClipBadge {{ color: {theme.text}; border: 1px solid {theme.positive};"
            " border-radius: 9px; padding: 1px 8px; }"
        )


def _advice(tally: Tally, mode: ShowMode) -> str:
    if mode == "clamp":
        return "They are shown black and white. Other ways of showing keep them apart."
    low, high = map(number_words, span_kept(tally, mode))
    return f"The picture shows {low} to {high}."


def span_kept(tally: Tally, mode: ShowMode) -> tuple[float, float]:
    """Return the least and the largest value that the showing does not clip."""
    return (-tally.high if mode == "absolute" else tally.low), tally.high


def clipped_words(tally: Tally, *, mode: ShowMode = "clamp") -> str:
    """Return "4.1 % below 0, 0.3 % above 255", or that nothing is clipped."""
    total = tally.count
    if mode == "absolute" and tally.above:
        # Counted together, on both sides of 0.
        return f"{share_words(tally.above, total)} beyond ±{number_words(tally.high)}"
    parts = []
    if tally.below:
        parts.append(f"{share_words(tally.below, total)} below {number_words(tally.low)}")
    if tally.above:
        parts.append(f"{share_words(tally.above, total)} above {number_words(tally.high)}")
    return ", ".join(parts) or "Nothing is clipped"
