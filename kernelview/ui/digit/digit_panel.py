"""What the network makes of one picture: its answer, the maps of every layer, any one value."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from kernelview.learn.perceiving import Perception, UnitArithmetic
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.digit.layer_picture import layer_picture
from kernelview.ui.digit.maps_layout import Cell
from kernelview.ui.digit.maps_view import ZOOMS, MapsView
from kernelview.ui.digit.probability_bars import ProbabilityBars
from kernelview.ui.digit.seen_picture import SeenPicture
from kernelview.ui.digit.style import style_sheet
from kernelview.ui.digit.unit_view import UnitView
from kernelview.ui.digit.verdict import verdict
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.theme import SPACING

EMPTY = "Draw a digit on the pad, or click a sample, to see what the network makes of it."
READING = "Click any value"
NO_SALIENCY = "none"
SALIENCIES = (
    (NO_SALIENCY, "Picture", "The picture as the network gets it"),
    ("gradient", "Gradient", "How much each pixel, a little lighter, would change the answer"),
    ("occlusion", "Occlusion", "How much the answer suffers where a patch hides the picture"),
)
# From this width on the arithmetic stands beside the maps instead of in their place.
WIDE = 760
PLENTY = 10_000
SEEN_WIDTH, BARS_WIDTH = (100, 132), (124, 152)
UNIT_WIDTH = 296


class DigitPanel(QWidget):
    """Passive: shows what it is given, and says which value somebody looks at."""

    # name of the layer, unit, row, column
    unit_hovered = Signal(str, int, int, int)
    # "none", "gradient", "occlusion"
    saliency_chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Digit")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._appearance = appearance
        self._perception: Perception | None = None
        self._names: tuple[str, ...] = ()
        self._is_stale = False
        self._is_pinned = False
        self.seen = SeenPicture(appearance, self)
        self.saliency = ChoiceBox("What is laid over the picture", SALIENCIES, self)
        self.answer = QLabel(self)
        self.bars = ProbabilityBars(appearance, self)
        self.maps = MapsView(appearance, self)
        self.reading = QLabel(self)
        self.smaller = self._tool("Smaller maps", "Smaller maps (-)")
        self.larger = self._tool("Larger maps", "Larger maps (+)")
        self.unit = UnitView(appearance, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self._show_zoom()

    def show_perception(self, perception: Perception | None, class_names: Sequence[str]) -> None:
        """Show what the network makes of a picture; a value that is looked at stays so."""
        self._perception, self._names = perception, tuple(class_names)
        self._is_stale = True
        if self.isVisible():
            self._show_now()

    def show_saliency(self, saliency: NDArray[np.floating] | None) -> None:
        """Lay (H, W) over the picture, positive where a pixel speaks for the answer."""
        self.seen.show_saliency(saliency)

    def show_unit(self, arithmetic: UnitArithmetic | None) -> None:
        """Show how the value comes about that somebody looks at."""
        self.unit.show_unit(arithmetic)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(860, 270)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the answer and some maps."""
        return QSize(420, 140)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while nobody looked."""
        super().showEvent(event)
        self._show_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the parts their shares of the width."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the pinned value."""
        if event.key() == Qt.Key.Key_Escape and self._is_pinned:
            self._pin(pinned=False)
            self.maps.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- showing

    def _show_now(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        perception = self._perception
        self._stack.setCurrentIndex(0 if perception is None else 1)
        if perception is None:
            self.maps.show_layers(())
            self.seen.show_pixels(None)
            self.seen.show_saliency(None)
            self._look_at(None)
            return
        self.seen.show_pixels(perception.pixels)
        self.answer.setText(verdict(perception.probabilities, self._names))
        self.answer.setToolTip(self.answer.text())
        self.bars.show_probabilities(perception.probabilities, self._names)
        self._show_maps()
        # The value looked at has changed with the picture or the weights.
        self._look_at(self.maps.cell)

    def _show_maps(self) -> None:
        if self._perception is not None:
            theme = self._appearance.theme
            self.maps.show_layers([layer_picture(each, theme) for each in self._perception.maps])

    def _look_at(self, cell: Cell | None) -> None:
        self.maps.mark(cell)
        if cell is None:
            self._pin(pinned=False)
            self.unit.show_cell(None, None)
            self.unit.show_unit(None)
            self.reading.setText(READING)
            return
        layer = self.maps.layer(cell.layer)
        self.unit.show_cell(layer, cell)
        value = number_text(layer.value(cell.unit, cell.row, cell.column), digits=4)
        self.reading.setText(f"{layer.name}/{cell.unit}: {value}")
        self.unit_hovered.emit(layer.name, cell.unit, cell.row, cell.column)

    # --- what the person does

    def _hover(self, cell: Cell) -> None:
        if not self._is_pinned and cell != self.maps.cell:
            self._look_at(cell)

    def _toggle_pin(self, cell: Cell) -> None:
        again = self._is_pinned and cell == self.maps.cell
        if not again:
            self._look_at(cell)
        self._pin(pinned=not again)

    def _pin(self, *, pinned: bool) -> None:
        self._is_pinned = pinned and self.maps.cell is not None
        self.unit.show_pinned(pinned=self._is_pinned)
        had_focus = self.maps.hasFocus()
        self._share_width()
        if had_focus and not self.maps.isVisible():
            self.unit.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.saliency.chosen.connect(self.saliency_chosen)
        self.maps.hovered.connect(self._hover)
        self.maps.moved.connect(self._look_at)
        self.maps.pinned.connect(self._toggle_pin)
        self.maps.zoom_changed.connect(self._show_zoom)
        self.unit.pin_toggled.connect(lambda on: self._pin(pinned=on))
        self.unit.cell_chosen.connect(self._look_at)
        self.smaller.clicked.connect(lambda: self.maps.step_zoom(-1))
        self.larger.clicked.connect(lambda: self.maps.step_zoom(1))
        self._appearance.changed.connect(self._restyle)

    # --- looks

    def _show_zoom(self) -> None:
        self.smaller.setEnabled(self.maps.zoom > ZOOMS[0])
        self.larger.setEnabled(self.maps.zoom < ZOOMS[-1])

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
        self.smaller.setIcon(self._appearance.icon("zoom-out"))
        self.larger.setIcon(self._appearance.icon("zoom-in"))
        self._show_maps()

    def _share_width(self) -> None:
        is_wide = self.width() >= WIDE
        share = min(max((self.width() - 520) / (860 - 520), 0.0), 1.0)
        for widget, (least, most) in ((self._left, SEEN_WIDTH), (self._middle, BARS_WIDTH)):
            widget.setFixedWidth(round(least + share * (most - least)))
        self.seen.setFixedHeight(min(self._left.width(), max(self.height() - 60, 72)))
        self.unit.setMinimumWidth(UNIT_WIDTH if is_wide else 0)
        self.unit.setMaximumWidth(UNIT_WIDTH if is_wide else PLENTY)
        self.unit.setVisible(is_wide or self._is_pinned)
        self._right.setVisible(is_wide or not self._is_pinned)

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _maps_column(self, parent: QWidget) -> QWidget:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.reading, 1)
        top.addWidget(self.smaller)
        top.addWidget(self.larger)
        column = QWidget(parent)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.maps, 1)
        return column

    def _lay_out(self) -> None:
        self.answer.setObjectName("verdict")
        self.answer.setWordWrap(True)
        self.reading.setObjectName("explanation")
        self.reading.setMinimumWidth(1)
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(SPACING * 3 // 2, SPACING, SPACING // 2, SPACING)
        row.setSpacing(SPACING * 3 // 2)
        self._left = _column(content, (self.seen, self.saliency))
        self._middle = _column(content, (self.answer, self.bars))
        self._right = self._maps_column(content)
        for widget in (self._left, self._middle, self._right, self.unit):
            row.addWidget(widget, 1 if widget in (self._right, self.unit) else 0)
        empty = QLabel(EMPTY, self)
        empty.setObjectName("invitation")
        empty.setWordWrap(True)
        empty.setMargin(SPACING * 2)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(content)


def _column(parent: QWidget, widgets: Sequence[QWidget]) -> QWidget:
    column = QWidget(parent)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACING)
    for widget in widgets:
        layout.addWidget(widget, 100 if isinstance(widget, ProbabilityBars) else 0)
    layout.addStretch(1)
    return column
