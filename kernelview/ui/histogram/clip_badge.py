"""The badge that says how much of a result is lost beyond black and white."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kernelview.engine import ShowMode, Shown
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

    def show_shown(
        self, shown: Shown | None, total_values: int, *, mode: ShowMode = "clamp"
    ) -> None:
        """Show the share of values that the showing loses; hide when there are none."""
        outside = shown.below + shown.above if shown is not None else 0
        if shown is None or outside == 0:
            self.clear()
            self.hide()
            return
        self.setText(f"{share_words(outside, total_values)} clipped")
        details = clipped_words(shown, total_values, mode=mode)
        self.setToolTip(f"<p>{details}.</p><p>{_advice(shown, mode)}</p>")
        self.setAccessibleName(f"Clipped: {details}")
        self.show()

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"ClipBadge {{ color: {theme.text}; border: 1px solid {theme.positive};"
            " border-radius: 9px; padding: 1px 8px; }"
        )


def _advice(shown: Shown, mode: ShowMode) -> str:
    if mode == "clamp":
        return "They are shown black and white. Other ways of showing keep them apart."
    low, high = map(number_words, span_kept(shown, mode))
    return f"The picture shows {low} to {high}."


def span_kept(shown: Shown, mode: ShowMode) -> tuple[float, float]:
    """Return the least and the largest value that the showing does not clip."""
    return (-shown.high if mode == "absolute" else shown.low), shown.high


def clipped_words(shown: Shown, total_values: int, *, mode: ShowMode = "clamp") -> str:
    """Return "4.1 % below 0, 0.3 % above 255", or that nothing is clipped."""
    if mode == "absolute" and shown.above:
        # Counted together, on both sides of 0.
        return f"{share_words(shown.above, total_values)} beyond ±{number_words(shown.high)}"
    parts = []
    if shown.below:
        parts.append(f"{share_words(shown.below, total_values)} below {number_words(shown.low)}")
    if shown.above:
        parts.append(f"{share_words(shown.above, total_values)} above {number_words(shown.high)}")
    return ", ".join(parts) or "Nothing is clipped"
