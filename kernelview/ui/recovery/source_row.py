"""Where one of the two pictures comes from: what is in hand, or a file opened or dropped."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.opening import local_paths
from kernelview.ui.theme import SPACING
from kernelview.usecases.recovery_sources import SOURCE_KINDS, Source, SourceKind

ICON_SIDE = 16
FILE = ("file", "A file…", "A picture file; drop one here, or open it")
CHOICES: dict[SourceKind, tuple[str, str, str]] = {
    "hand": ("hand", "Picture in hand", "The picture in hand, as it is before all stages"),
    "shown": (
        "shown",
        "Its result as shown",
        "What the stages make of the picture in hand, as seen and saved: 8 bits, cut off",
    ),
    "exact": (
        "exact",
        "Its exact result",
        "What the stages make of the picture in hand, before it is rounded and cut off",
    ),
}


class SourceRow(QWidget):
    """A choice and an Open button; files are asked for, and dropped, from outside."""

    open_asked = Signal()
    changed = Signal()

    def __init__(
        self,
        label: str,
        kinds: Sequence[SourceKind],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._appearance = appearance
        self._path: Path | None = None
        self._chosen = kinds[0]
        self.label = QLabel(label, self)
        self.label.setObjectName("field-label")
        self.box = ChoiceBox(label, [*(CHOICES[kind] for kind in kinds), FILE], self)
        self.label.setBuddy(self.box)
        self.open = QToolButton(self)
        self.open.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.open.setAccessibleName(f"Open a file: {label.lower()}")
        self.open.setToolTip(f"Open a file as the {label.lower()}; or drop one here")
        self.open.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.label)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.open)
        self.box.chosen.connect(self._choose)
        self.open.clicked.connect(self.open_asked)
        appearance.changed.connect(self._show_icon)
        self._show_icon()

    @property
    def source(self) -> Source:
        """What is chosen."""
        return Source(self._chosen, self._path if self._chosen == "file" else None)

    def show_picture_name(self, name: str) -> None:
        """Name the picture in hand."""
        place = self.box.findData("hand")
        if place >= 0:
            self.box.setItemText(place, f"In hand: {name}")

    def show_file(self, path: Path) -> None:
        """Choose a file."""
        self._path, self._chosen = path, "file"
        self.box.setItemText(self.box.findData("file"), path.name)
        self.box.show_choice("file")
        self.box.setToolTip(str(path))
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._light(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the first of the files."""
        self._light(on=False)
        paths = local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.show_file(paths[0])

    def _choose(self, value: str) -> None:
        if value == "file" and self._path is None:
            self.box.show_choice(self._chosen)
            self.open_asked.emit()
            return
        self._chosen = next(kind for kind in SOURCE_KINDS if kind == value)
        self.changed.emit()

    def _light(self, *, on: bool) -> None:
        self.setProperty("dropping", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def _show_icon(self) -> None:
        self.open.setIcon(self._appearance.icon("folder-open"))
