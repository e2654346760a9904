"""What the colours and shapes of a plot mean; a click hides a series or shows it again."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLayout, QLayoutItem, QToolButton, QWidget

from kernelview.learn.experiments import Plot
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.result_plot import PEN_STYLES, SYMBOLS
from kernelview.ui.series import series_colour
from kernelview.usecases.plot_layout import DrawnSeries, Overlay, lay_out

SAMPLE_WIDTH, SAMPLE_HEIGHT, SYMBOL = 26, 14, 8.0
GAP = 4


@dataclass(frozen=True)
class Entry:
    """A name with how it is drawn; an overlay's sample has no colour of its own."""

    name: str
    series: DrawnSeries
    is_overlay: bool


class PlotLegend(QWidget):
    """A button a name; those of plots laid over come after those of the series."""

    # The names that are hidden: frozenset[str]
    hidden_changed = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Legend of the plot")
        self._appearance = appearance
        self._entries: tuple[Entry, ...] = ()
        self._is_joined = False
        self._hidden: set[str] = set()
        self.buttons: tuple[QToolButton, ...] = ()
        self._flow = FlowLayout(self)
        appearance.changed.connect(self._dress)

    @property
    def hidden(self) -> frozenset[str]:
        """The names that are not drawn."""
        return frozenset(self._hidden & {entry.name for entry in self._entries})

    def show_plot(self, plot: Plot | None, overlays: Sequence[Overlay] = ()) -> None:
        """Show a plot's names; those hidden before stay hidden."""
        entries = () if plot is None else _entries(plot, overlays)
        self._is_joined = plot is not None and plot.is_joined
        if [entry.name for entry in entries] != [entry.name for entry in self._entries]:
            self._remake(entries)
        self._entries = entries
        self._dress()
        self.setVisible(bool(entries))

    def _remake(self, entries: Sequence[Entry]) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = tuple(self._button(entry) for entry in entries)
        self.updateGeometry()

    def _button(self, entry: Entry) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("legend-entry")
        button.setText(entry.name)
        button.setAccessibleName(f"Show {entry.name}")
        button.setToolTip(f"{entry.name}: click to hide or show")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(SAMPLE_WIDTH, SAMPLE_HEIGHT))
        button.setCheckable(True)
        button.setChecked(entry.name not in self._hidden)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.toggled.connect(lambda on, name=entry.name: self._toggle(name, on))
        self._flow.addWidget(button)
        button.show()
        return button

    def _toggle(self, name: str, on: bool) -> None:  # noqa: FBT001 - a slot's
        self._hidden = self._hidden - {name} if on else self._hidden | {name}
        self._dress()
        self.hidden_changed.emit(self.hidden)

    def _dress(self) -> None:
        theme = self._appearance.theme
        for button, entry in zip(self.buttons, self._entries, strict=True):
            colour = theme.muted if entry.is_overlay else series_colour(entry.series.colour, theme)
            shade = QColor(colour)
            if entry.name in self._hidden:
                shade.setAlphaF(0.25)
            button.setIcon(QIcon(self._sample(entry, shade)))

    def _sample(self, entry: Entry, colour: QColor) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(SAMPLE_WIDTH * ratio), round(SAMPLE_HEIGHT * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = SAMPLE_HEIGHT / 2
        if self._is_joined:
            style = PEN_STYLES[min(entry.series.overlay, len(PEN_STYLES) - 1)]
            painter.setPen(QPen(colour, 1.5, style))
            painter.drawLine(QPointF(0, middle), QPointF(SAMPLE_WIDTH, middle))
        painter.translate(SAMPLE_WIDTH / 2, middle)
        painter.scale(SYMBOL, SYMBOL)
        panel = QColor(self._appearance.theme.panel)
        painter.setPen(pyqtgraph.mkPen(colour, width=1.5))
        painter.setBrush(panel if entry.is_overlay else colour)
        painter.drawPath(Symbols[SYMBOLS[entry.series.marker % len(SYMBOLS)]])
        painter.end()
        return pixmap


class FlowLayout(QLayout):
    """Puts widgets beside one another, and in the next row where there is no more room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never take more room than asked for."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all rows are together."""
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._place(area, is_trial=False)

    def sizeHint(self) -> QSize:
        """Return the room of the largest item; the height follows from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, area: QRect, *, is_trial: bool) -> int:
        left, top, row = area.left(), area.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if left > area.left() and left + size.width() > area.right() + 1:
                left, top, row = area.left(), top + row + GAP // 2, 0
            if not is_trial:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + GAP
            row = max(row, size.height())
        return top + row - area.top()


def _entries(plot: Plot, overlays: Sequence[Overlay]) -> tuple[Entry, ...]:
    found = lay_out(plot, overlays)
    # Where the axis names the series, only what is laid over has to be named.
    named = [one for one in found.series if not one.overlay and not found.ticks]
    entries = [Entry(one.label, one, is_overlay=False) for one in named]
    for place, overlay in enumerate(overlays, start=1):
        first = next((one for one in found.series if one.overlay == place), None)
        if first is not None:
            entries.append(Entry(overlay.name, first, is_overlay=True))
    return tuple(entries)
