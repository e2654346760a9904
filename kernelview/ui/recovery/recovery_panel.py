"""The panel that finds the kernel between a picture and its filtered version."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kernelview.document import Document
from kernelview.learn.descending import DescentStep
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.section import thin_line
from kernelview.ui.recovery.controls import Controls
from kernelview.ui.recovery.outcome import Outcome
from kernelview.ui.recovery.style import style_sheet
from kernelview.ui.recovery.wish import Found
from kernelview.ui.theme import SPACING

HEADING = "Which kernel made this of the picture?"
EXPLAINED = (
    "From a picture and its filtered version the kernel between them can be found again, with the "
    "error of every weight, even where the result was rounded and cut off. Choose two pictures, "
    "or take the picture in hand and its result, and press Find kernel."
)
EMPTY_WIDTH = 440


class RecoveryPanel(QWidget):
    """Says what is to be recovered; what it shows is told to it."""

    # Wish
    run_wanted = Signal(object)
    cancel_wanted = Signal()
    # "before" or "after": a file is to be asked for
    file_wanted = Signal(str)
    # Kernel
    open_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Recover a kernel")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._appearance = appearance
        self.controls = Controls(appearance, self)
        self.outcome = Outcome(appearance, self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._restyle()

    def show_document(self, document: Document) -> None:
        """Name the picture in hand."""
        self.controls.before.show_picture_name(document.image.name)

    def show_file(self, which: str, path: Path) -> None:
        """Choose a file as the picture ("before") or its result ("after")."""
        row = self.controls.before if which == "before" else self.controls.after
        row.show_file(path)

    def show_busy(self) -> None:
        """Show that a recovery is under way; what was found before stays."""
        self.controls.show_busy()

    def show_progress(self, done: int, total: int, message: str) -> None:
        """Show how far it is."""
        self.controls.show_progress(done, total, message)

    def show_step(self, step: DescentStep) -> None:
        """Show a descent under way."""
        self._pages.setCurrentWidget(self.outcome)
        self.outcome.show_coming(step)

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        self.controls.show_idle()
        self._pages.setCurrentWidget(self.outcome)
        self.outcome.show_found(found)

    def show_failure(self, reason: str) -> None:
        """Say why nothing was found; what was found before is shown again."""
        self._end(f"Not found. {reason}")

    def show_cancelled(self) -> None:
        """Show that it was given up; what was found before is shown again."""
        self._end("")

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(980, 780)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows a kernel."""
        return QSize(480, 320)

    def _end(self, problem: str) -> None:
        self.controls.show_idle(problem)
        self.outcome.forget_coming()
        if self.outcome.found is None:
            self._pages.setCurrentIndex(0)

    def _connect(self) -> None:
        self.controls.run_wanted.connect(self.run_wanted)
        self.controls.cancel_wanted.connect(self.cancel_wanted)
        self.controls.before.open_asked.connect(lambda: self.file_wanted.emit("before"))
        self.controls.after.open_asked.connect(lambda: self.file_wanted.emit("after"))
        self.outcome.open_wanted.connect(self.open_wanted)
        self.outcome.save_wanted.connect(self.save_wanted)
        self._appearance.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self.outcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.controls)
        layout.addWidget(thin_line(self))
        layout.addWidget(self._pages, 1)

    def _make_empty(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("empty")
        heading, text = QLabel(HEADING, page), QLabel(EXPLAINED, page)
        heading.setObjectName("empty-heading")
        text.setObjectName("empty-text")
        column = QVBoxLayout()
        column.setSpacing(SPACING)
        column.addStretch(1)
        for label in (heading, text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(EMPTY_WIDTH)
            column.addWidget(label)
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        return page

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
