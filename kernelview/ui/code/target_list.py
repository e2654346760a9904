"""The list of languages and programs, in groups."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from kernelview.kernels.code import GROUPS, TARGETS
from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

ROW_HEIGHT = 28
WIDTH = 168
_ID = Qt.ItemDataRole.UserRole


class TargetList(QListWidget):
    """A row a target; a target that cannot do what is asked is fainter, and says why."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._refused: dict[str, str] = {}
        self._headings: list[QListWidgetItem] = []
        self._rows: dict[str, QListWidgetItem] = {}
        self.setAccessibleName("Languages and programs")
        self.setToolTip("Up and Down choose what the kernel is written for")
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._fill()
        self.itemSelectionChanged.connect(self._say)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def target_id(self) -> str:
        """The target in hand."""
        chosen = self.selectedItems()
        return str(chosen[0].data(_ID)) if chosen else TARGETS[0].id

    def take(self, target_id: str) -> None:
        """Take a target in hand; one that is not known leaves the first."""
        self.setCurrentItem(self._rows.get(target_id, self._rows[TARGETS[0].id]))

    def show_refused(self, refused: Mapping[str, str]) -> None:
        """Make the targets fainter that refuse, with the reason as the tooltip."""
        self._refused = dict(refused)
        self._dress()

    def is_faint(self, target_id: str) -> bool:
        """Whether a target is shown as one that refuses."""
        return target_id in self._refused

    def _fill(self) -> None:
        for group in GROUPS:
            heading = QListWidgetItem(group, self)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
            heading.setSizeHint(QSize(WIDTH, ROW_HEIGHT))
            self._headings.append(heading)
            for target in TARGETS:
                if target.group == group:
                    item = QListWidgetItem(target.label, self)
                    item.setData(_ID, target.id)
                    item.setSizeHint(QSize(WIDTH, ROW_HEIGHT))
                    self._rows[target.id] = item

    def _say(self) -> None:
        if self.selectedItems():
            self.chosen.emit(self.target_id)

    def _dress(self) -> None:
        theme = self._appearance.theme
        accent = QColor(theme.accent)
        chosen = f"rgba({accent.red()}, {accent.green()}, {accent.blue()}, 46)"
        small = self.font()
        small.setPixelSize(12)
        small.setWeight(small.Weight.DemiBold)
        for heading in self._headings:
            heading.setForeground(QBrush(QColor(theme.muted)))
            heading.setFont(small)
        for target in TARGETS:
            item, reason = self._rows[target.id], self._refused.get(target.id, "")
            item.setForeground(QBrush(QColor(theme.muted if reason else theme.text)))
            item.setToolTip(reason or target.help)
            words = f"{target.label}, not for this kernel" if reason else target.label
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.window}; border: none; outline: 0;"
            " show-decoration-selected: 0; }"
            f"QListWidget::item {{ padding: 0 {SPACING}px; border-radius: 4px;"
            " border: 1px solid transparent; }"
            f"QListWidget::item:selected {{ background: {chosen}; color: {theme.text}; }}"
            f"QListWidget::item:selected:focus {{ border-color: {theme.accent}; }}"
        )
